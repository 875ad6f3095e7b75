"""A place goes to another date of the series: one is freed and one taken at once, with what was paid."""

import datetime as dt

import pytest
from django.core import mail
from icalendar import Calendar

from rounds.billing.actions import credit_invoice
from rounds.meetings import actions, queries
from rounds.meetings.actions import RegistrationRefused
from rounds.meetings.letters import tell_changed
from rounds.meetings.models import Hold, Meeting, Registration, Series
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.meetings import NOON, MeetingFactory, PoolFactory, come, limited, paid, priced
from tests.meetings.test_registering import taken

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SOON = NOON + dt.timedelta(minutes=5)


def series() -> Series:
    return Series.objects.create(title="Boot camp", made=NOON)


def two_dates(cap: int = 2, **facts: object) -> tuple[Meeting, Meeting]:
    held = series()
    return tuple(limited(cap, series=held, starts_at=NOON + n * DAY, **facts) for n in (30, 60))  # type: ignore[return-value]


def fresh(registration: Registration) -> Registration:
    return Registration.objects.select_related("meeting", "person", "order").get(pk=registration.pk)


def test_a_place_is_freed_and_another_taken() -> None:
    first, second = two_dates(1)
    comes, waits = come(first), come(first)

    made = actions.move_to_date(comes, second, by=comes.person, at=SOON)

    old = fresh(comes)
    assert (old.state, old.moved_to, made.state) == ("moved", made, "registered")
    assert (fresh(waits).state, taken(first), taken(second)) == ("offered", 1, 1)
    assert list(queries.pools_that_disagree()) == []


def test_the_letter_ends_the_old_entry_and_brings_the_new_one() -> None:
    first, second = two_dates()
    Meeting.objects.filter(pk=second.pk).update(sequence=3)
    comes = come(first)
    mail.outbox.clear()

    actions.move_to_date(comes, Meeting.objects.get(pk=second.pk), by=comes.person, at=SOON)

    [letter] = mail.outbox
    entries = [Calendar.from_ical(content) for _name, content, _kind in letter.attachments]
    told = [(str(one["METHOD"]), one.walk("VEVENT")[0]) for one in entries]
    assert [(how, str(one["UID"]).split("@")[0], one["SEQUENCE"]) for how, one in told] == [
        ("CANCEL", str(first.uid), 0),
        ("REQUEST", str(second.uid), 3),
    ]
    assert letter.subject == f"Another date: {second.title}"


def test_what_was_paid_goes_with_the_place() -> None:
    held = series()
    first, second = (priced(series=held, starts_at=NOON + n * DAY) for n in (30, 60))
    comes = paid(come(first))

    made = actions.move_to_date(comes, second, by=comes.person, at=SOON)
    credit_invoice(made.order.invoice, reason="Ill", by=None, at=SOON)  # type: ignore[union-attr]

    assert (made.order, fresh(comes).state) == (comes.order, "moved")
    assert (fresh(made).state, fresh(made).because) == ("cancelled", "refunded")
    assert (taken(first), taken(second), Hold.objects.exclude(state="released").count()) == (0, 0, 0)


@pytest.mark.usefixtures("now")
def test_the_invoice_keeps_its_day_and_the_page_and_the_letter_say_so() -> None:
    held = series()
    first, second = (priced(series=held, starts_at=NOON + n * DAY) for n in (30, 60))
    comes = paid(come(first))
    client = signed_in(comes.person)
    before = client.get(f"/meetings/{first.pk}/place").content.decode()
    mail.outbox.clear()

    actions.move_to_date(comes, second, by=comes.person, at=SOON)

    after, paper = client.get(f"/meetings/{second.pk}/place").content.decode(), comes.order.invoice  # type: ignore[union-attr]
    assert ["name another day" in page for page in (before, after)] == [False, True]
    assert f"/billing/invoices/{paper.token}" in after
    assert "name the day from before" in str(mail.outbox[-1].body)


def test_a_letter_about_a_paid_meeting_that_moves_says_that_the_invoice_stays_good() -> None:
    comes, free = paid(come(priced(starts_at=NOON + 30 * DAY))), come(limited(2))
    for one in (comes, free):
        Meeting.objects.filter(pk=one.meeting.pk).update(starts_at=NOON + 40 * DAY, ends_at=NOON + 41 * DAY)
        tell_changed(fresh(one), ["Later"], at=SOON)

    assert ["name the day from before" in str(letter.body) for letter in mail.outbox[-2:]] == [True, False]


