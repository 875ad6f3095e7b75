"""A part of what earned or bought points is credited: that part of the points goes as well, as far as it is still there."""

import datetime as dt

from rounds.billing.actions.points import take_back_part
from rounds.billing.models import CreditNote, Invoice, PointsTransaction
from rounds.billing.money import Money
from rounds.billing.pointing import DUES, points_for_dues


def take_points_of_credit(invoice: Invoice, note: CreditNote, *, at: dt.datetime) -> None:
    """Nothing is paid for by then counts: what is left of the payment says how many points stay."""
    standing = invoice.standing
    standing.refresh_from_db()
    for line in invoice.order.lines.order_by("position"):
        word = "bought" if line.subject == "points" else "dues"
        given = PointsTransaction.objects.filter(key=f"{word}:{line.pk}").select_related("payer").first()
        if given is None or not invoice.gross_minor:
            continue
        paid = Money(line.net_minor, invoice.currency).share(standing.paid_minor, invoice.gross_minor)
        stay = points_for_dues(paid) if word == DUES else given.points * standing.paid_minor // invoice.gross_minor
        take_back_part(given, max(0, given.points - stay), key=f"credited:{note.pk}:{line.pk}", at=at)
