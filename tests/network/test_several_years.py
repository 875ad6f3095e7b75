"""Several years paid at once, with the discount that is in force."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from rounds.billing.actions import record_payment
from rounds.billing.actions.points import account_of
from rounds.billing.models import Discount, Invoice, OrderLine
from rounds.billing.money import Money
from rounds.billing.queries.points import balance_of
from rounds.network import actions, queries
from rounds.network.actions import MembershipRefused
from rounds.network.models import DeclaredSize, Joining, Membership, Organisation
from rounds.network.queries.dues import years_offered
from rounds.network.wagtail_hooks import priced
from tests.factories.accounts import PersonFactory
from tests.factories.network import NOON, OrganisationFactory, dues_list, manager_of

pytestmark = pytest.mark.django_db
ON = NOON.date()


def discount(years: int = 3, percent: int = 10, **more: Any) -> Discount:
    facts = {"subject": "dues", "reason": "years", "starts": dt.date(2020, 1, 1), "by": PersonFactory(), "at": NOON}
    return Discount.objects.create(threshold=years, percent=percent, **{**facts, **more})


def sized() -> Organisation:
    made: Organisation = OrganisationFactory()
    DeclaredSize.objects.create(organisation=made, metric="beds", number=120, on=ON)
    return made


def test_three_years_are_one_order_with_the_reduction_and_run_three_years() -> None:
    dues_list()
    discount()
    org = sized()

    year = actions.ask_for_year(org, years=3, purchase_order="PO-1", by=manager_of(org), at=NOON)
    invoice = Invoice.objects.get()
    record_payment(invoice, Money(invoice.gross_minor, "USD"), "bank", by=None, at=NOON)

    year.refresh_from_db()
    assert (year.price.minor, year.off.minor, year.dues) == (480_000, 144_000, Money(1_296_000, "USD"))
    assert (
        OrderLine.objects.get().words == f"Membership of {org}, 3 years (USD\xa01,440.00 off for several years at once)"
    )
    assert (year.starts, year.ends) == (ON, dt.date(2029, 11, 16))
    assert balance_of(account_of(org.payer), on=ON) == 6480
    assert [one.paid for one in priced("dues")] == [432_000]


def test_one_year_has_no_reduction_and_the_best_step_counts() -> None:
    dues_list()
    discount(2, 5)
    discount(3, 10)
    price = queries.price_of("hospital", {"beds": 120}, on=ON)
    assert price is not None

    found = [queries.together(price, years, on=ON) for years in (1, 2, 3)]

    assert [(one.percent, one.left.minor) for one in found] == [(0, 480_000), (5, 912_000), (10, 1_296_000)]


def test_only_steps_in_force_for_dues_are_offered() -> None:
    discount(2, 5)
    discount(3, 10, ends=dt.date(2026, 1, 1))
    discount(4, 10, subject="event")
    discount(5, 10, reason="places")
    discount(9, 50)

    assert years_offered(on=ON) == [(1, 0), (2, 5)]


@pytest.mark.parametrize(
    ("years", "ground", "words"), [(3, "", "not offered"), (2, "volunteers", "one year at a time")]
)
def test_what_is_not_offered_is_refused_whole(years: int, ground: str, words: str) -> None:
    dues_list()
    discount(2, 5)
    org = sized()

    with pytest.raises(MembershipRefused, match=words):
        actions.ask_for_year(org, years=years, ground=ground, words="x", by=manager_of(org), at=NOON)

    assert not Membership.objects.exists()


@pytest.mark.slow
def test_question_is_asked_only_where_there_is_a_discount() -> None:
    dues_list()
    org = sized()
    client = Client()
    client.force_login(manager_of(org))
    url = f"/org/{org.slug}/renew"
    before = client.get(url).content.decode()
    discount()

    page = client.get(url).content.decode()
    priced = client.post(url, {"beds": "120", "years": "3", "do": "price"}).content.decode()
    wrong = client.post(url, {"beds": "120", "years": "4", "do": "price"})
    client.post(url, {"beds": "120", "years": "3", "do": "order"})

    assert ("years do you pay" in before, "3 years (10 % off)" in page) == (False, True)
    assert "For paying at once, 10 % comes off: USD\xa01,440.00." in priced
    assert (wrong.status_code, "Choose one of the years that are offered." in wrong.content.decode()) == (422, True)
    assert Membership.objects.get().years == 3


def test_joining_shows_the_years_in_the_answers_to_check_and_orders_them() -> None:
    dues_list()
    discount()
    person = PersonFactory()
    answers: dict[str, Any] = {"kind": {"kind": "individual"}, "hardship": {"ground": "", "words": ""}}
    answers["invoice"] = {"email": "a@people.example", "address": "1", "city": "X", "country": "US", "years": "3"}
    Joining.objects.create(person=person, answers=answers, begun=timezone.now(), changed=timezone.now())
    client = Client()
    client.force_login(person)

    page = client.get("/join/check").content.decode()
    client.post("/join/check", {"joining": Joining.objects.get().pk})

    assert ("3 years at once" in page, "For paying at once, 10 % comes off" in page) == (True, True)
    year = Membership.objects.get()
    assert (year.years, year.dues) == (3, Money(24_300, "USD"))


def test_settings_do_not_ask_for_years() -> None:
    discount()
    org = sized()
    client = Client()
    client.force_login(manager_of(org))

    assert "years do you pay" not in client.get(f"/org/{org.slug}/settings").content.decode()


@pytest.mark.parametrize("change", [{"years": 2}, {"off_minor": 1}])
def test_database_keeps_what_was_agreed(change: dict[str, int]) -> None:
    dues_list()
    discount()
    org = sized()
    year = actions.ask_for_year(org, years=3, by=manager_of(org), at=NOON)
    actions.start_year(year, by=None, at=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=year.pk).update(**change)


@pytest.mark.parametrize("change", [{"years": 0}, {"off_minor": -1}, {"off_minor": 10**9}])
def test_database_refuses_what_makes_no_sense(change: dict[str, int]) -> None:
    dues_list()
    org = sized()
    year = actions.ask_for_year(org, by=manager_of(org), at=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=year.pk).update(**change)
