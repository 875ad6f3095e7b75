import pytest

from rounds.engines.privacy.text import Post, fold


@pytest.mark.parametrize(
    ("odd", "plain"),
    [("Jоhn", "John"), ("Ｊａｎｅ", "Jane"), ("José’s", "Jose's"), ("𝐉𝐚𝐧𝐞", "Jane"), ("plain", "plain")],
)
def test_odd_letters_fold_to_plain_ones_of_the_same_length(odd: str, plain: str) -> None:
    assert fold(odd) == plain
    assert len(fold(odd)) == len(odd)


def test_hidden_letters_are_skipped_and_places_lead_back() -> None:
    original = "J\u200ba\u200bne had surgery"
    post = Post(original)

    assert post.plain == "Jane had surgery"
    assert post.place(post.starts[0], post.ends[0]) == (0, 6)
    assert original[slice(*post.place(post.starts[1], post.ends[1]))] == "had"


def test_a_title_with_a_dot_does_not_end_a_sentence() -> None:
    post = Post("Mr. Webb fell. He is fine.")

    assert post.sentences == [0, 0, 0, 1, 1, 1]
