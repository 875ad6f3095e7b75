import datetime as dt
import uuid

import pytest
from django.core import mail

from rounds.accounts.models import Entry
from rounds.billing.models import Order
from rounds.meetings import actions, queries
from rounds.meetings.actions import RegistrationRefused
from rounds.meetings.actions.registering import own_payer
from rounds.meetings.models import CapacityPool, Hold, Meeting, Registration
from tests.factories.accounts import PersonFactory
from tests.factories.meetings import NOON, MeetingFactory, PoolFactory, RegistrationFactory, come, limited, priced
from tests.factories.prices import a_voucher, with_points

pytestmark = pytest.mark.django_db
LATER = NOON + dt.timedelta(hours=1)


def taken(meeting: Meeting) -> int:
    return CapacityPool.objects.get(pk=meeting.pool_id).taken


def test_a_free_place_is_yours_at_once_and_a_letter_says_so() -> None:
    meeting = limited(2)

    found = come(meeting)

    assert (found.state, found.until, taken(meeting)) == ("registered", None, 1)
    assert Hold.objects.get(key=found.key).state == "kept"
    assert Entry.objects.get(verb="meetings.registered").actor == found.person
    assert mail.outbox[0].subject == f"You are registered: {meeting.title}"
    assert list(queries.pools_that_disagree()) == []


def test_the_same_form_twice_is_one_place() -> None:
    meeting, person, key = limited(5), PersonFactory(), uuid.uuid4()

    first, again = come(meeting, person, key=key), come(meeting, person, key=key)

    assert (first, taken(meeting)) == (again, 1)


def test_another_form_of_the_same_person_is_refused() -> None:
    meeting, person = limited(5), PersonFactory()
    come(meeting, person)

    with pytest.raises(RegistrationRefused, match="You have a place already"):
        come(meeting, person)
    assert taken(meeting) == 1


def test_a_key_of_somebody_else_opens_nothing() -> None:
    first = come(limited(5))

    with pytest.raises(RegistrationRefused, match="sent before, for something else"):
        come(first.meeting, key=first.key)


def test_without_a_limit_there_is_room_for_all() -> None:
    meeting = MeetingFactory()

    assert [come(meeting).state for _one in range(3)] == ["registered"] * 3
    assert Hold.objects.count() == 0


def test_who_comes_late_waits_in_order_and_knows_the_number() -> None:
    meeting = limited(1)
    come(meeting)

    lines = [come(meeting) for _one in range(2)]

    assert [one.state for one in lines] == ["waiting", "waiting"]
    assert [queries.place_in_line(one) for one in lines] == [1, 2]
    assert "You are number 2 in the list" in str(mail.outbox[-1].body)


def test_a_place_takes_one_of_each_pool_or_of_none() -> None:
    lunch = PoolFactory(cap=1)
    morning, afternoon = limited(5, also=(lunch,)), limited(5, also=(lunch,))
    come(morning)

    second = come(afternoon)

    lunch.refresh_from_db()
    assert (second.state, taken(afternoon), lunch.taken) == ("waiting", 0, 1)
    assert list(queries.pools_that_disagree()) == []


def test_without_a_waiting_list_it_is_full() -> None:
    meeting = limited(0, waiting_list=False)

    with pytest.raises(RegistrationRefused, match="All places are taken"):
        come(meeting)


def test_a_group_larger_than_the_meeting_does_not_wait() -> None:
    with pytest.raises(RegistrationRefused, match="fewer places than that") as refusal:
        come(limited(2, largest_party=4), party=3)
    assert refusal.value.field == "party"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"state": "draft"}, "takes nobody new"),
        ({"state": "closed"}, "takes nobody new"),
        ({"state": "cancelled"}, "takes nobody new"),
        ({"starts_at": NOON}, "Registering for this meeting is over"),
        ({"closes_at": NOON}, "Registering for this meeting is over"),
        ({"opens_at": LATER}, "has not begun"),
    ],
)
def test_what_is_not_open_is_refused(facts: dict[str, object], words: str) -> None:
    with pytest.raises(RegistrationRefused, match=words):
        come(MeetingFactory(**facts))


