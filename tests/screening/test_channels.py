import pytest

from rounds.screening.channels import BY_KEY, CHANNELS, cut
from rounds.screening.queries import length_words, previews_of


@pytest.mark.parametrize(
    ("text", "length"), [("é" * 10, 10), ("中" * 10, 20), ("see https://example.org/x", 27), ("😀", 2)]
)
def test_x_counts_as_the_network_does(text: str, length: int) -> None:
    assert BY_KEY["x"].length(text) == length


def test_text_is_cut_and_folded() -> None:
    long, folded = cut("a" * 300, BY_KEY["x"]), cut("word " * 60, BY_KEY["linkedin"])

    assert (long.over, len(long.shown)) == (20, 280)
    assert (folded.folded, folded.over, len(folded.shown)) == (True, 0, 204)


def test_preview_of_the_chosen_network_or_the_usual_three() -> None:
    assert [seen.channel for seen in previews_of("Hello")] == ["Facebook", "LinkedIn", "X"]
    assert [seen.note for seen in previews_of("a" * 282, "x")] == ["Too long by 2 characters for X."]
    assert previews_of("  ", "x") == []


def test_length_names_the_networks_that_refuse() -> None:
    assert length_words("a" * 400) == "400 characters. Too long for X, Bluesky."


def test_channels_have_their_own_keys() -> None:
    assert len(BY_KEY) == len(CHANNELS)
