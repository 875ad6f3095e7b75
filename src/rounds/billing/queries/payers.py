"""Who may act for whom."""

from django.db.models import Q, QuerySet
from wagtail import hooks

from rounds.accounts.models import Person
from rounds.billing.models import Payer


def payers_of(person: Person) -> QuerySet[Payer]:
    """The payers that a person may act for: themselves, and those that higher apps name."""
    if not person.is_active:
        return Payer.objects.none()
    own = Q(person=person)
    for named in hooks.get_hooks("rounds_payers_of"):
        own |= Q(pk__in=named(person).values("pk"))
    return Payer.objects.filter(own).order_by("name", "pk")
