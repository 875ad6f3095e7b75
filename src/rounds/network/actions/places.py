"""A privacy officer also sits in the place of the organisation, whose rules the check of posts follows."""

import datetime as dt
from collections.abc import Iterable

from rounds.accounts.models import Person
from rounds.network.models import Organisation
from rounds.screening.actions import PlaceRefused, end_place_key, make_place, seat_person, unseat_person
from rounds.screening.models import Place, PlaceKey, PlaceMember

ModelPlaceRefused = PlaceRefused
Role = PlaceMember.Role


def sit_in_place(
    organisation: Organisation,
    person: Person,
    *,
    guards: bool,
    by: Person | None,
    at: dt.datetime,
    anew: bool = False,
) -> None:
    """Every seat is one in the place as well. The first privacy officer opens the place.

    `anew` also takes the office away; a seat that is given leaves an office that a person had.
    """
    place = organisation.place or (open_place(organisation, by=by, at=at) if guards else None)
    if place is None:
        return
    there = PlaceMember.objects.filter(place=place, person=person).exists()
    if guards or anew or not there:
        seat_person(place, person, Role.OFFICER if guards else Role.MEMBER, by=by, at=at)


def open_place(organisation: Organisation, *, by: Person | None, at: dt.datetime) -> Place:
    """A place of its own, never one of the same name that somebody else looks after."""
    taken = Place.objects.filter(name__iexact=organisation.name).exists()
    place = make_place(
        f"{organisation.name[:100]} ({organisation.pk})" if taken else organisation.name[:120], by=by, at=at
    )
    Organisation.objects.filter(pk=organisation.pk).update(place=place)
    organisation.place = place
    return place


def leave_place(organisation: Organisation, person: Person, *, by: Person | None, at: dt.datetime) -> None:
    if organisation.place_id is None:
        return
    found = PlaceMember.objects.filter(place=organisation.place_id, person=person).select_related("place").first()
    if found:
        unseat_person(found, by=by, at=at)


def end_keys(keys: Iterable[PlaceKey], *, by: Person | None, at: dt.datetime) -> int:
    ended = list(keys)
    for key in ended:
        end_place_key(key, by=by, at=at)
    return len(ended)
