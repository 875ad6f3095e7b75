import datetime as dt

import pytest

from rounds.engines.privacy import Verdict, screen
from rounds.screening.actions import accept_finding, add_authorization
from rounds.screening.fixes import mended
from rounds.screening.models import Place
from rounds.screening.queries import finding_called, marks_for
from rounds.screening.queries.marks import key_of, token_of
from tests.factories.screening import NOON, AuthorizationFactory, PlaceFactory, officer_of

pytestmark = pytest.mark.django_db
NAMED = "😀 Mrs. Ellen Whitcombe in bed 4 had her hip replaced on Tuesday."


def test_pieces_put_together_are_the_text() -> None:
    marks = marks_for(NAMED)

    assert "".join(piece.text for piece in marks.pieces) == NAMED
    assert [piece.text for piece in marks.pieces if piece.level] == [
        finding.text for finding in sorted(screen(NAMED).spans, key=lambda one: one.start or 0)
    ]


def test_place_of_a_finding_counts_as_a_browser_does() -> None:
    shown = next(one for one in marks_for(NAMED).findings if "Whitcombe" in one.words)

    units = NAMED.encode("utf-16-le")
    assert units[2 * (shown.start16 or 0) :].decode("utf-16-le").startswith(shown.words)


def test_every_fix_of_a_text_can_be_made_one_after_the_other() -> None:
    text = NAMED
    for _step in range(10):
        found = screen(text)
        placed = [finding for finding in found.findings if finding.start is not None]
        if not placed:
            break
        text = mended(text, placed[0], "en")

    assert screen(text).verdict is not Verdict.BLOCK
    assert "Whitcombe" not in text


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("My patient Ellen Whitcombe had surgery on Tuesday.", "Ellen Whitcombe", "My patient had surgery on Tuesday."),
        (
            "My patient Ellen Whitcombe had surgery on Tuesday.",
            "Tuesday",
            "My patient Ellen Whitcombe had surgery recently.",
        ),
    ],
)
def test_fix_leaves_a_sentence(text: str, words: str, wanted: str) -> None:
    finding = next(one for one in screen(text).findings if one.text == words)

    assert mended(text, finding, "en") == wanted


def test_nothing_found_is_never_called_safe() -> None:
    marks = marks_for("Flu shots are free for everyone on Saturday from 9 to 1.", "organisation")

    assert (marks.said, marks.short, marks.kind) == ("We found nothing.", "Nothing found", "ok")


def test_no_text_says_nothing() -> None:
    marks = marks_for("  ")

    assert (marks.said, marks.short, marks.items, marks.findings) == ("", "", [], [])


def test_decision_of_a_place_holds_for_the_same_words_again() -> None:
    place = PlaceFactory()
    officer = officer_of(place)
    finding = next(one for one in screen(NAMED).findings if "Whitcombe" in one.text)
    accept_finding(place, finding, NAMED, "She works here and is no patient.", by=officer, officer=True, at=NOON)

    again = marks_for(f"Hello. {NAMED}", place=place)
    elsewhere = marks_for(NAMED, place=PlaceFactory())

    assert [(one.level, one.who) for one in again.findings if "Whitcombe" in one.words] == [("done", str(officer))]
    assert [one.level for one in elsewhere.findings if "Whitcombe" in one.words] == ["must"]


def test_reason_of_a_visitor_holds_on_the_page_but_not_for_must_fix() -> None:
    found = screen(NAMED)
    accepted = {token_of(one): "It is invented." for one in found.findings}

    marks = marks_for(NAMED, accepted=accepted)

    assert {one.level for one in marks.findings if one.reason} <= {"done"}
    assert marks.must == sum(one.level is Verdict.BLOCK for one in found.findings)


def test_rules_of_a_place_are_heard() -> None:
    place: Place = PlaceFactory(forbidden_words="bargain\n\nguaranteed")

    kinds = [
        one.key.split("-")[0] for one in marks_for("Our fair was a bargain.", "organisation", place=place).findings
    ]
    assert "house" in kinds
    assert marks_for("Our fair was a bargain.", "organisation").findings == []


def test_permission_covers_names_by_fingerprint_only() -> None:
    place = PlaceFactory()
    signed = add_authorization(
        place,
        reference="N-1",
        signer="E. W.",
        names="Ellen Whitcombe",
        scope=["story", "name", "details"],
        channels=["facebook"],
        signed_on=dt.date(2026, 1, 1),
        expires=dt.date(2099, 1, 1),
        by=officer_of(place),
        at=NOON,
    )
    day = dt.date(2026, 11, 20)

    covered = marks_for(NAMED, channel="facebook", place=place, authorization=signed, on=day)
    other = AuthorizationFactory(place=place, scope=["story", "name", "details"])

    assert covered.must == 0
    assert "Whitcombe" not in str(signed.names)
    assert marks_for(NAMED, channel="facebook", place=place, authorization=other, on=day).must == 1
    assert marks_for(NAMED, channel="x", place=place, authorization=signed, on=day).must > 0


def test_finding_is_called_by_its_key() -> None:
    found = screen(NAMED)

    assert finding_called(found, key_of(found.findings[0])) == found.findings[0]
    assert finding_called(found, "NAME-0-1") is None
