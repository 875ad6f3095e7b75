import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.core.contrast import HEX
from rounds.core.palette import TEXT_CONTRAST
from rounds.events.actions.ticket_ends import hold_kinds
from rounds.events.colours import DARK, LIGHT, nearest, worst
from rounds.events.letters import send_late_pass
from rounds.events.models import Call, Criterion, Event, LatePass, Score
from rounds.events.ticket_letters import tell_moved
from rounds.events.vocabulary import Standing
from rounds.network.models import Organisation

STARTING_CRITERIA = (
    (_("Use to the audience"), _("People can do something differently the week after.")),
    (_("Grounds"), _("It rests on evidence or on lived experience, and says which.")),
    (_("Clarity"), _("The summary says what people will learn.")),
)
IN_CALENDARS = {"starts", "ends", "zone", "venue", "address"}
RESERVED = {"invitations", "new"}


class EventRefused(Exception):
    """The message is written for the person who asked; `field` is where it belongs, and `offer` would be taken."""

    def __init__(self, message: str, *, field: str | None = None, offer: str = "") -> None:
        super().__init__(message)
        self.field, self.offer = field, offer


@transaction.atomic
def make_event(
    name: str, *, about: str, zone: str, starts: dt.date, ends: dt.date, by: Person, at: dt.datetime
) -> Event:
    """A draft that only the team sees."""
    refuse_days(starts, ends)
    event = Event.objects.create(
        slug=free_address(name, starts),
        name=name,
        about=about,
        zone=zone,
        starts=starts,
        ends=ends,
        made=at,
        made_by=by,
    )
    for order, (criterion, high) in enumerate(STARTING_CRITERIA, 1):
        Criterion.objects.create(event=event, name=str(criterion), about=str(high), order=order)
    record("events.event_made", subject=event, by=by, at=at)
    return event