def test_late_the_hosts_alone_change_a_paid_date() -> None:
    held = series()
    first, second = (priced(series=held, starts_at=NOON + n * DAY) for n in (30, 60))
    comes, late = paid(come(first)), first.starts_at - 10 * DAY
    with pytest.raises(RegistrationRefused, match="too late"):
        actions.move_to_date(comes, second, by=comes.person, at=late)

    made = actions.move_to_date(comes, second, by=StaffFactory(), at=late, host=True)

    assert made.meeting == second


def test_a_shared_pool_stands_in_nobodys_way() -> None:
    held, camera = series(), PoolFactory(cap=1)
    first, second = (limited(5, also=(camera,), series=held, starts_at=NOON + n * DAY) for n in (30, 60))
    comes = come(first)

    actions.move_to_date(comes, second, by=comes.person, at=SOON)

    camera.refresh_from_db()
    assert (camera.taken, taken(first), taken(second)) == (1, 0, 1)


def test_where_it_cannot_go_it_stays() -> None:
    first, second = two_dates(1)
    comes, other = come(first), limited(1, starts_at=NOON + 60 * DAY)
    waits, there = come(first), come(second)
    begun = first.starts_at

    for one, to, at, words in [
        (comes, other, SOON, "not another date"),
        (comes, first, SOON, "not another date"),
        (comes, second, SOON, "too few places"),
        (comes, second, begun, "begun already"),
        (waits, second, SOON, "for certain"),
    ]:
        with pytest.raises(RegistrationRefused, match=words):
            actions.move_to_date(one, to, by=one.person, at=at)

    assert (fresh(comes).state, fresh(waits).state, fresh(there).state) == ("registered", "waiting", "registered")
    assert (taken(first), taken(second), list(queries.pools_that_disagree())) == (1, 1, [])


def test_whoever_has_a_place_there_already_keeps_both() -> None:
    first, second = two_dates()
    comes = come(first)
    come(second, comes.person)

    with pytest.raises(RegistrationRefused, match="already"):
        actions.move_to_date(comes, second, by=comes.person, at=SOON)

    assert (fresh(comes).state, taken(first), taken(second)) == ("registered", 1, 1)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: SOON)


@pytest.mark.usefixtures("now")
def test_the_date_is_changed_by_the_form() -> None:
    first, second = two_dates()
    comes = come(first)
    client, page = signed_in(comes.person), f"/meetings/{first.pk}/another-date"

    shown, nothing = client.get(page).content.decode(), client.post(page)
    done = client.post(page, {"date": str(second.pk)})

    assert ("2 places left" in shown, nothing.status_code) == (True, 422)
    assert (done.status_code, done["Location"]) == (302, f"/meetings/{second.pk}/place")
    assert client.get(page)["Location"] == f"/meetings/{first.pk}"


@pytest.mark.usefixtures("now")
def test_a_host_changes_it_for_somebody_and_strangers_do_not() -> None:
    first, second = two_dates()
    comes = come(first)
    page = f"/meetings/{first.pk}/people/{comes.pk}/another-date"

    assert signed_in(PersonFactory()).post(page, {"date": str(second.pk)}).status_code == 403
    assert fresh(comes).state == "registered"
    done = signed_in(StaffFactory()).post(page, {"date": str(second.pk)})

    assert (done.status_code, fresh(comes).state) == (302, "moved")


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize("count", [1, 3])
def test_dates_ask_as_often_for_many(count: int, django_assert_num_queries: object) -> None:
    held = series()
    first = limited(2, series=held, starts_at=NOON + 30 * DAY)
    for number in range(count):
        MeetingFactory(series=held, pool=PoolFactory(), starts_at=NOON + (40 + number) * DAY)
    client = signed_in(come(first).person)
    client.get(f"/meetings/{first.pk}/another-date")

    with django_assert_num_queries(7):  # type: ignore[operator]
        client.get(f"/meetings/{first.pk}/another-date")
