"""The directory of members: each field as its owner lets this reader see it, asked of the database each time."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from rounds.accounts.models import Person, Profession
from rounds.network.models import Listing, Organisation, OrganisationListing, Seat
from rounds.network.vocabulary import Audience


@dataclass(frozen=True)
class Entry:
    """What one reader may see of one person; an empty field is one that they do not show, or left empty."""

    name: str
    initials: str
    role: str = ""
    organisation: str = ""
    profession: str = ""
    languages: str = ""
    networks: str = ""
    helps: str = ""


def sits_with(person: Person) -> QuerySet[Seat]:
    """The seats of the listing's owner at the reader's own organisations."""
    own = Seat.objects.open().of_members().filter(person=person).values("organisation")
    found: QuerySet[Seat] = Seat.objects.open().filter(person=OuterRef("person"), organisation__in=own)
    return found


def shown(field: str, person: Person) -> Q:
    """Whether this reader may see a field."""
    audience = f"show_{field}"
    colleagues = Q(**{audience: Audience.COLLEAGUES}) & Q(Exists(sits_with(person)))
    return Q(**{audience: Audience.MEMBERS}) | colleagues


def listings_visible_to(person: Person) -> QuerySet[Listing]:
    """The entries that show at least a name to this reader, of people who are still members."""
    if not person.has_perm("network.in_network"):
        return Listing.objects.none()
    member = Seat.objects.open().of_members().filter(person=OuterRef("person"))
    found = Listing.objects.filter(Exists(member), shown("name", person), person__is_active=True)
    return found.select_related("person").order_by("person__name", "pk")


WHERE = {"name": "person__name", "role": "role", "languages": "languages", "networks": "networks", "helps": "helps"}


def find_listings(
    person: Person, *, words: str = "", profession: str = "", organisation: str = ""
) -> QuerySet[Listing]:
    """Narrow the directory. A search finds nothing by what the reader may not see."""
    found = listings_visible_to(person)
    for word in words.split():
        fits = Q(pk__in=[])
        for field, column in WHERE.items():
            fits |= shown(field, person) & Q(**{f"{column}__icontains": word})
        at = Seat.objects.open().filter(person=OuterRef("person"), organisation__name__icontains=word)
        found = found.filter(fits | (shown("organisation", person) & Q(Exists(at))))
    if profession:
        found = found.filter(shown("profession", person), person__profession=profession)
    if organisation:
        at = Seat.objects.open().filter(person=OuterRef("person"), organisation__slug=organisation)
        found = found.filter(shown("organisation", person), Exists(at))
    return found


def entries_for(person: Person, listings: list[Listing]) -> list[Entry]:
    """The listings of a page as this reader sees them, in a fixed number of questions."""
    owners = [one.person_id for one in listings]
    seats = Seat.objects.open().of_members().filter(person__in=owners).select_related("organisation")
    own = set(Seat.objects.open().of_members().filter(person=person).values_list("organisation", flat=True))
    at: dict[int, list[Organisation]] = {}
    for seat in seats.order_by("organisation__name"):
        at.setdefault(seat.person_id, []).append(seat.organisation)
    return [entry(one, at.get(one.person_id, []), own) for one in listings]


def entry(one: Listing, organisations: list[Organisation], own: set[int]) -> Entry:
    colleague = any(each.pk in own for each in organisations)
    values: Mapping[str, str] = {
        "role": one.role,
        "organisation": ", ".join(each.name for each in organisations),
        "profession": str(Profession(one.person.profession).label) if one.person.profession else "",
        "languages": one.languages,
        "networks": one.networks,
        "helps": one.helps,
    }
    seen = {field: value for field, value in values.items() if may_see(getattr(one, f"show_{field}"), colleague)}
    return Entry(name=one.person.name, initials=one.person.initials, **seen)


def may_see(audience: str, colleague: bool) -> bool:
    """
    >>> may_see("members", False), may_see("colleagues", True), may_see("colleagues", False), may_see("nobody", True)
    (True, True, False, False)
    """
    return audience == Audience.MEMBERS or (audience == Audience.COLLEAGUES and colleague)


def organisations_shown_to(person: Person, *, words: str = "", kind: str = "") -> QuerySet[OrganisationListing]:
    """Organisations that show themselves to members, and are members still."""
    if not person.has_perm("network.in_network"):
        return OrganisationListing.objects.none()
    member = Seat.objects.open().of_members().filter(organisation=OuterRef("organisation"))
    found = OrganisationListing.objects.filter(Exists(member), shown=True).select_related("organisation")
    for word in words.split():
        found = found.filter(
            Q(organisation__name__icontains=word) | Q(about__icontains=word) | Q(helps__icontains=word)
        )
    if kind:
        found = found.filter(organisation__kind=kind)
    return found.order_by("organisation__name", "pk")


def organisations_named(person: Person) -> list[tuple[str, str]]:
    """The organisations that the filter offers: those that somebody shows to this reader."""
    shows = listings_visible_to(person).filter(shown("organisation", person)).values("person")
    seats = Seat.objects.open().of_members().filter(organisation=OuterRef("pk"), person__in=shows)
    found = Organisation.objects.filter(Exists(seats)).order_by("name", "pk")
    return list(found.values_list("slug", "name"))
