"""Members buy points at the price that the list for "points" names."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.accounts.models import Person
from rounds.billing.actions.ordering import NewLine, place_order
from rounds.billing.actions.points import PointsRefused, hold
from rounds.billing.models import Order, OrderLine, Payer
from rounds.billing.money import Money


@transaction.atomic
def order_points(payer: Payer, points: int, *, unit: Money, key: str, by: Person, at: dt.datetime) -> Order:
    """Order points for a payer, once for each key. They arrive when the invoice is paid."""
    if points < 1:
        raise PointsRefused(_("Choose one point or more."))
    reference = f"points:{points}:{key}"
    same = OrderLine.objects.filter(order__payer=payer, subject="points", reference=reference)
    hold(payer)
    made = same.select_related("order").first()
    if made:
        return made.order
    words = ngettext("%(points)s point", "%(points)s points", points) % {"points": points}
    line = NewLine("points", reference, words, unit * points)
    return place_order(payer, [line], by=by, at=at)
