from django.db.models import QuerySet

from rounds.accounts.access import is_centre_staff
from rounds.accounts.models import Person
from rounds.billing.models import Payer, Seller
from rounds.billing.rules import payers_of


def payers_visible_to(person: Person) -> QuerySet[Payer]:
    return Payer.objects.order_by("name", "pk") if is_centre_staff(person) else payers_of(person)


def the_seller() -> Seller:
    """The centre as it sells; unsaved and nameless until somebody has described it."""
    return Seller.objects.filter(pk=1).first() or Seller(pk=1)
