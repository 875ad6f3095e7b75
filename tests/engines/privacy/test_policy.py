import datetime as dt

import pytest

from rounds.engines.privacy import Authorization, Policy, Verdict, screen

STORY = "Our patient Tessa Lindgren rang the bell after her last round of chemo."


def signed(**changes: object) -> Authorization:
    values: dict[str, object] = {
        "id": "A-7",
        "signer": "Tessa Lindgren",
        "scope": frozenset({"name", "story"}),
        "channels": frozenset({"facebook"}),
        "expires": "2031-01-31",
        "names": frozenset({"Tessa Lindgren"}),
    }
    return Authorization(**(values | changes))  # type: ignore[arg-type]


def test_own_people_may_be_named() -> None:
    policy = Policy(own_people=frozenset({"Tessa Lindgren"}))

    assert screen(STORY).verdict is Verdict.BLOCK
    assert [span.text for span in screen(STORY, policy=policy).spans if span.type == "NAME"] == []


@pytest.mark.parametrize("field", ["public_figures", "not_patients", "allowed_words"])
def test_names_the_place_allows_are_not_marked(field: str) -> None:
    policy = Policy(**{field: frozenset({"tessa lindgren"})})

    assert [span.text for span in screen(STORY, policy=policy).spans if span.type == "NAME"] == []


def test_a_place_the_policy_allows_is_not_marked() -> None:
    text = "Mr. Okonjo from Pine Hollow had a stroke."
    policy = Policy(allowed_places=frozenset({"Pine Hollow"}))

    assert "LOCATION" in {span.type for span in screen(text).spans}
    assert "LOCATION" not in {span.type for span in screen(text, policy=policy).spans}


def test_forbidden_words_go_to_review() -> None:
    screening = screen("Our spa day is open.", policy=Policy(forbidden_words=frozenset({"spa day"})))

    assert screening.verdict is Verdict.REVIEW
    assert [(one.rule, one.type, one.text) for one in screening.findings] == [("house-rule", "house-rule", "spa day")]


def test_the_places_own_contacts_are_not_a_patients() -> None:
    text = "I had surgery and I was told to write to tessa@example.org about my results."
    policy = Policy(contacts=frozenset({"tessa@example.org"}))

    assert "EMAIL" in {span.type for span in screen(text, voice="patient").spans}
    assert "EMAIL" not in {span.type for span in screen(text, voice="patient", policy=policy).spans}


def test_an_authorization_clears_what_it_covers_and_is_named() -> None:
    screening = screen(STORY, channel="facebook", authorization=signed(), on=dt.date(2030, 1, 1))

    assert (screening.verdict, screening.authorization, screening.findings) == (Verdict.CLEAR, "A-7", ())


@pytest.mark.parametrize(
    "changes",
    [
        {"channels": frozenset({"x"})},
        {"expires": "2029-12-31"},
        {"expires": ""},
        {"signer": ""},
        {"scope": frozenset({"picture"})},
        {"names": frozenset({"Ana Perez"})},
    ],
)
def test_an_authorization_that_does_not_cover_it_changes_nothing(changes: dict[str, object]) -> None:
    screening = screen(STORY, channel="facebook", authorization=signed(**changes), on=dt.date(2030, 1, 1))

    assert (screening.verdict, screening.authorization) == (Verdict.BLOCK, "")


def test_private_numbers_are_never_unlocked() -> None:
    text = STORY + " Her MRN is 00731194."

    assert screen(text, channel="facebook", authorization=signed()).verdict is Verdict.BLOCK


def test_line_of_the_place_is_no_private_number() -> None:
    policy = Policy(contacts=frozenset({"555-0142"}))

    assert screen("Priya Raman speaks for us. You reach her on 555-0142 until 8.", policy=policy).findings == ()
