"""Vouchers, discounts and taxes."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from rounds.billing.actions import (
    place_order,
    reductions,
    taxes,
)
from rounds.billing.actions import reducing as actions
from rounds.billing.actions.ordering import NewLine
from rounds.billing.actions.reductions import DiscountRefused, VoucherRefused
from rounds.billing.models import Discount, Order, Payer, TaxRule, Voucher, VoucherUse
from rounds.billing.money import Money
from rounds.billing.queries.reductions import discounted, discounts_visible_to, voucher_state, vouchers_visible_to
from rounds.billing.queries.taxes import rows_on, tax_on, tax_rules_visible_to
from rounds.billing.totals import TaxLine
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.billing import PayerFactory, sell
from tests.factories.prices import NOW, TODAY, a_voucher

pytestmark = pytest.mark.django_db
TAXED, OTHER = TaxLine(2000, "S"), TaxLine(1000, "S")


def order(payer: Payer, *lines: tuple[str, int], tax: TaxLine = TAXED) -> Order:
    made = [NewLine(subject, f"{subject}:1", subject, Money(minor, "USD"), tax) for subject, minor in lines]
    return place_order(payer, made, by=None, at=NOW)


def use(code: str, made: Order, at: dt.datetime = NOW) -> VoucherUse:
    return actions.use_voucher_on_order(made, code, by=StaffFactory(), at=at, on=at.date())


def off(made: Order) -> list[tuple[str, int]]:
    return [(line.subject, line.net_minor) for line in made.lines.filter(net_minor__lt=0).order_by("position")]


def test_a_voucher_takes_its_percentage_off_once() -> None:
    a_voucher(), a_voucher("SECOND")
    made = order(PayerFactory(), ("course", 10_000))

    first, again = use(" welcome", made), use("WELCOME", made)

    assert (first, off(made)) == (again, [("voucher", -1000)])
    assert Voucher.objects.get(code="WELCOME").used == 1
    with pytest.raises(VoucherRefused, match="has a voucher already"):
        use("SECOND", made)


def test_an_amount_takes_no_more_than_the_price() -> None:
    a_voucher(percent=None, amount=50_000, currency="USD", subject="course")
    made = order(PayerFactory(), ("course", 10_000), ("dues", 90_000))

    use("WELCOME", made)

    assert off(made) == [("voucher", -10_000)]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"starts": TODAY + dt.timedelta(days=1)}, "not valid yet"),
        ({"starts": TODAY - dt.timedelta(days=9), "ends": TODAY - dt.timedelta(days=1)}, "has run out"),
        ({"kind": "student"}, "for others"),
        ({"subject": "event"}, "for something else"),
        ({"percent": None, "amount": 5, "currency": "EUR"}, "another currency"),
    ],
)
def test_a_voucher_that_does_not_fit_is_refused(facts: dict[str, object], words: str) -> None:
    a_voucher(**facts)
    made = order(PayerFactory(), ("course", 10_000))

    with pytest.raises(VoucherRefused, match=words):
        use("WELCOME", made)

    assert (off(made), Voucher.objects.get().used) == ([], 0)


def test_a_code_nobody_knows_is_refused() -> None:
    with pytest.raises(VoucherRefused, match="know no voucher"):
        use("NOTHING", order(PayerFactory(), ("course", 10_000)))


def test_a_voucher_works_as_often_as_its_limit_and_comes_back() -> None:
    a_voucher(limit=1)
    first, second = (order(PayerFactory(), ("course", 10_000)) for _ in range(2))
    use("WELCOME", first)

    with pytest.raises(VoucherRefused, match="used up"):
        use("WELCOME", second)
    for _ in range(2):
        reductions.give_voucher_back(f"order:{first.pk}", at=NOW)
    use("WELCOME", second)

    assert Voucher.objects.get().used == 1


def test_a_stopped_voucher_is_refused() -> None:
    reductions.stop_voucher(a_voucher(), by=StaffFactory(), at=NOW)

    with pytest.raises(VoucherRefused, match="was stopped"):
        use("WELCOME", order(PayerFactory(), ("course", 10_000)))


def test_the_database_keeps_the_limit_and_the_uses() -> None:
    a_voucher()
    use("WELCOME", order(PayerFactory(), ("course", 10_000)))

    for change in (
        lambda: Voucher.objects.update(used=2),
        lambda: VoucherUse.objects.update(off=1),
        lambda: VoucherUse.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"amount": 5, "currency": "USD"}, "percentage or an amount"),
        ({"ends": TODAY - dt.timedelta(days=1)}, "before the first"),
        ({}, "this code already"),
    ],
)
def test_vouchers_that_make_no_sense_are_refused(facts: dict[str, object], words: str) -> None:
    a_voucher()

    with pytest.raises(VoucherRefused, match=words):
        a_voucher(**facts)


def test_states_of_vouchers() -> None:
    made = a_voucher()
    ahead, late = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=31)

    words = [voucher_state(made, on=day)[0] for day in (ahead, TODAY, late)]

    assert words == ["Not valid yet", "Valid", "Run out"]
    assert voucher_state(Voucher(limit=1, used=1, ends=TODAY), on=TODAY)[0] == "Used up"
    assert voucher_state(Voucher(stopped=NOW), on=TODAY)[0] == "Stopped"


def discount(threshold: int, percent: int, **more: object) -> Discount:
    facts: dict[str, object] = {"subject": "dues", "reason": "years", "starts": TODAY, "ends": None, **more}
    made = {**facts, "threshold": threshold, "percent": percent, "by": StaffFactory(), "at": NOW}
    return reductions.make_discount(**made)  # type: ignore[arg-type]


def test_the_best_step_of_each_discount_counts() -> None:
    discount(2, 5), discount(3, 10), discount(1, 50, subject="event")

    offs = [discounted(Money(1000, "USD"), "dues", {"years": years}, on=TODAY).off.minor for years in (1, 2, 3)]

    assert offs == [0, 50, 100]


def test_an_ended_discount_takes_nothing_off_from_the_next_day_on() -> None:
    made = discount(2, 5)
    with pytest.raises(DiscountRefused, match="from this day already"):
        discount(2, 7)
    with pytest.raises(DiscountRefused, match="before the first"):
        discount(9, 7, ends=TODAY - dt.timedelta(days=1))

    reductions.end_discount(made, by=StaffFactory(), at=NOW, on=TODAY)

    days = (TODAY, TODAY + dt.timedelta(days=1))
    assert [discounted(Money(1000, "USD"), "dues", {"years": 2}, on=day).off.minor for day in days] == [50, 0]


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


def test_a_new_rate_holds_from_its_day_on() -> None:
    rule(1900, starts=TODAY - dt.timedelta(days=30))
    last = rule(2000)
    sell(country="DE")
    payer = PayerFactory(country="DE")
    days = (TODAY - dt.timedelta(days=1), TODAY)

    rates = [tax_on(payer, "course", on=day).rate for day in days]
    taxes.end_tax_rule(last, by=StaffFactory(), at=NOW, on=TODAY)

    assert rates == [1900, 2000]
    assert [row.rate for row in rows_on(TODAY + dt.timedelta(days=1))] == [1900]


def test_reverse_charge_comes_with_its_words() -> None:
    rule()
    sell(country="DE")

    found = tax_on(PayerFactory(country="AT", tax_number="ATU13585627"), "course", on=TODAY)

    assert (found.category, found.rate) == ("AE", 0)
    assert found.words.startswith("Reverse charge")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"rate": 0}, "has a rate above 0"),
        ({"rate": 5, "category": "Z"}, "no other has one"),
        ({"rate": 0, "category": "E"}, "why no tax is due"),
        ({}, "from the same day already"),
    ],
)
def test_tax_rules_that_make_no_sense_are_refused(facts: dict[str, object], words: str) -> None:
    rule()

    with pytest.raises(taxes.TaxRefused, match=words):
        rule(**facts)  # type: ignore[arg-type]


def test_the_database_keeps_a_tax_rule() -> None:
    rule()

    with pytest.raises(IntegrityError), transaction.atomic():
        TaxRule.objects.update(rate=1)


@pytest.mark.parametrize(
    "url", ["/staff/vouchers", "/staff/discounts", "/staff/taxes", "/staff/vouchers/{voucher}/stop"]
)
def test_reductions_and_taxes_are_for_staff(url: str) -> None:
    url = url.format(voucher=a_voucher().pk)
    people = (StaffFactory(), PersonFactory())

    found = []
    for person in people:
        client = Client()
        client.force_login(person)
        found.append(client.get(url).status_code)

    assert found == [200, 403]
    for visible in (vouchers_visible_to, discounts_visible_to, tax_rules_visible_to):
        assert not visible(people[1]).exists()
    assert vouchers_visible_to(people[0]).exists()


@pytest.mark.slow
def test_staff_write_and_end_a_voucher_a_discount_and_a_tax_rule() -> None:
    client, day = Client(), timezone.localdate().isoformat()
    client.force_login(StaffFactory())
    days = {"starts": day, "ends": day}

    client.post("/staff/vouchers", {"code": "spring-fair", "words": "Fair", "percent": 10, "limit": 3, **days})
    client.post("/staff/discounts", {"subject": "dues", "reason": "years", "threshold": 2, "percent": 5, "starts": day})
    client.post("/staff/taxes", {"country": "de", "category": "S", "rate": "7.25", "starts": day})
    voucher, less, tax = Voucher.objects.get(), Discount.objects.get(), TaxRule.objects.get()
    pages = [client.get(f"/staff/{name}").status_code for name in ("vouchers", "discounts", "taxes")]
    client.post(f"/staff/vouchers/{voucher.pk}/stop")
    client.post(f"/staff/discounts/{less.pk}/end")
    client.post(f"/staff/taxes/{tax.pk}/end")

    assert (voucher.code, less.percent, tax.country, tax.rate) == ("SPRING-FAIR", 5, "DE", 725)
    assert pages == [200, 200, 200]
    for one in (voucher, less, tax):
        one.refresh_from_db()
    assert (voucher.stopped is None, less.ends, tax.ends) == (False, timezone.localdate(), timezone.localdate())


LAST = {"starts": "2026-01-02", "ends": "2026-01-01"}
SAME = {"starts": "2026-01-01", "ends": "2026-01-01"}
GOOD = {"code": "GOOD", "words": "a", "limit": 1}
YEARS = {"subject": "dues", "reason": "years", "starts": "2026-01-01"}


@pytest.mark.parametrize(
    ("page", "typed", "fields"),
    [
        (
            "vouchers",
            {"code": "X", "percent": 5, "amount": "7"},
            {"code", "words", "percent", "limit", "starts", "ends"},
        ),
        ("vouchers", {**GOOD, **LAST, "amount": "7"}, {"currency", "ends"}),
        ("vouchers", {**GOOD, **SAME, "amount": "0", "currency": "USD"}, {"amount"}),
        ("discounts", {**YEARS, "threshold": 0, "percent": 101}, {"threshold", "percent"}),
        ("taxes", {"country": "DE", "category": "S", "starts": "2026-01-01"}, {"rate"}),
        ("taxes", {"country": "DE", "category": "E", "rate": "5", "starts": "2026-01-01"}, {"rate", "words"}),
    ],
)
def test_what_is_wrong_stands_beside_the_field(page: str, typed: dict[str, object], fields: set[str]) -> None:
    client = Client()
    client.force_login(StaffFactory())

    answer = client.post(f"/staff/{page}", typed)

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, fields)
