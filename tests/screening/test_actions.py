import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from rounds.accounts.actions.erasure import erase_person
from rounds.accounts.models import Entry
from rounds.engines.privacy import screen
from rounds.screening import actions
from rounds.screening.models import Authorization, Decision, Place, PlaceMember, Withdrawal
from rounds.screening.own_data import own_data
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.screening import (
    NOON,
    AuthorizationFactory,
    DecisionFactory,
    PlaceFactory,
    SeatFactory,
    member_of,
    officer_of,
)

pytestmark = pytest.mark.django_db
STORY = "My patient tonight made me laugh until I cried."
NAMED = "Our patient Ellen Whitcombe had her hip replaced on Tuesday."


def verbs() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_place_is_made_once_under_a_name() -> None:
    staff = StaffFactory()
    actions.make_place("Northlake", by=staff, at=NOON)

    with pytest.raises(actions.PlaceRefused):
        actions.make_place("northlake", by=staff, at=NOON)

    assert verbs() == ["screening.place_made"]


def test_rules_seen_as_an_older_edition_are_not_written() -> None:
    place, staff = PlaceFactory(), StaffFactory()
    values = {"name": place.name, **dict.fromkeys(Place.LISTS, "")}
    actions.change_rules(place, {**values, "own_people": "Dr Osei"}, edition=1, by=staff, at=NOON)

    with pytest.raises(actions.PlaceRefused):
        actions.change_rules(place, {**values, "own_people": "Dr Bello"}, edition=1, by=staff, at=NOON)

    place.refresh_from_db()
    assert (place.own_people, place.edition) == ("Dr Osei", 2)
    assert Entry.objects.get().details == {"fields": ["own_people"]}


def test_rules_that_did_not_change_leave_no_trace() -> None:
    place = PlaceFactory()

    actions.change_rules(place, {"name": place.name}, edition=1, by=StaffFactory(), at=NOON)

    assert verbs() == []


def test_name_of_another_place_is_refused() -> None:
    other, place = PlaceFactory(), PlaceFactory()

    with pytest.raises(actions.PlaceRefused):
        actions.change_rules(place, {"name": other.name.upper()}, edition=1, by=StaffFactory(), at=NOON)


def test_last_officer_can_neither_leave_nor_become_a_member() -> None:
    seat = SeatFactory(role=PlaceMember.Role.OFFICER)

    with pytest.raises(actions.PlaceRefused):
        actions.unseat_person(seat, by=seat.person, at=NOON)
    with pytest.raises(actions.PlaceRefused):
        actions.seat_person(seat.place, seat.person, "member", by=seat.person, at=NOON)

    officer_of(seat.place)
    actions.seat_person(seat.place, seat.person, "member", by=seat.person, at=NOON)
    assert PlaceMember.objects.get(pk=seat.pk).role == "member"


def test_seat_given_twice_is_one_seat() -> None:
    place, person, staff = PlaceFactory(), PersonFactory(), StaffFactory()

    for _time in range(2):
        actions.seat_person(place, person, "member", by=staff, at=NOON)

    assert (place.members.count(), verbs()) == (1, ["screening.seat_given"])


def test_decision_keeps_the_reason_and_never_the_words() -> None:
    place = PlaceFactory()
    member, finding = member_of(place), screen(STORY).findings[0]

    actions.accept_finding(place, finding, STORY, " All of it  is invented. ", by=member, officer=False, at=NOON)

    decision = Decision.objects.get()
    assert (decision.reason, decision.level, decision.rule) == ("All of it is invented.", "review", finding.rule)
    assert "laugh" not in str(Decision.objects.values().get()) + str(Entry.objects.values().get())


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        (STORY, "", "ok"),
        (NAMED, "Ellen Whitcombe", "Ellen whitcombe is a colleague."),
        (STORY, "", "Mrs. Rosalind Hartnell in bed 4 had her hip replaced on Tuesday."),
    ],
)
def test_reason_that_says_too_little_or_too_much_is_refused(text: str, words: str, reason: str) -> None:
    place = PlaceFactory()
    finding = next(one for one in screen(text).findings if not words or one.text == words)

    with pytest.raises(actions.DecisionRefused):
        actions.accept_finding(place, finding, text, reason, by=officer_of(place), officer=True, at=NOON)

    assert Decision.objects.count() == 0


def test_must_fix_takes_an_officer_and_a_stranger_decides_nothing() -> None:
    place, finding = PlaceFactory(), screen(NAMED).findings[0]

    for person in (member_of(place), PersonFactory()):
        with pytest.raises(actions.DecisionRefused):
            actions.accept_finding(place, finding, NAMED, "She is staff here.", by=person, officer=False, at=NOON)

    officer = officer_of(place)
    actions.accept_finding(place, finding, NAMED, "She is staff here.", by=officer, officer=True, at=NOON)
    assert verbs() == ["screening.signed_off"]


def test_permission_keeps_neither_name_nor_full_signer_in_the_trail() -> None:
    place = PlaceFactory()
    told = {"reference": "N-1", "signer": "E. W.", "names": "Ellen Whitcombe", "scope": ["name"], "channels": ["x"]}
    days = {"signed_on": dt.date(2026, 1, 1), "expires": dt.date(2027, 1, 1)}

    actions.add_authorization(place, **told, **days, by=officer_of(place), at=NOON)

    with pytest.raises(actions.AuthorizationRefused):
        actions.add_authorization(place, **{**told, "reference": "n-1"}, **days, by=officer_of(place), at=NOON)
    days["expires"] = days["signed_on"]
    with pytest.raises(actions.AuthorizationRefused):
        actions.add_authorization(place, **told, **days, by=officer_of(place), at=NOON)
    held = str(Authorization.objects.values().get()) + str(Entry.objects.values().get())
    assert ("Ellen" in held, "Whitcombe" in held) == (False, False)


def test_withdrawing_is_a_new_row_and_happens_once() -> None:
    signed, officer = AuthorizationFactory(), PersonFactory()

    for _time in range(2):
        actions.withdraw_authorization(signed, by=officer, at=NOON)

    assert (Withdrawal.objects.count(), verbs()) == (1, ["screening.authorization_withdrawn"])


def test_database_refuses_to_change_what_is_recorded() -> None:
    rows = (AuthorizationFactory(), DecisionFactory())

    for row in rows:
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(at=NOON + dt.timedelta(days=1))
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).delete()


def test_key_of_a_place_opens_until_it_is_ended() -> None:
    place, staff = PlaceFactory(), StaffFactory()
    key, secret = actions.make_place_key(place, name="Intranet", by=staff, at=NOON)

    used = actions.use_place_key(secret, at=NOON)
    assert used
    assert used.place == place
    for _time in range(2):
        actions.end_place_key(key, by=staff, at=NOON)

    assert actions.use_place_key(secret, at=NOON) is None
    assert verbs() == ["screening.place_key_made", "screening.place_key_ended"]
    assert secret not in str(place.keys.values().get())


def test_person_takes_their_part_home_and_leaves_the_place_when_erased() -> None:
    seat = SeatFactory()
    DecisionFactory(place=seat.place, by=seat.person)

    _name, rows = own_data(seat.person)
    erase_person(seat.person, by=seat.person, at=NOON)

    assert [row["what"] for row in rows] == ["place", "decision"]
    assert PlaceMember.objects.count() == 0
    assert str(Decision.objects.get().by) == "Erased person"
