import rules

from rounds.accounts.access import is_centre_staff
from rounds.accounts.models import Person
from rounds.screening.models import Authorization, Place, PlaceMember


@rules.predicate
def guards(person: Person, place: Place | None) -> bool:
    """Whether the person is a privacy officer of the place."""
    if place is None or not person.is_active:
        return False
    return PlaceMember.objects.filter(place=place, person=person, role=PlaceMember.Role.OFFICER).exists()


@rules.predicate
def guards_its_place(person: Person, authorization: Authorization) -> bool:
    return guards(person, authorization.place)


rules.add_perm("screening.see_places", is_centre_staff)
rules.add_perm("screening.add_place", is_centre_staff)
rules.add_perm("screening.change_place", guards | is_centre_staff)
rules.add_perm("screening.sign_off", guards)
rules.add_perm("screening.withdraw_authorization", guards_its_place | is_centre_staff)
