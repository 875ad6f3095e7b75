"""The tax that a sale bears on a day."""

import datetime as dt

from django.db.models import Q, QuerySet

from rounds.accounts.models import Person
from rounds.billing.models import Payer, Seller, TaxRule
from rounds.billing.queries.payers import the_seller
from rounds.billing.taxing import Party, Row, tax_for
from rounds.billing.totals import TaxLine


def tax_rules_visible_to(person: Person) -> QuerySet[TaxRule]:
    found = TaxRule.objects.all() if person.is_active and person.is_staff else TaxRule.objects.none()
    return found.order_by("country", "kind", "subject", "-starts")


def rows_on(day: dt.date) -> list[Row]:
    """The rules that hold on a day; of several for the same thing, the one that began last."""
    found = TaxRule.objects.filter(Q(ends=None) | Q(ends__gte=day), starts__lte=day).order_by("starts", "pk")
    last = {(one.country, one.kind, one.subject): one for one in found}
    return [Row(one.country, one.rate, one.category, one.kind, one.subject, one.words) for one in last.values()]


def tax_on(payer: Payer, subject: str, *, on: dt.date, seller: Seller | None = None) -> TaxLine:
    """The tax that a line of an order bears: hand it to `NewLine`."""
    sells = seller or the_seller()
    buyer = Party(payer.country, payer.tax_number, payer.kind)
    return tax_for(Party(sells.country, sells.tax_number), buyer, subject, rows_on(on))
