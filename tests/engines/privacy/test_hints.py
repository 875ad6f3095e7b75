"""A hint may be too wide, never too narrow: with every detector tried, nothing more is found."""

from pathlib import Path

import pytest

from rounds.engines.privacy.detectors.codes import find_codes, find_spaced
from rounds.engines.privacy.detectors.contacts import find_contacts
from rounds.engines.privacy.detectors.dates import find_dates, find_great_ages
from rounds.engines.privacy.detectors.marks import find_marks
from rounds.engines.privacy.detectors.names import find_groups
from rounds.engines.privacy.detectors.numbers import find_numbers
from rounds.engines.privacy.detectors.pictures import find_pictures
from rounds.engines.privacy.detectors.places import find_places
from rounds.engines.privacy.evaluate import for_development, read_labelled
from rounds.engines.privacy.hints import KEYWORD
from rounds.engines.privacy.text import Post

LABELLED = Path(__file__).parent / "labelled.jsonl"
DETECTORS = (
    find_codes,
    find_contacts,
    find_dates,
    find_great_ages,
    find_marks,
    find_numbers,
    find_pictures,
    find_spaced,
)


def found(post: Post) -> list[object]:
    groups = [(group.start, group.end, group.kind) for group in find_groups(post)]
    return [groups, list(find_places(post, find_groups(post))), *(list(find(post)) for find in DETECTORS)]


@pytest.mark.slow
@pytest.mark.long
def test_hints_hide_nothing() -> None:
    posts = [post["text"] for post in read_labelled(LABELLED) if for_development(post)]

    for text in posts[::3]:
        plain, wide = Post(text), Post(text)
        wide.hints = ~KEYWORD | plain.hints & KEYWORD  # this one decides by itself

        assert found(plain) == found(wide), text
