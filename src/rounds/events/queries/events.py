"""Events as they are listed, and where each stands now."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from rounds.accounts.access import is_centre_staff
from rounds.accounts.models import Person
from rounds.core.prepared import Prepared
from rounds.events import reach
from rounds.events.models import (
    Call,
    Event,
    LatePass,
    Proposal,
    SessionType,
    Speaker,
    Speaking,
    Talk,
    Track,
)
from rounds.events.vocabulary import SENT_IN, Standing


def events_visible_to(person: Person | None) -> QuerySet[Event]:
    if person is None:
        return Event.objects.filter(reach.shown_events())
    if is_centre_staff(person):
        return Event.objects.all()
    return Event.objects.filter(reach.shown_events() | reach.events_worked_at(person))


def events_run_by(person: Person) -> QuerySet[Event]:
    """Where a person has a desk, the next first."""
    found = Event.objects.all()
    if not is_centre_staff(person):
        found = found.filter(reach.events_worked_at(person, reach.DECIDING))
    return found.order_by("starts", "pk")


CALL = Prepared(lambda event: Call.objects.filter(event=event).select_related("event"))


def call_of(event: Event) -> Call | None:
    return CALL(event.pk)


@dataclass(frozen=True)
class Stage:
    """Where an event stands at a moment."""

    name: str
    words: str
    kind: str = ""


def stage_of(event: Event, call: Call | None, *, at: dt.datetime) -> Stage:
    today = at.astimezone(event.tz).date()
    if event.standing == Standing.CANCELLED:
        return Stage("cancelled", _("Cancelled"), "bad")
    if event.standing == Standing.DRAFT:
        return Stage("draft", _("Draft: only the team sees it"), "warn")
    if today > event.ends:
        return Stage("over", _("Over"))
    if today >= event.starts:
        return Stage("on", _("Going on now"), "ok")
    if call and call.opens <= at < last_deadline(event, call):
        return Stage("call", _("Call for papers open"), "ok")
    if call and at < call.opens:
        return Stage("announced", _("Call for papers opens soon"), "info")
    return Stage("coming", _("Coming up"), "info")


def last_deadline(event: Event, call: Call) -> dt.datetime:
    return max([call.closes, *(track.closes for track in event.tracks.all() if track.closes)])


def deadline_of(call: Call, track: Track | None) -> dt.datetime:
    return track.closes if track and track.closes else call.closes


def pass_of(event: Event, person: Person, *, at: dt.datetime) -> LatePass | None:
    """A pass by which this person may still be late."""
    good = event.late_passes.filter(until__gt=at)
    known = reach.addresses_of(person)
    return next((one for one in good.order_by("-until") if one.email.lower() in known), None)


def is_open_to(call: Call | None, person: Person | None, track: Track | None, *, at: dt.datetime) -> bool:
    """Whether a person may send or change a proposal of a track now; for a visitor, whether anybody may."""
    if call is None or at < call.opens or call.event.standing == Standing.CANCELLED:
        return False
    return at < deadline_of(call, track) or bool(person and pass_of(call.event, person, at=at))


def tracks_of(event: Event) -> QuerySet[Track]:
    return event.tracks.order_by("order", "name", "pk")


def session_types_of(event: Event) -> QuerySet[SessionType]:
    return event.session_types.order_by("order", "minutes", "pk")


def events_listed(person: Person | None, *, words: str, past: bool, at: dt.datetime) -> QuerySet[Event]:
    """Those to come, the next first; or those that are over, the last first."""
    today, found = at.date(), events_visible_to(person).select_related("call").prefetch_related("tracks")
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(about__icontains=word) | Q(venue__icontains=word))
    if past:
        return found.filter(ends__lt=today).order_by("-starts", "pk")
    return found.filter(ends__gte=today).order_by("starts", "pk")


def talks_of(event: Event) -> QuerySet[Talk]:
    """What everybody may read about."""
    return shown_talks().filter(proposal__event=event)


def shown_talks() -> QuerySet[Talk]:
    return (
        Talk.objects.filter(hidden__isnull=True, proposal__state="confirmed")
        .select_related("proposal__track", "proposal__session_type")
        .order_by("proposal__title", "pk")
    )


def talks_about(words: str) -> QuerySet[Talk]:
    """Talks of events that everybody sees, in whose title or summary the words stand."""
    found = shown_talks().filter(proposal__event__in=events_visible_to(None)).select_related("proposal__event")
    for word in words.split():
        found = found.filter(Q(proposal__title__icontains=word) | Q(proposal__abstract__icontains=word))
    return found


def public_speakers(event: Event) -> QuerySet[Speaking]:
    """Who speaks in published talks, each person once for each talk."""
    talks = talks_of(event).values("proposal")
    found: QuerySet[Speaking] = Speaking.objects.speaking().filter(proposal__in=talks)
    return found.select_related("person", "proposal").order_by("person__name", "pk")


def profiles_of(event: Event) -> dict[int, Speaker]:
    return {one.person_id: one for one in Speaker.objects.filter(event=event).prefetch_related("available")}


def proposal_counts(event: Event) -> dict[str, int]:
    """How many proposals there are in each state."""
    rows = Proposal.objects.filter(event=event).values_list("state").annotate(number=Count("pk"))
    return dict(rows.order_by("state"))


def sent_in_count(event: Event) -> int:
    return Proposal.objects.filter(event=event, state__in=SENT_IN).count()
