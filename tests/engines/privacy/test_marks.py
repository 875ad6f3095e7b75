import pytest

from rounds.engines.privacy.detectors.codes import find_codes, find_spaced
from rounds.engines.privacy.detectors.dates import find_dates, find_great_ages
from rounds.engines.privacy.detectors.marks import find_marks
from rounds.engines.privacy.text import Post


@pytest.mark.parametrize(
    ("text", "kind", "words", "hard"),
    [
        ("the kiosk lost my fingerprint again", "BIOMETRIC", "fingerprint", True),
        ("does the kiosk keep palm prints", "BIOMETRIC", "palm prints", False),
        ('tattoo on his arm reads "SAIL ON 1969"', "OTHER_ID", "sail on 1969", False),
        ("the mayor of quill bend fell", "OTHER_ID", "the mayor of quill bend", False),
    ],
)
def test_marks_and_roles_are_found(text: str, kind: str, words: str, hard: bool) -> None:
    assert (kind, words, hard) in [
        (one.type, text.lower()[one.start : one.end], one.hard) for one in find_marks(Post(text))
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("claim 2024-0088-91-xq was closed", ["ACCOUNT"]),
        ("dossier n 7741-c-2093", ["ACCOUNT"]),
        ("call 555-0145 or come by", []),
        ("lot 44-81920 is recalled", []),
        ("from 2019-2020 we grew", []),
    ],
)
def test_codes_are_told_by_their_shape_and_the_words_before(text: str, kinds: list[str]) -> None:
    assert [one.type for one in find_codes(Post(text))] == kinds


def test_spoken_and_spaced_numbers_are_numbers() -> None:
    spoken = "my social is nine zero one, five five, two two one six"
    spaced = "call 5 5 5 . 0 1 7 2 now"

    assert [(one.type, one.hard) for one in find_spaced(Post(spoken))] == [("SSN", True)]
    assert [one.type for one in find_spaced(Post(spaced))] == ["PHONE"]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("She is 93.", "93"),
        ("my aunt (91, heart failure)", "91"),
        ("tiene noventa y dos anos", "noventa y dos"),
        ("elle a quatre-vingt-onze ans", "quatre-vingt-onze"),
        ("she is ninety-four now", "ninety-four"),
    ],
)
def test_great_ages_are_found_in_figures_and_words(text: str, age: str) -> None:
    assert age in [text[one.start : one.end] for one in find_great_ages(Post(text))]


@pytest.mark.parametrize("text", ["valid for ninety days", "a ninety minute class", "sats at 94%"])
def test_other_figures_are_no_ages(text: str) -> None:
    assert list(find_great_ages(Post(text))) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [("home on Tues to rest", "Tues"), ("until the 28th, when", "the 28th"), ("seen 7-JUL-2024 there", "7-JUL-2024")],
)
def test_short_days_are_found(text: str, day: str) -> None:
    assert day in [text[one.start : one.end] for one in find_dates(Post(text))]
