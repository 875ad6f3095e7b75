"""Who may see and do what with orders and invoices. `payers_of` asks the higher apps who acts for whom."""

import rules
from django.db.models import Q, QuerySet
from wagtail import hooks

from rounds.accounts.models import Person
from rounds.billing.models import CreditNote, Invoice, Order, OrderState, Payer, Payment


def payers_of(person: Person) -> QuerySet[Payer]:
    """The payers that a person may act for: themselves, and those that higher apps name."""
    if not person.is_active:
        return Payer.objects.none()
    own = Q(person=person)
    for named in hooks.get_hooks("rounds_payers_of"):
        own |= Q(pk__in=named(person).values("pk"))
    return Payer.objects.filter(own).order_by("name", "pk")


@rules.predicate
def keeps_the_books(person: Person) -> bool:
    return person.is_active and person.is_staff


@rules.predicate
def acts_for(person: Person, payer: Payer | None) -> bool:
    return payer is not None and payers_of(person).filter(pk=payer.pk).exists()


@rules.predicate
def acts_for_its_payer(person: Person, paper: Order | Invoice | CreditNote | Payment) -> bool:
    return payers_of(person).filter(pk=paper.payer_id).exists()


@rules.predicate
def is_shown(_person: Person, order: Order) -> bool:
    """A draft is the centre's own until it is offered or placed."""
    return order.state != OrderState.DRAFT


rules.add_perm("billing.keep_books", keeps_the_books)
rules.add_perm("billing.see_payer", acts_for | keeps_the_books)
rules.add_perm("billing.change_payer", acts_for | keeps_the_books)
rules.add_perm("billing.see_order", (acts_for_its_payer & is_shown) | keeps_the_books)
rules.add_perm("billing.order", (acts_for_its_payer & is_shown) | keeps_the_books)
rules.add_perm("billing.see_invoice", acts_for_its_payer | keeps_the_books)
rules.add_perm("billing.see_credit_note", acts_for_its_payer | keeps_the_books)
rules.add_perm("billing.see_payment", acts_for_its_payer | keeps_the_books)
rules.add_perm("billing.pay", acts_for_its_payer)
