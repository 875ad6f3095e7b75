from pathlib import Path

import pytest

from rounds.engines.privacy.evaluate import COUNTED, SHARED, author, for_development, leaks, read_labelled, score

LABELLED = Path(__file__).parent / "labelled.jsonl"


def test_the_labelled_posts_are_sound() -> None:
    posts = read_labelled(LABELLED)

    assert len(posts) >= 300
    assert len({post["id"] for post in posts}) == len(posts)
    assert all(post["text"][span["start"] : span["end"]].strip() for post in posts for span in post["spans"])
    assert {post["verdict"] for post in posts} == {"clear", "review", "block"}


def test_a_later_author_is_read_whole_or_only_counted() -> None:
    posts = read_labelled(LABELLED)
    later = set(map(author, posts)) - SHARED

    assert later >= COUNTED
    assert len(COUNTED) >= len(later) / 5
    assert {(author(post), for_development(post)) for post in posts if author(post) in later} == {
        (one, one not in COUNTED) for one in later
    }


@pytest.mark.slow
@pytest.mark.long
def test_the_measure_may_not_fall() -> None:
    held = [post for post in read_labelled(LABELLED) if not for_development(post)]

    measured = score(held)["all"]

    assert (measured.share("block", "review", "block") or 0) >= 0.965
    assert (measured.share("block", "block") or 0) >= 0.915
    assert (measured.share("review", "review", "block") or 0) >= 0.87
    assert (measured.share("clear", "review", "block") or 1) <= 0.083
    assert (measured.recall or 0) >= 0.845
    assert (measured.precision or 0) >= 0.815


@pytest.mark.slow
@pytest.mark.long
def test_redaction_may_not_leave_more() -> None:
    count, leaking, clear = leaks(post for post in read_labelled(LABELLED) if not for_development(post))

    assert leaking <= 0.018 * count
    assert clear >= 0.98 * count
