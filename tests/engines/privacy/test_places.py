import pytest

from rounds.engines.privacy.detectors.names import find_groups
from rounds.engines.privacy.detectors.places import find_places
from rounds.engines.privacy.text import Post


def places(text: str) -> list[str]:
    post = Post(text)
    return [text[one.start : one.end] for one in find_places(post, find_groups(post))]


def test_a_street_is_found_by_one_word_behind_what_it_is() -> None:
    assert places("la boulangerie de la rue Haute est fermée") == ["rue Haute"]


@pytest.mark.parametrize(
    "text", ["you declined the CT twice", "I drove 90 miles each way", "la salle d'attente est pleine"]
)
def test_a_scan_a_distance_and_a_waiting_room_are_no_places(text: str) -> None:
    assert places(text) == []
