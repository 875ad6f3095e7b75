"""Tracks, kinds of session, questions, criteria and the team: the parts of an event that are lists."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.events.actions.events import EventRefused
from rounds.events.models import Answer, Criterion, Event, Helper, Question, Room, Score, SessionType, Track

Part = Track | SessionType | Question | Criterion | Helper | Room
NAMES: dict[type[Part], str] = {
    Track: "track",
    SessionType: "session_type",
    Question: "question",
    Criterion: "criterion",
    Helper: "helper",
    Room: "room",
}
MANY = ("types", "tracks")


@transaction.atomic
def save_part(
    kind: type[Part], event: Event, values: Mapping[str, Any], *, part: Part | None, by: Person, at: dt.datetime
) -> Part:
    """Add a part of an event, or change it."""
    Event.objects.select_for_update().get(pk=event.pk)
    plain = {name: value for name, value in values.items() if name not in MANY}
    if part is None and kind is Criterion and Score.objects.filter(review__proposal__event=event).exists():
        raise EventRefused(_("Reviews have been given. A new criterion would leave them without a mark."))
    if isinstance(part, Question) and plain.get("kind") != part.kind and Answer.objects.filter(question=part).exists():
        raise EventRefused(_("People have answered. The kind of answer stays as it is."), field="kind")
    try:
        with transaction.atomic():
            if part is None:
                held = kind._default_manager.create(event=event, **plain)
            else:
                kind._default_manager.filter(pk=part.pk).update(**plain)
                held = kind._default_manager.get(pk=part.pk)
    except IntegrityError:
        raise EventRefused(_("There is one like this already.")) from None
    for name in MANY:
        if name in values:
            getattr(held, name).set(values[name])
    record(f"events.{NAMES[kind]}_{'changed' if part else 'added'}", subject=event, by=by, at=at, name=str(held))
    return held


@transaction.atomic
def remove_part(part: Part, *, by: Person, at: dt.datetime) -> None:
    name, event = str(part), part.event
    if isinstance(part, Question) and part.answers.exclude(words="", file__isnull=True).exists():
        raise EventRefused(_("People have answered this question. Their answers would be lost."))
    try:
        with transaction.atomic():
            models.Model.delete(part)
    except ProtectedError:
        raise EventRefused(_("“%(name)s” is in use, so it stays.") % {"name": name}) from None
    record(f"events.{NAMES[type(part)]}_removed", subject=event, by=by, at=at, name=name)
