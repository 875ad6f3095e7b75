import datetime as dt

import pytest
from django.core import mail

from rounds.accounts.models import Entry
from rounds.billing.actions import credit_invoice, record_payment
from rounds.billing.actions.points import account_of, earn_from_dues
from rounds.billing.models import Invoice
from rounds.billing.money import Money
from rounds.billing.queries import payers_of
from rounds.billing.queries.points import balance_of, colleagues_of
from rounds.network import actions, queries
from rounds.network.dues import State
from rounds.network.models import DeclaredSize, HardshipRequest, Membership, Organisation
from rounds.network.wagtail_hooks import priced
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.network import (
    NOON,
    HardshipFactory,
    MembershipFactory,
    OrganisationFactory,
    SeatFactory,
    WaitingFactory,
    dues_list,
    manager_of,
    member_of,
)

pytestmark = pytest.mark.django_db
ENDS = dt.date(2027, 11, 16)


def day(before: int) -> dt.datetime:
    """Noon, so many days before the year of the factory ends."""
    return dt.datetime.combine(ENDS - dt.timedelta(days=before), dt.time(12), tzinfo=dt.UTC)


def sized(beds: int = 120, **more: object) -> Organisation:
    made = OrganisationFactory(**more)
    DeclaredSize.objects.create(organisation=made, metric="beds", number=beds, on=NOON.date())
    return made


def pay(invoice: Invoice, at: dt.datetime, key: str = "") -> None:
    record_payment(invoice, Money(invoice.gross_minor, invoice.currency), "bank", by=None, at=at, key=key)


def test_renewing_follows_the_size_and_joins_the_last_year() -> None:
    dues_list()
    org = MembershipFactory(organisation=sized()).organisation
    manager = manager_of(org)

    year = actions.renew(org, {"beds": 310}, by=manager, at=day(30))
    assert (year.dues, queries.standing_of(org, on=day(30).date()).covered_until) == (Money(960_000, "USD"), ENDS)
    pay(Invoice.objects.get(), day(20), "one")

    year.refresh_from_db()
    assert (year.starts, year.ends) == (ENDS, dt.date(2028, 11, 16))
    assert Organisation.objects.get(pk=org.pk).seat_cap == 40


def test_a_renewal_that_is_paid_twice_gives_one_year() -> None:
    dues_list()
    org = MembershipFactory(organisation=sized()).organisation
    actions.renew(org, {}, by=manager_of(org), at=day(30))
    invoice = Invoice.objects.get()

    pay(invoice, day(20), "first")
    pay(invoice, day(19), "second")

    assert Membership.objects.filter(organisation=org, started__isnull=False).count() == 2
    assert queries.standing_of(org, on=day(10).date()).covered_until == dt.date(2028, 11, 16)


def test_what_cannot_be_renewed() -> None:
    dues_list()
    org = MembershipFactory(organisation=sized()).organisation
    child = OrganisationFactory(parent=MembershipFactory(organisation=sized(kind="health_system")).organisation)
    manager = manager_of(org)

    for who, at, why in ((org, day(121), "120 days before"), (child, day(30), "pays for you")):
        with pytest.raises(actions.MembershipRefused, match=why):
            actions.renew(who, {"beds": 500}, by=manager, at=at)
    assert DeclaredSize.objects.filter(number=500).count() == 0
    actions.renew(org, {}, by=manager, at=day(120))
    with pytest.raises(actions.MembershipRefused, match="ordered already"):
        actions.renew(org, {}, by=manager, at=day(119))
    assert Invoice.objects.count() == 1


def test_a_credited_invoice_takes_its_year_back() -> None:
    dues_list()
    org = sized()
    year = actions.ask_for_year(org, by=manager_of(org), at=NOON)
    invoice = Invoice.objects.get()

    credit_invoice(invoice, reason="Ordered by mistake.", by=StaffFactory(), at=NOON)

    year.refresh_from_db()
    assert (year.cancelled, year.started, queries.waiting_year(org)) == (NOON, None, None)


def test_states_on_each_day() -> None:
    org = MembershipFactory().organisation

    states = [queries.standing_of(org, on=day(before).date()).state for before in (1, 0, -59, -60)]

    assert states == [State.ACTIVE, State.GRACE, State.GRACE, State.LAPSED]


@pytest.mark.slow
def test_the_state_of_a_list_and_of_a_page_agree() -> None:
    orgs = [MembershipFactory().organisation, OrganisationFactory()]
    staff = StaffFactory()
    for before in (91, 90, 1, 0, -1, -59, -60, -61):
        on = day(before).date()
        for state in (State.ACTIVE, State.GRACE, State.LAPSED, State.WAITING):
            found = queries.find_members(queries.listed_members(staff), state=state, on=on)
            assert set(found) == {org for org in orgs if queries.standing_of(org, on=on).state == state}


