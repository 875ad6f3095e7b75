"""Grades, what cannot be said, and the two numbers made out of the formulas."""

import pytest

from rounds.engines.readability import REASONS, Counts, Reading, as_json, grade
from rounds.engines.readability import formulas as ours
from rounds.engines.readability.findings import EMPTY, ENGLISH_ONLY, FEW_SENTENCES, NO_GRADE, SHORT, SPANISH_ONLY
from tests.engines.readability.texts import FOLLETO, LEAFLET, REPORT


def values(reading: Reading) -> dict[str, float | None]:
    return {score.name: score.value if score.value is None else round(score.value, 1) for score in reading.formulas}


def reasons(reading: Reading) -> dict[str, str]:
    return {score.name: score.reason for score in reading.formulas}


def test_a_leaflet_is_easy() -> None:
    reading = grade(LEAFLET)

    assert (reading.language, reading.grade, reading.level, reading.reason) == ("en", 2.2, 1, "")
    assert values(reading) == {
        "flesch_reading_ease": 100.0,
        "flesch_kincaid": 1.5,
        "smog": 5.1,
        "gunning_fog": 4.1,
        "coleman_liau": 3.0,
        "ari": 0.8,
        "dale_chall": 0.4,
        "szigriszt_pazos": None,
        "lix": 12.3,
    }


def test_a_committee_is_hard() -> None:
    reading = grade(REPORT)

    assert (reading.grade, reading.level) == (22.6, 5)


def test_spanish_has_its_own_formula_and_no_school_grade() -> None:
    reading = grade(FOLLETO)

    assert (reading.language, reading.grade, reading.level, reading.reason) == ("es", None, 2, NO_GRADE)
    assert {name: value for name, value in values(reading).items() if value} == {"szigriszt_pazos": 78.3, "lix": 32.8}
    assert reasons(reading)["flesch_kincaid"] == ENGLISH_ONLY


def test_another_language_has_lix_alone_and_no_step() -> None:
    text = "Der Blutdruck ist zu hoch und Sie sind nicht allein mit dem Problem. " * 10
    reading = grade(text)

    assert (reading.language, reading.grade, reading.level, reading.reason) == ("other", None, None, NO_GRADE)
    assert {name for name, value in values(reading).items() if value} == {"lix"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", EMPTY), (" \n 💉 #flu", EMPTY), ("Get your flu shot today.", SHORT), ("word " * 200, SHORT)],
)
def test_empty_and_short_texts_have_no_grade(text: str, reason: str) -> None:
    reading = grade(text, language="en")

    assert (reading.grade, reading.level, reading.reason) == (None, None, reason)
    assert set(values(reading).values()) == {None}
    assert reasons(reading)["flesch_kincaid"] == reason
    assert reasons(reading)["szigriszt_pazos"] == SPANISH_ONLY


def test_smog_warns_below_thirty_sentences_and_stays_out_of_the_grade() -> None:
    few, many = grade(LEAFLET), grade((LEAFLET + " ") * 2)

    assert reasons(few)["smog"] == FEW_SENTENCES
    assert reasons(many)["smog"] == ""
    assert (few.grade, many.grade) == (2.2, 3.0)


def test_formulas_say_nothing_of_nothing() -> None:
    assert [formula(Counts()) for _, formula, _, _ in ours.FORMULAS] == [None] * 9


def test_lists_links_tags_handles_and_emoji_are_set_aside() -> None:
    plain = "Wash your hands often. Stay home when you are sick."
    dressed = "Wash your hands often 💉. #flu\n\n- soap\n- warm water\n\nStay home when you are sick. @ward5 https://example.org/a.b"

    assert grade(dressed, language="en").counts == grade(plain, language="en").counts


def test_list_items_that_are_sentences_count() -> None:
    counts = grade("- Wash your hands.\n- Stay home.\n- soap", language="en").counts

    assert (counts.sentences, counts.words) == (2, 5)


def test_a_reading_as_json_holds_plain_values() -> None:
    plain = as_json(grade("Hypertension hurts."))

    assert plain["findings"][0]["swap"] == "High blood pressure"
    assert plain["formulas"][0] == {"name": "flesch_reading_ease", "value": None, "scale": "ease", "reason": SHORT}
    assert SHORT in REASONS
