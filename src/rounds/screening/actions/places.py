import datetime as dt
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.actions.keys import end_program_key, make_program_key, use_program_key
from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.screening.models import Place, PlaceKey, PlaceMember

SHOWN = "rounds_place_"


class PlaceRefused(Exception):
    """The message is written for the person who asked."""


def make_place(name: str, *, by: Person | None, at: dt.datetime) -> Place:
    try:
        with transaction.atomic():
            place = Place.objects.create(name=name)
            record("screening.place_made", subject=place, by=by, at=at)
    except IntegrityError:
        raise PlaceRefused(_("There is a place of this name already.")) from None
    return place


@transaction.atomic
def change_rules(place: Place, values: Mapping[str, str], *, edition: int, by: Person, at: dt.datetime) -> None:
    """Write the rules that somebody saw as `edition`; refused when others have changed them since."""
    held = Place.objects.select_for_update().get(pk=place.pk)
    if held.edition != edition:
        raise PlaceRefused(
            _("Somebody else has changed these rules since you opened the page. Open it again and compare.")
        )
    changed = [name for name, value in values.items() if getattr(held, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(held, name, values[name])
    held.edition += 1
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError:
        raise PlaceRefused(_("There is a place of this name already.")) from None
    record("screening.rules_changed", subject=held, by=by, at=at, fields=changed)


@transaction.atomic
def seat_person(place: Place, person: Person, role: str, *, by: Person | None, at: dt.datetime) -> None:
    """Let a person work in a place, or change what they may do there."""
    seat, new = PlaceMember.objects.select_for_update().get_or_create(
        place=place, person=person, defaults={"role": role, "since": at}
    )
    if not new and seat.role == role:
        return
    if not new:
        refuse_last_officer(seat, role)
        PlaceMember.objects.filter(pk=seat.pk).update(role=role)
    record("screening.seat_given", subject=place, by=by, at=at, person=person.pk, role=role)


@transaction.atomic
def unseat_person(seat: PlaceMember, *, by: Person | None, at: dt.datetime) -> None:
    refuse_last_officer(seat, "")
    if PlaceMember.objects.filter(pk=seat.pk).delete()[0]:
        record("screening.seat_taken", subject=seat.place, by=by, at=at, person=seat.person_id)


def refuse_last_officer(seat: PlaceMember, role: str) -> None:
    officer = PlaceMember.Role.OFFICER
    officers = PlaceMember.objects.select_for_update().filter(place=seat.place_id, role=officer)
    if seat.role == officer and role != officer and len(officers) == 1:
        raise PlaceRefused(_("A place needs a privacy officer. Name another one first."))


def make_place_key(place: Place, *, name: str, by: Person, at: dt.datetime) -> tuple[PlaceKey, str]:
    verb = "screening.place_key_made"
    return make_program_key(PlaceKey, verb=verb, shown=SHOWN, by=by, at=at, place=place, name=name)


def end_place_key(key: PlaceKey, *, by: Person | None, at: dt.datetime) -> None:
    end_program_key(key, verb="screening.place_key_ended", by=by, at=at)


def use_place_key(secret: str, *, at: dt.datetime) -> PlaceKey | None:
    """The key of a place with which a program asks, or None."""
    return use_program_key(PlaceKey.objects.select_related("place"), secret, at=at)
