"""A pattern that is tried only at some words finds what it finds when it is tried everywhere."""

from pathlib import Path

import pytest

from rounds.engines.privacy import whose
from rounds.engines.privacy.detectors import codes, contacts, dates, marks, numbers, places
from rounds.engines.privacy.evaluate import for_development, read_labelled
from rounds.engines.privacy.spotting import Spot
from rounds.engines.privacy.text import Post

LABELLED = Path(__file__).parent / "labelled.jsonl"
SPOTS = [spot for _, spot in numbers.KEYED]
SPOTS += [
    value
    for module in (codes, contacts, dates, marks, numbers, places, whose)
    for value in vars(module).values()
    if isinstance(value, Spot)
]


def spans(spot: Spot, post: Post) -> list[tuple[int, int]]:
    everywhere = [match.span() for match in spot.pattern.finditer(post.plain if spot.capitals else post.lower)]
    assert [match.span() for match in spot.finditer(post)] == everywhere, post.original
    return everywhere


def test_a_spot_finds_parts_of_words_and_nothing_twice() -> None:
    spot = Spot(r"\b(?:ann|x-ray|ray)\b ?\d*")

    assert spans(spot, Post("Ann-ann 12, x-ray 3 and l'ann_ annual ray")) == [(0, 3), (4, 10), (12, 19), (38, 41)]


def test_a_spot_that_can_begin_outside_words_is_tried_everywhere() -> None:
    spot = Spot(r"(?:\+\d|\bcall )\d{2}")

    assert spans(spot, Post("call 55 or call +1555 (call 20)")) == [(0, 7), (16, 20), (23, 30)]


@pytest.fixture(scope="module")
def posts() -> list[Post]:
    return [Post(post["text"]) for post in read_labelled(LABELLED) if for_development(post)][::2]


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("spot", SPOTS, ids=lambda spot: spot.pattern.pattern[:40])
def test_spots_find_all(spot: Spot, posts: list[Post]) -> None:
    found = [spans(spot, post) for post in posts]

    assert any(found)