def free_address(name: str, starts: dt.date) -> str:
    stem = slugify(name)[:45].strip("-") or "event"
    if stem in RESERVED or stem.isdecimal():
        stem = f"event-{stem}"
    taken = set(Event.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    tries = (stem, f"{stem}-{starts.year}", *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(slug for slug in tries if slug not in taken)


def refuse_days(starts: dt.date, ends: dt.date) -> None:
    if ends < starts:
        raise EventRefused(_("The last day is before the first."), field="ends")
    if (ends - starts).days > 13:
        raise EventRefused(_("An event lasts at most 14 days."), field="ends")


def refuse_colours(light: str, dark: str) -> None:
    """Both or neither, and each one readable; the nearest readable one is offered."""
    if bool(light) != bool(dark):
        missing = "colour_dark" if light else "colour_light"
        raise EventRefused(_("Give a colour for both modes, or for neither."), field=missing)
    for field, mode, colour in (("colour_light", LIGHT, light), ("colour_dark", DARK, dark)):
        if colour and not HEX.match(colour):
            raise EventRefused(_("Write the colour as # and six digits, such as #0a5c60."), field=field)
        if colour and (ratio := worst(colour, mode)) < TEXT_CONTRAST:
            offer = nearest(colour, mode)
            facts = {"colour": colour, "ratio": f"{ratio:.1f}", "needed": TEXT_CONTRAST, "offer": offer}
            message = _(
                "%(colour)s has a contrast of %(ratio)s; %(needed)s is needed. The nearest that fits is %(offer)s."
            )
            raise EventRefused(message % facts, field=field, offer=offer)


@transaction.atomic
def change_event(
    event: Event,
    values: Mapping[str, Any],
    *,
    co_organisers: Iterable[Organisation] | None = None,
    by: Person,
    at: dt.datetime,
) -> list[str]:
    """Write what is new about an event; says which fields changed.

    Who has a ticket is told of other days or another place, and their calendars count one up.
    """
    held = Event.objects.select_for_update().get(pk=event.pk)
    refuse_days(values.get("starts", held.starts), values.get("ends", held.ends))
    if values.get("zone", held.zone) != held.zone and held.slots.filter(starts__isnull=False).exists():
        message = _(
            "The agenda has times. Change the zone at “Agenda”, “Another time zone”: there you say what they do."
        )
        raise EventRefused(message, field="zone")
    refuse_colours(values.get("colour_light", held.colour_light), values.get("colour_dark", held.colour_dark))
    fields = [field for field, value in values.items() if getattr(held, field) != value]
    if fields:
        Event.objects.filter(pk=held.pk).update(**{field: values[field] for field in fields})
    if not IN_CALENDARS.isdisjoint(fields):
        Event.objects.filter(pk=held.pk).update(sequence=F("sequence") + 1)
        held.refresh_from_db()
        tell_moved(held, at=at)
    if co_organisers is not None:
        wanted = {one.pk for one in co_organisers}
        if wanted != set(held.co_organisers.values_list("pk", flat=True)):
            held.co_organisers.set(wanted)
            fields.append("co_organisers")
    if fields:
        record("events.event_changed", subject=held, by=by, at=at, fields=fields)
    return fields


@transaction.atomic
def change_standing(event: Event, standing: str, *, by: Person, at: dt.datetime) -> None:
    """Announce an event, cancel it, or take it back into a draft; a cancelled one is announced again."""
    held = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    hold_kinds(held.ticket_kinds.values_list("pk", flat=True))
    if held.standing == standing:
        return
    if standing == Standing.DRAFT and held.proposals.exists():
        raise EventRefused(_("There are proposals already. Cancel the event if it does not happen."))
    if standing == Standing.ANNOUNCED and not (held.conduct.strip() and held.access.strip()):
        raise EventRefused(_("Write the code of conduct and the words on access first. People ask for both."))
    Event.objects.filter(pk=held.pk).update(standing=standing)
    record(f"events.event_{standing}", subject=held, by=by, at=at)


@transaction.atomic
def set_call(event: Event, values: Mapping[str, Any], *, by: Person, at: dt.datetime) -> Call:
    """Make or change the call for papers."""
    Event.objects.select_for_update().get(pk=event.pk)
    held = Call.objects.filter(event=event).first()
    if values["closes"] <= values["opens"]:
        raise EventRefused(_("The call closes before it opens."), field="closes")
    highest = Score.objects.filter(review__proposal__event=event)
    if held and values["scale"] != held.scale and highest.exists():
        raise EventRefused(_("Reviews have been given on this scale. It stays as it is."), field="scale")
    call, _new = Call.objects.update_or_create(event=event, defaults=dict(values))
    record("events.call_changed", subject=event, by=by, at=at, opens=str(call.opens), closes=str(call.closes))
    return call


@transaction.atomic
def give_late_pass(event: Event, email: str, until: dt.datetime, *, by: Person, at: dt.datetime) -> LatePass:
    """Open the call for one address a little longer, and tell it by mail."""
    if until <= at:
        raise EventRefused(_("Choose a time that is still to come."), field="until")
    if not Call.objects.filter(event=event).exists():
        raise EventRefused(_("There is no call for papers yet."))
    email = email.strip().lower()
    try:
        with transaction.atomic():
            found = event.late_passes.filter(email__iexact=email).first()
            if found:
                LatePass.objects.filter(pk=found.pk).update(until=until, made=at, made_by=by)
                found.refresh_from_db()
            else:
                found = LatePass.objects.create(event=event, email=email, until=until, made=at, made_by=by)
    except IntegrityError:
        raise EventRefused(_("Somebody gave this address more time at this moment. Look at the list.")) from None
    record("events.late_pass_given", subject=event, by=by, at=at, until=str(until))
    send_late_pass(found, language=by.language)
    return found


@transaction.atomic
def end_late_pass(given: LatePass, *, by: Person, at: dt.datetime) -> None:
    deleted, _rows = LatePass.objects.filter(pk=given.pk).delete()
    if deleted:
        record("events.late_pass_ended", subject=given.event, by=by, at=at)
