import rules
from django.db.models import Q

from rounds.accounts.models import Person
from rounds.network.models import Organisation, Seat


@rules.predicate
def is_centre_staff(person: Person) -> bool:
    return person.is_active and person.is_staff


@rules.predicate
def sits_at(person: Person, organisation: Organisation | None) -> bool:
    return has_seat(person, organisation, Q())


@rules.predicate
def manages(person: Person, organisation: Organisation | None) -> bool:
    """Whether the person is a manager here or of the system it belongs to."""
    return has_seat(person, organisation, Q(manages=True), above=True)


@rules.predicate
def pays(person: Person, organisation: Organisation | None) -> bool:
    return has_seat(person, organisation, Q(pays=True) | Q(manages=True), above=True)


def has_seat(person: Person, organisation: Organisation | None, role: Q, *, above: bool = False) -> bool:
    if organisation is None or not person.is_active:
        return False
    where = [organisation.pk, organisation.parent_id] if above else [organisation.pk]
    return bool(Seat.objects.open().filter(role, person=person, organisation__in=where).exists())


rules.add_perm("network.see_organisation", is_centre_staff | sits_at | pays)
rules.add_perm("network.manage_organisation", is_centre_staff | manages)
rules.add_perm("network.see_dues", is_centre_staff | pays)
rules.add_perm("network.see_members", is_centre_staff)
rules.add_perm("network.change_member", is_centre_staff)
rules.add_perm("network.decide_hardship", is_centre_staff)
