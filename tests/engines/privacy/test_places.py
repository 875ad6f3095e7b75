import pytest

from rounds.engines.privacy.detectors.names import find_groups
from rounds.engines.privacy.detectors.places import find_places
from rounds.engines.privacy.text import Post


def places(text: str) -> list[str]:
    """Each place once, although two detectors may find it."""
    post = Post(text)
    return list(dict.fromkeys(text[one.start : one.end] for one in find_places(post, find_groups(post))))


def test_a_street_is_found_by_one_word_behind_what_it_is() -> None:
    assert places("la boulangerie de la rue Haute est fermée") == ["rue Haute"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the husband in 412 played her song", "412"),
        ("la hija de Eusebia, la del 307, trae yerbas", "307"),
        ("Beto, el de la vulcanizadora, ya salió", "la vulcanizadora"),
        ("be kind to Travis at the tyre place", "the tyre place"),
        ("she was hit on County 12 this morning", "County 12"),
    ],
)
def test_a_bare_room_a_shop_and_a_county_road_are_places(text: str, place: str) -> None:
    assert places(text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "you declined the CT twice",
        "I drove 90 miles each way",
        "la salle d'attente est pleine",
        "his mum cried in my room. Three years",
        "ECG tout de suite. 3 minutes",
        "a nurse in Vietnam",
        "aim high and fly high",
        "she taught second grade",
    ],
)
def test_a_scan_a_distance_a_country_and_a_waiting_room_are_no_places(text: str) -> None:
    assert places(text) == []