def test_a_hospital_is_covered_by_its_system() -> None:
    system = MembershipFactory(organisation__kind="health_system").organisation
    child = OrganisationFactory(parent=system)

    assert queries.standing_of(child, on=NOON.date()).covered_until == ENDS
    MembershipFactory(organisation=child, starts=dt.date(2020, 1, 1), ends=dt.date(2021, 1, 1))
    assert queries.standing_of(child, on=NOON.date()).covered_until == ENDS


def test_reminders_come_90_60_30_and_7_days_before_the_end_and_once_each() -> None:
    org = MembershipFactory().organisation
    manager = manager_of(org)
    member_of(org)

    sent = [actions.send_reminders(day(before)) for before in (95, 90, 90, 89, 60, 31, 30, 29, 7, 6, 1, 0, -5)]

    assert sent == [0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0]
    assert {tuple(letter.to) for letter in mail.outbox} == {(manager.email,)}
    assert mail.outbox[-1].subject == "Renew your membership: 7 days left"


def test_a_job_that_did_not_run_sends_one_letter_and_not_three() -> None:
    org = MembershipFactory().organisation
    manager_of(org)

    assert [actions.send_reminders(day(before)) for before in (25, 24)] == [1, 0]


def test_no_reminder_once_the_renewal_is_ordered() -> None:
    org = MembershipFactory().organisation
    manager_of(org)
    WaitingFactory(organisation=org)

    assert actions.send_reminders(day(30)) == 0


def test_lapsing_ends_the_points_and_happens_once() -> None:
    org = MembershipFactory().organisation
    manager_of(org)
    earn_from_dues(org.payer, Money(400_000, "USD"), day(40), key="dues")
    account = account_of(org.payer)
    assert balance_of(account, on=day(40).date()) == 2_000

    assert [actions.lapse_memberships(day(before)) for before in (0, -59, -60, -61)] == [0, 0, 1, 0]

    assert balance_of(account, on=day(40).date()) == 0
    assert [letter.subject for letter in mail.outbox] == ["Your membership has lapsed"]
    assert Entry.objects.filter(verb="network.membership_lapsed").count() == 1


def test_coming_back_after_lapsing_begins_on_the_day_of_payment() -> None:
    dues_list()
    org = MembershipFactory(organisation=sized()).organisation
    actions.lapse_memberships(day(-60))

    actions.renew(org, {}, by=manager_of(org), at=day(-100))
    pay(Invoice.objects.get(), day(-110))

    assert Membership.objects.order_by("-pk")[0].starts == day(-110).date()


def test_hardship_waits_for_a_decision_before_anything_is_ordered() -> None:
    dues_list()
    org = sized()
    person = manager_of(org)
    actions.ask_for_year(org, ground="loss", words="Our grant ended.", by=person, at=NOON)
    asked = HardshipRequest.objects.get()
    assert Invoice.objects.count() == 0

    actions.decide_hardship(asked, granted=True, reason="As published.", by=StaffFactory(), at=NOON)

    assert Invoice.objects.get().gross_minor == 240_000
    assert mail.outbox[-1].to == [person.email]
    with pytest.raises(actions.HardshipRefused):
        actions.decide_hardship(asked, granted=False, reason="Changed my mind.", by=StaffFactory(), at=NOON)


@pytest.mark.parametrize(("granted", "state"), [(True, State.ACTIVE), (False, State.WAITING)])
def test_who_owes_nothing_begins_at_once(granted: bool, state: State) -> None:
    dues_list()
    org = sized()
    actions.ask_for_year(org, ground="volunteers", words="We are twelve.", by=manager_of(org), at=NOON)

    decide = {"granted": granted, "reason": "As published.", "by": StaffFactory(), "at": NOON}
    actions.decide_hardship(HardshipRequest.objects.get(), **decide)

    assert queries.standing_of(org, on=NOON.date()).state == state
    assert Invoice.objects.count() == (0 if granted else 1)


def test_billing_knows_who_acts_for_whom() -> None:
    system = OrganisationFactory(kind="health_system")
    child = OrganisationFactory(parent=system)
    boss, clerk, member = manager_of(system), member_of(child, pays=True), member_of(child)

    assert set(payers_of(boss)) == {system.payer, child.payer}
    assert (set(payers_of(clerk)), set(payers_of(member))) == ({child.payer}, set())
    assert set(colleagues_of(child.payer)) == {clerk, member}
    SeatFactory(organisation=system, ended=NOON, person=member, manages=True)
    assert set(payers_of(member)) == set()


def test_the_preview_of_prices_knows_the_members() -> None:
    org = MembershipFactory(organisation=sized(), waived_percent=50).organisation
    OrganisationFactory()

    assert [(one.name, one.sizes, one.paid) for one in queries.priced_members(NOON.date())] == [
        (org.name, {"beds": 120}, 200_000)
    ]
    assert priced("course") == []


def test_deciding_needs_a_waiting_request() -> None:
    asked = HardshipFactory(membership=WaitingFactory(cancelled=NOON))

    with pytest.raises(actions.HardshipRefused):
        actions.decide_hardship(asked, granted=True, reason="Late.", by=PersonFactory(), at=NOON)
