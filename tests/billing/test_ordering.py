import datetime as dt
from collections.abc import Iterator

import pytest
from wagtail import hooks

from rounds.accounts.models import Entry
from rounds.billing import actions
from rounds.billing.models import Order, OrderState
from rounds.billing.totals import TaxLine
from tests.factories.accounts import PersonFactory
from tests.factories.billing import NOW, PayerFactory, invoiced, line, ordered, taxed

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def heard() -> Iterator[list[tuple[str, str]]]:
    """What higher apps are told."""
    told: list[tuple[str, str]] = []

    def listener(kind: str) -> object:
        return lambda order, _at: told.append((kind, order.state))

    with (
        hooks.register_temporarily("rounds_order_paid", listener("paid")),
        hooks.register_temporarily("rounds_order_cancelled", listener("cancelled")),
    ):
        yield told


def quoted(days: int = 10) -> Order:
    draft = actions.draft_order(PayerFactory(), [line()], by=None, at=NOW)
    return actions.quote_order(draft, by=None, at=NOW, until=TODAY + dt.timedelta(days=days))


def test_order_keeps_its_lines_in_order() -> None:
    order = ordered(None, line(100_00), line(50_00, words="Course", subject="course:3", tax=TaxLine(0, "O", "No tax")))

    facts = list(order.lines.order_by("position").values_list("position", "subject", "net_minor"))
    assert (order.state, order.currency) == (OrderState.PLACED, "USD")
    assert facts == [(1, "dues", 100_00), (2, "course:3", 50_00)]
    assert Entry.objects.filter(verb="billing.order_placed", subject_id=str(order.pk)).count() == 1


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], "An order needs at least one line."),
        ([line(), line(currency="EUR")], "All lines of an order must be in the same currency."),
        (
            [line(), line(tax=taxed())],
            "What is outside the scope of tax cannot stand on one order with what is taxed. Make two orders.",
        ),
        ([line(-1)], "The total is below zero. Take a discount off, or make it smaller."),
    ],
)
def test_order_that_makes_no_sense_is_refused(lines: list[actions.NewLine], why: str) -> None:
    with pytest.raises(actions.OrderRefused, match=why):
        actions.place_order(PayerFactory(), lines, by=None, at=NOW)

    assert Order.objects.count() == 0


def test_draft_is_written_anew_until_it_is_placed() -> None:
    draft = actions.draft_order(PayerFactory(), [line()], by=None, at=NOW)

    actions.change_lines(draft, [line(70_00, currency="EUR")], by=None, at=NOW)

    draft.refresh_from_db()
    assert (draft.currency, draft.lines.get().net_minor) == ("EUR", 70_00)
    with pytest.raises(actions.OrderRefused, match="Only a draft can be changed"):
        actions.change_lines(ordered(), [line()], by=None, at=NOW)


def test_quote_is_accepted_once_with_a_purchase_order_number() -> None:
    order, person = quoted(), PersonFactory()

    for _click in range(2):
        actions.accept_quote(order, by=person, at=NOW, on=TODAY, purchase_order="PO 7")

    order.refresh_from_db()
    assert (order.state, order.purchase_order, order.placed) == (OrderState.PLACED, "PO 7", NOW)
    assert Entry.objects.filter(verb="billing.quote_accepted").count() == 1


def test_quote_is_good_on_its_last_day_and_not_after() -> None:
    order, person = quoted(days=10), PersonFactory()

    with pytest.raises(actions.OrderRefused, match="This quote has run out"):
        actions.accept_quote(order, by=person, at=NOW, on=TODAY + dt.timedelta(days=11))

    assert actions.accept_quote(order, by=person, at=NOW, on=TODAY + dt.timedelta(days=10)).state == OrderState.PLACED


def test_quote_cannot_end_before_it_begins() -> None:
    draft = actions.draft_order(PayerFactory(), [line()], by=None, at=NOW)

    with pytest.raises(actions.OrderRefused, match="good for today at least"):
        actions.quote_order(draft, by=None, at=NOW, until=TODAY - dt.timedelta(days=1))


def test_what_is_placed_cannot_be_quoted() -> None:
    with pytest.raises(actions.OrderRefused, match="Somebody has moved this order on"):
        actions.quote_order(ordered(), by=None, at=NOW)


def test_purchase_order_number_is_named_until_the_invoice() -> None:
    order, person = ordered(), PersonFactory()

    actions.name_purchase_order(order, "PO 8", by=person, at=NOW)

    order.refresh_from_db()
    assert order.purchase_order == "PO 8"
    with pytest.raises(actions.OrderRefused, match="The invoice is issued already"):
        actions.name_purchase_order(invoiced().order, "PO 9", by=person, at=NOW)


def test_cancelling_tells_the_higher_apps_once(heard: list[tuple[str, str]]) -> None:
    order = ordered()

    actions.cancel_order(order, by=None, at=NOW)

    with pytest.raises(actions.OrderRefused, match="has an invoice or is cancelled already"):
        actions.cancel_order(order, by=None, at=NOW)
    assert heard == [("cancelled", "cancelled")]


def test_order_with_an_invoice_is_not_cancelled() -> None:
    with pytest.raises(actions.OrderRefused, match="taken back by a credit note"):
        actions.cancel_order(invoiced().order, by=None, at=NOW)
