from pathlib import Path

import pytest

from rounds.engines.privacy.evaluate import for_development, read_labelled, score

LABELLED = Path(__file__).parent / "labelled.jsonl"


def test_the_labelled_posts_are_sound() -> None:
    posts = read_labelled(LABELLED)

    assert len(posts) >= 300
    assert len({post["id"] for post in posts}) == len(posts)
    assert all(post["text"][span["start"] : span["end"]].strip() for post in posts for span in post["spans"])
    assert {post["verdict"] for post in posts} == {"clear", "review", "block"}


@pytest.mark.slow
def test_the_measure_may_not_fall() -> None:
    held = [post for post in read_labelled(LABELLED) if not for_development(post)]

    measured = score(held)["all"]

    assert (measured.share("block", "review", "block") or 0) >= 0.89
    assert (measured.share("review", "review", "block") or 0) >= 0.80
    assert (measured.share("clear", "review", "block") or 1) <= 0.13
    assert (measured.recall or 0) >= 0.76
    assert (measured.precision or 0) >= 0.71
