"""A text whose words are calm is read and not weighed, unless something in it speaks up by itself."""

import pytest

from rounds.engines.privacy import Policy, screen
from rounds.engines.privacy.evidence import Evidence
from rounds.engines.privacy.policy import compiled

CALM = (
    "Our autumn book fair opens in the lobby at noon. Volunteers bake, the choir sings, parking is free, and the "
    "proceeds go to new chairs for the staff library. Everyone is welcome, rain or shine, and the bus stops outside."
)


def hurried(text: str, voice: str = "organisation", policy: Policy | None = None) -> Evidence:
    return Evidence(text, voice=voice, channel="facebook", policy=compiled(policy), hurry=True)


def test_calm_words_are_not_weighed() -> None:
    assert hurried(CALM).calm
    assert screen(CALM, voice="organisation").verdict.value == "clear"


def test_only_who_hurries_stops() -> None:
    assert not Evidence(CALM, voice="organisation", channel="facebook", policy=compiled(None)).calm


@pytest.mark.parametrize(
    "more",
    [
        "SSN 123-45-6789.",
        "MRN 00482913.",
        "Our patient Ellen Whitcombe had her hip replaced here on Tuesday.",
        "Photo: Ellen Whitcombe, our patient, in her hospital bed.",
    ],
)
def test_what_speaks_up_is_weighed_among_calm_words(more: str) -> None:
    assert not hurried(f"{CALM} {more}").calm
    assert screen(f"{CALM} {more}", voice="organisation").verdict.value == "block"


def test_an_account_that_is_answered_is_weighed_among_calm_words() -> None:
    assert not hurried(f"{CALM} @ellenw88 see you there!").calm


def test_forbidden_words_are_found_among_calm_ones() -> None:
    policy = Policy(forbidden_words=frozenset({"book fair"}))

    assert not hurried(CALM, policy=policy).calm
    assert [one.rule for one in screen(CALM, voice="organisation", policy=policy).findings] == ["house-rule"]
