"""Credit follows attendance by a stated rule, once each, and is put right by a new row."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from rounds.credentials.models import Credential, Revocation
from rounds.events.actions import credit as actions
from rounds.events.crediting import Stay, minutes_of, quarters_of
from rounds.events.models import Credit, Disclosure, Event, Talk
from rounds.events.queries.credit import credit_rows, credits_visible_to, left_out, proposed_credit
from rounds.meetings.attending import Attendance
from rounds.meetings.models import Meeting
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.after import LATER, NINE, guest, held_talk, meeting_of
from tests.factories.events import DURING, EventFactory, helper, lead_of
from tests.factories.live import EvidenceFactory

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def event() -> Event:
    return EventFactory(slug="summit", name="Summit")


def designated(event: Event, quarters: int = 26) -> None:
    actions.designate(event, "Board of Harbour", quarters, "Claim what you attended.", by=StaffFactory(), at=DURING)


def rows(event: Event, at: dt.datetime = LATER) -> list[tuple[str, int, int]]:
    return [(one.person.name, one.minutes, one.quarters) for one in proposed_credit(event, at=at)]


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 120), st.integers(0, 200)), max_size=6))
def test_minutes_never_pass_what_the_clock_allows(found: list[tuple[int, int, int]]) -> None:
    stays = [
        Stay(NINE + begins * MINUTE, NINE + (begins + length) * MINUTE, Attendance(True, None, minutes))
        for begins, length, minutes in found
    ]

    total, union = minutes_of(stays), {begins + step for begins, length, _m in found for step in range(length)}

    assert 0 <= total <= len(union)
    assert total <= sum(min(length, minutes) for _b, length, minutes in found)
    assert abs(quarters_of(total) * 15 - total) <= 7


def test_sessions_at_the_same_time_count_once(event: Event) -> None:
    designated(event)
    first, other, last = held_talk(event), held_talk(event), held_talk(event, starts=NINE + 90 * MINUTE, length=23)
    person = PersonFactory(name="Ann")
    for talk in (first, other, last):
        guest(talk, person)
    guest(first, PersonFactory(name="Bo"), left=22)
    guest(first, came=False)

    assert rows(event) == [("Ann", 83, 6), ("Bo", 22, 1)]


def test_credit_stops_at_what_was_designated_and_is_none_without_it(event: Event) -> None:
    guest(held_talk(event, length=120), PersonFactory(name="Ann"))
    assert rows(event) == [("Ann", 120, 0)]

    designated(event, 6)

    assert rows(event) == [("Ann", 120, 6)]


def test_credit_is_designated_before_the_event_alone(event: Event) -> None:
    with pytest.raises(actions.CreditRefused, match="never afterwards"):
        actions.designate(event, "Board", 4, "Claim.", by=StaffFactory(), at=NINE)
    designated(event)
    with pytest.raises(DatabaseError), transaction.atomic():
        event.designations.update(quarters=400)


def test_sessions_that_do_not_count_are_left_out_with_their_reason(event: Event) -> None:
    clinical = held_talk(event, content_kind="clinical", title="Clinical")
    cancelled, future = held_talk(event, title="Cancelled"), held_talk(event, title="Future", starts=LATER)
    Meeting.objects.filter(pk=meeting_of(cancelled).pk).update(state="cancelled")
    for talk in (clinical, cancelled, future):
        guest(talk)

    before = [(talk.proposal.title, why[:24]) for talk, why in left_out(event, at=LATER)]
    Disclosure.objects.create(event=event, person=lead_of(clinical.proposal), at=DURING, none=True)

    assert sorted(before) == [
        ("Cancelled", "It was not held."), ("Clinical", "It is clinical, and a sp"), ("Future", "It is not over yet."),
    ]  # fmt: skip
    assert {talk.proposal.title for talk, _why in left_out(event, at=LATER)} == {"Cancelled", "Future"}
    assert len(rows(event)) == 1


def give(event: Event, *, at: dt.datetime = LATER) -> list[Credit]:
    keys = [one.key for one in proposed_credit(event, at=at)]
    return actions.give_credit(event, keys, by=StaffFactory(), at=at)


@pytest.mark.slow
def test_what_was_looked_at_is_given_once_each(event: Event) -> None:
    designated(event)
    person = guest(held_talk(event))

    first, again = give(event), give(event)

    (held,) = Credit.objects.all()
    assert (len(first), again, held.person, held.quarters) == (1, [], person, 4)
    certificate = Credential.objects.get(person=person)
    assert (held.credential, certificate.minutes, "Board of Harbour" in certificate.description) == (
        certificate,
        60,
        True,
    )
    assert [letter.to for letter in mail.outbox] == [[person.email]]
    with pytest.raises(DatabaseError), transaction.atomic():
        Credit.objects.update(quarters=400)
    assert (list(credits_visible_to(person)), list(credits_visible_to(PersonFactory()))) == ([held], [])


@pytest.mark.slow
def test_list_that_changed_and_sessions_to_come_refuse(event: Event) -> None:
    talk = held_talk(event)
    person = guest(talk)
    keys = [one.key for one in proposed_credit(event, at=LATER)]
    EvidenceFactory(meeting=talk.meeting, person=person, what="left", at=NINE + 20 * MINUTE)

    with pytest.raises(actions.CreditRefused, match="has changed"):
        actions.give_credit(event, keys, by=StaffFactory(), at=LATER)
    with pytest.raises(actions.CreditRefused, match="at least one"):
        actions.give_credit(event, [], by=StaffFactory(), at=LATER)
    held_talk(event, starts=LATER + 9 * MINUTE)
    with pytest.raises(actions.CreditRefused, match="all sessions are over"):
        give(event)
    assert not Credit.objects.exists()


def corrected(talk: Talk, person: Any, minutes: int) -> None:
    EvidenceFactory(
        meeting=talk.meeting, person=person, what="was", how="host", minutes=minutes, reason="Left early", at=LATER
    )


@pytest.mark.slow
def test_attendance_put_right_makes_a_new_row_and_certificate(event: Event) -> None:
    designated(event)
    talk = held_talk(event)
    person = guest(talk)
    (given_first,) = give(event)
    key = proposed_credit(event, at=LATER)[0].key
    with pytest.raises(actions.CreditRefused, match="nothing to put right"):
        actions.correct_credit(given_first, reason="Why", key=key, by=StaffFactory(), at=LATER)
    corrected(talk, person, 30)
    (one,) = proposed_credit(event, at=LATER)
    assert (one.state, one.quarters) == ("differs", 2)
    with pytest.raises(actions.CreditRefused, match="Say why"):
        actions.correct_credit(given_first, reason=" ", key=one.key, by=StaffFactory(), at=LATER)

    made = actions.correct_credit(given_first, reason="Left early", key=one.key, by=StaffFactory(), at=LATER)

    assert (made.corrects, made.quarters, Credit.objects.count()) == (given_first, 2, 2)
    assert Revocation.objects.get().credential == given_first.credential
    assert [one.state for one in proposed_credit(event, at=LATER)] == ["given"]
    with pytest.raises(actions.CreditRefused, match="has changed"):
        actions.correct_credit(given_first, reason="Twice", key=one.key, by=StaffFactory(), at=LATER)
    assert [row[4:7] for row in credit_rows(event, at=LATER)] == [("0.5", 30, "0.5")]


@pytest.mark.slow
def test_credit_at_the_desk(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    talk = held_talk(event)
    person, desk = guest(talk), signed_in(helper(event, "organiser"))

    page = desk.get("/events/summit/desk/credit")
    bad = desk.post("/events/summit/desk/credit", {"give": ["1:2:3"]})
    good = desk.post("/events/summit/desk/credit", {"give": [f"{person.pk}:60:0"]})
    corrected(talk, person, 30)
    late = desk.post("/events/summit/desk/credit/designate", {"provider": "A", "hours": "4", "statement": "B"})
    right = desk.post(
        f"/events/summit/desk/credit/{person.pk}/correct", {"reason": "Left early", "key": f"{person.pk}:30:0"}
    )

    assert f'value="{person.pk}:60:0"' in page.content.decode()
    assert [one.status_code for one in (bad, good, late, right)] == [422, 302, 422, 302]
    assert desk.get("/events/summit/desk/credit/0/correct").status_code == 404
    assert signed_in(person).get("/events/summit/desk/credit").status_code == 403
    assert "gives no credit" in Credential.objects.order_by("issued_at", "pk").first().description  # type: ignore[union-attr]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_list_do_not_grow(event: Event, count: int, django_assert_num_queries: Any) -> None:
    for _number in range(count):
        talk = held_talk(event, content_kind="clinical")
        Disclosure.objects.create(event=event, person=lead_of(talk.proposal), at=DURING, none=True)
        guest(talk)

    with django_assert_num_queries(16):
        assert len(proposed_credit(event, at=LATER)) == count
