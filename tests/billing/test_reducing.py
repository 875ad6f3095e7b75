"""What comes off an order, what a paid one earns, and what a cancelled one gives back."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from wagtail import hooks

from rounds.accounts.models import Person
from rounds.billing.actions import (
    cancel_order,
    credit_invoice,
    issue_invoice,
    place_order,
    record_payment,
    taxes,
)
from rounds.billing.actions import reducing as actions
from rounds.billing.actions.buying_points import order_points
from rounds.billing.actions.ordering import NewLine
from rounds.billing.actions.points import PointsRefused
from rounds.billing.actions.reductions import VoucherRefused
from rounds.billing.models import Order, Payer, PointsAccount, TaxRule, Voucher, VoucherUse
from rounds.billing.money import Money
from rounds.billing.queries.points import balance_of
from rounds.billing.queries.reducing import most_points
from rounds.billing.totals import TaxLine
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.billing import PayerFactory, sell
from tests.factories.prices import NOW, TODAY, a_voucher, with_points

pytestmark = pytest.mark.django_db
TAXED, OTHER = TaxLine(2000, "S"), TaxLine(1000, "S")


def order(payer: Payer, *lines: tuple[str, int], tax: TaxLine = TAXED) -> Order:
    made = [NewLine(subject, f"{subject}:1", subject, Money(minor, "USD"), tax) for subject, minor in lines]
    return place_order(payer, made, by=None, at=NOW)


def use(code: str, made: Order, at: dt.datetime = NOW) -> VoucherUse:
    return actions.use_voucher_on_order(made, code, by=StaffFactory(), at=at, on=at.date())


def pay_with(account: PointsAccount, made: Order, points: int, key: str = "k") -> None:
    actions.use_points_on_order(made, account, points, key=key, by=StaffFactory(), at=NOW)


def off(made: Order) -> list[tuple[str, int]]:
    return [(line.subject, line.net_minor) for line in made.lines.filter(net_minor__lt=0).order_by("position")]


def rule(rate: int = 1900, **more: object) -> TaxRule:
    facts: dict[str, object] = {
        "country": "DE",
        "kind": "",
        "subject": "",
        "category": "S",
        "words": "",
        "starts": TODAY,
    }
    return taxes.write_tax_rule(**{**facts, "rate": rate, "by": StaffFactory(), "at": NOW, **more})  # type: ignore[arg-type]


def test_points_pay_an_order_before_tax() -> None:
    account = with_points(200)
    made = order(account.payer, ("event", 30_000))  # type: ignore[arg-type]

    for _ in range(2):
        pay_with(account, made, 150)

    assert (off(made), balance_of(account, on=TODAY)) == ([("points-used", -15_000)], 50)


def test_points_never_pay_dues_even_beside_a_course() -> None:
    account = with_points(2000)
    made = order(account.payer, ("dues", 90_000), ("course", 10_000))  # type: ignore[arg-type]

    assert most_points(made) == 100
    with pytest.raises(PointsRefused, match="They cannot pay dues"):
        pay_with(account, made, 101)
    pay_with(account, made, 100)

    assert (most_points(made), balance_of(account, on=TODAY)) == (0, 1900)


def test_a_voucher_for_the_course_leaves_no_room_for_points_in_the_dues() -> None:
    account = with_points(2000)
    a_voucher(percent=100, subject="course")
    made = order(account.payer, ("dues", 90_000), ("course", 10_000))  # type: ignore[arg-type]
    use("WELCOME", made)

    assert most_points(made) == 0


def test_a_voucher_for_the_dues_leaves_the_course_to_points() -> None:
    account = with_points(2000)
    a_voucher(percent=100, subject="dues")
    made = order(account.payer, ("dues", 90_000), ("course", 10_000))  # type: ignore[arg-type]
    use("WELCOME", made)

    assert most_points(made) == 100


def test_what_comes_off_is_shared_by_the_taxes() -> None:
    account = with_points(2000)
    lines = [
        NewLine("event", "", "a", Money(10_000, "USD"), TAXED),
        NewLine("course", "", "b", Money(20_000, "USD"), OTHER),
    ]
    made = place_order(account.payer, lines, by=None, at=NOW)  # type: ignore[arg-type]

    pay_with(account, made, 100)

    found = [(line.tax_rate, line.net_minor) for line in made.lines.filter(subject="points-used").order_by("position")]
    assert found == [(2000, -3333), (1000, -6667)]


def test_points_of_others_do_not_pay() -> None:
    with pytest.raises(PointsRefused, match="somebody else"):
        pay_with(with_points(), order(PayerFactory(), ("event", 30_000)), 1)


def test_a_cancelled_order_gives_points_and_voucher_back() -> None:
    account = with_points(200)
    a_voucher()
    made = order(account.payer, ("event", 30_000))  # type: ignore[arg-type]
    pay_with(account, made, 150)
    use("WELCOME", made)

    cancel_order(made, by=None, at=NOW)

    assert (balance_of(account, on=TODAY), Voucher.objects.get().used) == (200, 0)
    for refused, error in (
        (lambda: pay_with(account, made, 1, "z"), PointsRefused),
        (lambda: use("WELCOME", made), VoucherRefused),
    ):
        with pytest.raises(error, match="until the invoice is issued"):
            refused()


def test_dues_earn_points_when_they_are_paid_and_lose_them_when_paid_back() -> None:
    sell()
    account = with_points(1)
    invoice = issue_invoice(order(account.payer, ("dues", 400_000), ("course", 10_000)), by=None, at=NOW)  # type: ignore[arg-type]

    before = balance_of(account, on=TODAY)
    record_payment(invoice, Money(invoice.gross_minor, "USD"), "bank", by=None, at=NOW)
    paid = balance_of(account, on=TODAY)
    credit_invoice(invoice, reason="Joined twice", by=StaffFactory(), at=NOW)

    assert (before, paid, balance_of(account, on=TODAY)) == (1, 2001, 1)


def test_an_order_that_is_credited_before_it_is_paid_earns_nothing() -> None:
    sell()
    account = with_points(1)
    invoice = issue_invoice(order(account.payer, ("dues", 400_000)), by=None, at=NOW)  # type: ignore[arg-type]

    half = Money(invoice.gross_minor // 2, "USD")
    credit_invoice(invoice, reason="Half a year", by=StaffFactory(), at=NOW, amount=half)
    record_payment(invoice, half, "bank", by=None, at=NOW)

    assert balance_of(account, on=TODAY) == 1001


def test_credit_of_a_part_of_paid_dues_takes_back_that_part_of_the_points() -> None:
    sell()
    account = with_points(1)
    invoice = issue_invoice(order(account.payer, ("dues", 400_000)), by=None, at=NOW)  # type: ignore[arg-type]
    record_payment(invoice, Money(invoice.gross_minor, "USD"), "bank", by=None, at=NOW)
    quarter = Money(invoice.gross_minor // 4, "USD")
    left = []

    for _time in range(3):
        credit_invoice(invoice, reason="Closed wards", by=StaffFactory(), at=NOW, amount=quarter)
        left.append(balance_of(account, on=TODAY))
    credit_invoice(invoice, reason="All of it", by=StaffFactory(), at=NOW)

    assert left == [1501, 1001, 501]
    assert balance_of(account, on=TODAY) == 1


def test_points_that_were_spent_are_let_be_and_the_rest_goes() -> None:
    sell()
    account = with_points(1)
    invoice = issue_invoice(order(account.payer, ("dues", 400_000)), by=None, at=NOW)  # type: ignore[arg-type]
    record_payment(invoice, Money(invoice.gross_minor, "USD"), "bank", by=None, at=NOW)
    pay_with(account, order(account.payer, ("course", 400_000)), 1900)  # type: ignore[arg-type]

    half = Money(invoice.gross_minor // 2, "USD")
    credit_invoice(invoice, reason="Half a year", by=StaffFactory(), at=NOW, amount=half)

    assert balance_of(account, on=TODAY) == 0  # the one from before went first, as the oldest do


def test_credit_of_a_part_of_bought_points_takes_that_part() -> None:
    sell()
    account = with_points(1)
    made = order_points(account.payer, 200, unit=Money(75, "USD"), key="k", by=StaffFactory(), at=NOW)  # type: ignore[arg-type]
    invoice = issue_invoice(made, by=None, at=NOW)
    record_payment(invoice, Money(invoice.gross_minor, "USD"), "bank", by=None, at=NOW)

    half = Money(invoice.gross_minor // 2, "USD")
    credit_invoice(invoice, reason="Too many", by=StaffFactory(), at=NOW, amount=half)

    assert balance_of(account, on=TODAY) == 101


def test_bought_points_arrive_when_they_are_paid() -> None:
    sell()
    account = with_points(1)
    facts = {"unit": Money(75, "USD"), "key": "k", "by": StaffFactory(), "at": NOW}
    made = order_points(account.payer, 200, **facts)  # type: ignore[arg-type]
    invoice = issue_invoice(made, by=None, at=NOW)

    record_payment(invoice, Money(invoice.gross_minor, "USD"), "bank", by=None, at=NOW)

    assert (invoice.net_minor, balance_of(account, on=TODAY)) == (15_000, 201)
    with pytest.raises(PointsRefused, match="one point or more"):
        order_points(account.payer, 0, **facts)  # type: ignore[arg-type]


@pytest.mark.slow
def test_the_page_of_an_order_takes_points_and_a_voucher() -> None:
    account, person = with_points(200, at=timezone.now()), PersonFactory()
    a_voucher(starts=timezone.localdate(), ends=timezone.localdate())
    made, payer = order(account.payer, ("event", 30_000)), account.payer  # type: ignore[arg-type]
    client, url = Client(), f"/billing/orders/{made.token}/reduce"
    client.force_login(person)

    def payers(asked: Person) -> object:
        return Payer.objects.filter(pk=payer.pk if asked.pk == person.pk else None)  # type: ignore[union-attr]

    with hooks.register_temporarily("rounds_payers_of", payers):
        page = client.get(url).content.decode()
        client.post(url, {"do": "points", "points-points": 150, "points-key": "k"})
        much = client.post(url, {"do": "points", "points-points": 900, "points-key": "l"})
        wrong = client.post(url, {"do": "voucher", "voucher-code": "NONE"})
        client.post(url, {"do": "voucher", "voucher-code": "welcome"})
        after = client.get(url).content.decode()
    client.force_login(PersonFactory())

    assert "This order can take up to 200" in page
    assert (much.status_code, wrong.status_code) == (422, 422)
    assert off(made) == [("points-used", -15_000), ("voucher", -1500)]
    assert "Voucher WELCOME is used" in after
    assert client.get(url).status_code == 403


def test_an_order_bears_the_tax_of_the_rules_where_nobody_chose_one() -> None:
    rule()
    sell(country="DE")

    made = place_order(PayerFactory(country="DE"), [NewLine("dues", "", "Dues", Money(100, "EUR"))], by=None, at=NOW)

    assert made.lines.get().tax == TaxLine(1900, "S")