@pytest.mark.parametrize("party", [0, 3])
def test_a_party_has_a_size(party: int) -> None:
    with pytest.raises(RegistrationRefused, match="Choose 1 to 2 places") as refusal:
        come(limited(9, largest_party=2), party=party)
    assert refusal.value.field == "party"


def test_what_comes_before_is_asked_for() -> None:
    meeting = MeetingFactory()
    meeting.prerequisites.create(reference="course:nobody-knows-it", words="Finish the basic course")

    with pytest.raises(RegistrationRefused, match="Do this first: Finish the basic course"):
        come(meeting)


def test_a_meeting_that_is_called_off_at_the_same_moment_keeps_nobody() -> None:
    meeting = limited(3)
    Meeting.objects.filter(pk=meeting.pk).update(state="cancelled")  # the page was read before

    with pytest.raises(RegistrationRefused, match="takes nobody new"):
        come(meeting)
    assert (taken(meeting), Registration.objects.count()) == (0, 0)


def test_what_costs_something_is_held_for_half_an_hour_with_its_order() -> None:
    meeting = priced(largest_party=3)

    found = come(meeting, party=2)

    order = found.order
    assert (found.state, found.until) == ("held", NOON + dt.timedelta(minutes=30))
    assert (order.state, order.lines.get().net_minor, order.payer.person) == ("placed", 240_00, found.person)
    assert Hold.objects.get(key=found.key).expires_at == found.until
    assert mail.outbox == []


def test_a_price_that_nobody_set_is_asked_for() -> None:
    meeting = priced()
    Meeting.objects.filter(pk=meeting.pk).update(subject="boat-trip")
    meeting.refresh_from_db()

    with pytest.raises(RegistrationRefused, match="no price for you yet"):
        come(meeting)
    assert taken(meeting) == 0


def test_a_voucher_comes_off_and_a_whole_one_makes_the_place_yours() -> None:
    meeting = priced()
    a_voucher("HALF", percent=50, starts=NOON.date(), limit=5)
    a_voucher("WHOLE", percent=100, starts=NOON.date(), limit=5)

    half, whole = come(meeting, voucher="half"), come(meeting, voucher="WHOLE")

    assert (half.state, sum(line.net_minor for line in half.order.lines.all())) == ("held", 60_00)
    assert (whole.state, whole.order.state) == ("registered", "paid")


def test_a_voucher_with_one_use_takes_one_place() -> None:
    meeting = priced()
    a_voucher("ONCE", percent=50, starts=NOON.date(), limit=1)
    come(meeting, voucher="ONCE")

    with pytest.raises(RegistrationRefused, match="used up") as refusal:
        come(meeting, voucher="ONCE")
    assert (refusal.value.field, taken(meeting), Order.objects.count()) == ("voucher", 1, 1)


def test_points_pay() -> None:
    meeting, person = priced(), PersonFactory()
    account = with_points(200, at=NOON, payer=own_payer(person))

    found = come(meeting, person, payer=account.payer, points=120)

    assert (found.state, found.order.state) == ("registered", "paid")


def test_points_that_nobody_has_are_refused() -> None:
    with pytest.raises(RegistrationRefused, match="You have no points") as refusal:
        come(priced(), points=10)
    assert refusal.value.field == "points"


def test_a_full_priced_meeting_leaves_no_order_behind() -> None:
    meeting = priced(cap=1)
    come(meeting)

    found = come(meeting)

    assert (found.state, found.order, Order.objects.count()) == ("waiting", None, 1)


def test_nobody_passes_those_who_wait() -> None:
    meeting = limited(4, largest_party=4)
    four, two, two_more = come(meeting, party=2), come(meeting, party=2), come(meeting, party=4)
    actions.leave(four, by=four.person, at=LATER)

    new = come(meeting, party=1, at=LATER)

    two_more.refresh_from_db()
    assert (two.state, two_more.state, two_more.skipped, new.state) == ("registered", "waiting", 1, "offered")


def test_a_registration_stays_visible_to_its_person_and_its_hosts() -> None:
    one = RegistrationFactory()
    host = one.meeting.host_rows.create(person=PersonFactory()).person

    people = [one.person, host, PersonFactory(), PersonFactory(is_active=False)]

    assert [list(queries.registrations_visible_to(person)) == [one] for person in people] == [True, True, False, False]
