"""Who may see and do what with orders and invoices. `payers_of` asks the higher apps who acts for whom."""

import rules
from django.db.models import Q, QuerySet
from wagtail import hooks

from rounds.accounts.access import is_centre_staff
from rounds.accounts.models import Person
from rounds.billing.models import CreditNote, Invoice, Order, OrderState, Payer, Payment, PointsAccount


def payers_of(person: Person) -> QuerySet[Payer]:
    """The payers that a person may act for: themselves, and those that higher apps name."""
    if not person.is_active:
        return Payer.objects.none()
    own = Q(person=person)
    for named in hooks.get_hooks("rounds_payers_of"):
        own |= Q(pk__in=named(person).values("pk"))
    return Payer.objects.filter(own).order_by("name", "pk")


@rules.predicate
def acts_for(person: Person, payer: Payer | None) -> bool:
    return payer is not None and payers_of(person).filter(pk=payer.pk).exists()


@rules.predicate
def acts_for_its_payer(person: Person, paper: Order | Invoice | CreditNote | Payment | PointsAccount) -> bool:
    return paper.payer_id is not None and payers_of(person).filter(pk=paper.payer_id).exists()


@rules.predicate
def is_shown(_person: Person, order: Order) -> bool:
    """A draft is the centre's own until it is offered or placed."""
    return order.state != OrderState.DRAFT


rules.add_perm("billing.keep_books", is_centre_staff)
rules.add_perm("billing.see_payer", acts_for | is_centre_staff)
rules.add_perm("billing.change_payer", acts_for | is_centre_staff)
rules.add_perm("billing.see_order", (acts_for_its_payer & is_shown) | is_centre_staff)
rules.add_perm("billing.order", (acts_for_its_payer & is_shown) | is_centre_staff)
rules.add_perm("billing.see_invoice", acts_for_its_payer | is_centre_staff)
rules.add_perm("billing.see_credit_note", acts_for_its_payer | is_centre_staff)
rules.add_perm("billing.see_payment", acts_for_its_payer | is_centre_staff)
rules.add_perm("billing.pay", acts_for_its_payer)


@rules.predicate
def holds(person: Person, account: PointsAccount) -> bool:
    return person.is_active and account.person_id == person.pk


@rules.predicate
def is_held_by_a_member(_person: Person, account: PointsAccount) -> bool:
    return account.purpose == PointsAccount.Purpose.HELD


@rules.predicate
def is_shared(_person: Person, account: PointsAccount) -> bool:
    """The payer's own account, which nobody holds alone."""
    return account.person_id is None


rules.add_perm("billing.set_prices", is_centre_staff)
rules.add_perm("billing.see_all_points", is_centre_staff)
rules.add_perm("billing.see_points", is_held_by_a_member & (is_centre_staff | holds | acts_for_its_payer))
rules.add_perm("billing.pass_points_on", is_held_by_a_member & (holds | (is_shared & acts_for_its_payer)))
rules.add_perm("billing.grant_points", is_held_by_a_member & is_centre_staff)
rules.add_perm("billing.buy_points", is_held_by_a_member & is_shared & acts_for_its_payer)
