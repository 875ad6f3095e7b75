"""What the points ledger holds about a person, for their export."""

from typing import Any

from django.db.models import Q

from rounds.accounts.models import Person
from rounds.billing.models import PointsTransaction, VoucherUse

Section = tuple[str, list[dict[str, Any]]]


def own_points(person: Person) -> Section:
    mine = Q(by=person) | Q(moves__giver__person=person) | Q(moves__taker__person=person)
    changes = PointsTransaction.objects.filter(mine).distinct().order_by("at", "pk")
    vouchers = VoucherUse.objects.filter(Q(by=person) | Q(payer__person=person)).order_by("at", "pk")
    return "points", [
        *({"what": "points", **row} for row in changes.values("payer__name", "kind", "points", "reason", "at")),
        *({"what": "voucher", **row} for row in vouchers.values("voucher__code", "reference", "off", "currency", "at")),
    ]
