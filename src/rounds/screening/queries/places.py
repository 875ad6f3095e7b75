"""Places, their rules and who may see them."""

import hashlib
import hmac

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from rounds.accounts.models import Person
from rounds.engines.privacy import Policy
from rounds.screening.models import Place, PlaceKey, PlaceMember


def lines_of(text: str) -> frozenset[str]:
    """The entries of a list that has one a line.

    >>> sorted(lines_of("Dr Osei\\n\\n  Lena Kovac "))
    ['Dr Osei', 'Lena Kovac']
    """
    return frozenset(" ".join(line.split()) for line in text.splitlines() if line.strip())


def policy_of(place: Place | None) -> Policy | None:
    if place is None:
        return None
    return Policy(name=place.name, **{name: lines_of(getattr(place, name)) for name in Place.LISTS})


def places_visible_to(person: Person) -> QuerySet[Place]:
    if person.is_active and person.is_staff:
        return Place.objects.order_by("name")
    return places_of(person)


def places_of(person: Person) -> QuerySet[Place]:
    """The places in which a person works."""
    seat = PlaceMember.objects.filter(place=OuterRef("pk"), person=person)
    return Place.objects.filter(Exists(seat)).order_by("name")


def places_guarded_by(person: Person) -> QuerySet[Place]:
    """The places whose rules a person may change."""
    if person.is_active and person.is_staff:
        return Place.objects.order_by("name")
    seat = PlaceMember.objects.filter(place=OuterRef("pk"), person=person, role=PlaceMember.Role.OFFICER)
    return Place.objects.filter(Exists(seat)).order_by("name")


def places_counted(person: Person) -> QuerySet[Place]:
    """The places a person may change, with how many people and decisions each has."""
    officers = Q(members__role=PlaceMember.Role.OFFICER)
    return places_guarded_by(person).annotate(
        members_count=Count("members", distinct=True),
        officers_count=Count("members", filter=officers, distinct=True),
        decisions_count=Count("decisions", distinct=True),
    )


def members_of(place: Place) -> QuerySet[PlaceMember]:
    return place.members.select_related("person").order_by("-role", "person__name")


def keys_of(place: Place) -> QuerySet[PlaceKey]:
    return place.keys.filter(ended=None).order_by("-made")


def fingerprint(place: Place, *words: str) -> str:
    """What is kept of words: it tells whether the same words came again, and not which words they were."""
    message = "\0".join(" ".join(part.casefold().split()) for part in words)
    return hmac.new(bytes.fromhex(place.secret), message.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
