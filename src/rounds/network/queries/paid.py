"""The paying side of a membership: invoices and points of the organisation's payer."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from rounds.billing.models import Invoice, PointsAccount
from rounds.billing.money import Money
from rounds.billing.queries import State, invoice_state
from rounds.billing.queries.points import with_balance
from rounds.network.models import Organisation

MOST = 12


@dataclass(frozen=True)
class Paper:
    """An invoice as the page shows it."""

    invoice: Invoice
    amount: Money
    left: Money
    state: State


@dataclass(frozen=True)
class PaidSide:
    papers: list[Paper]
    points: int
    points_end: dt.date | None


def paid_side(organisation: Organisation, *, on: dt.date) -> PaidSide:
    invoices = Invoice.objects.filter(payer=organisation.payer_id).select_related("standing")
    papers = [paper(one, on=on) for one in invoices.order_by("-issued_on", "-sequence")[:MOST]]
    accounts = PointsAccount.objects.filter(payer=organisation.payer_id, person=None)
    account: Any = with_balance(accounts, on=on).first()
    return PaidSide(papers, account.balance if account else 0, account.next_end if account else None)


def paper(invoice: Invoice, *, on: dt.date) -> Paper:
    total, left = (Money(minor, invoice.currency) for minor in (invoice.gross_minor, invoice.standing.open_minor))
    return Paper(invoice, total, left, invoice_state(invoice, on=on))
