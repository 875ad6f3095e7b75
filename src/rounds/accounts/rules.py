import rules

from rounds.accounts.access import is_centre_staff
from rounds.accounts.models import Person


@rules.predicate
def is_self(person: Person, other: Person | None) -> bool:
    return other is not None and person.pk == other.pk  # Wagtail asks for "change_person" of nobody in particular


rules.add_perm("accounts.see_person", is_self | is_centre_staff)
rules.add_perm("accounts.change_person", is_self)
rules.add_perm("accounts.see_people", is_centre_staff)
rules.add_perm("accounts.change_access", is_centre_staff)
rules.add_perm("accounts.see_trail", is_centre_staff)
# Wagtail asks for this before it opens /cms/
rules.add_perm("wagtailadmin.access_admin", is_centre_staff)
