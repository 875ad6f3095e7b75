"""The next version of an agenda, as it would be published now, with its letters."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.events.changes import GONE, LENGTH, MOVED, NEW, RENAMED, ROOM, Change, Placed, changes_between
from rounds.events.models import AgendaLetter, Event, Slot, Speaking, Star
from rounds.events.queries.agenda import placed_on_draft, when_words
from rounds.events.queries.published import latest_version, placed_in


@dataclass(frozen=True)
class Told:
    """One letter to one person."""

    person: Person
    subject: str
    words: str
    url: str

    @property
    def paragraphs(self) -> list[str]:
        return [part for part in self.words.split("\n\n") if part.strip()]


@dataclass(frozen=True)
class Publication:
    """`seal` names exactly these changes and letters."""

    number: int
    placed: list[tuple[Placed, Slot]]
    changes: list[Change]
    letters: list[Told]
    seal: str

    @property
    def first(self) -> bool:
        return self.number == 1


def publication_of(event: Event) -> Publication:
    before, placed = latest_version(event), placed_on_draft(event)
    changes = changes_between(placed_in(before), [one for one, _slot in placed])
    number = before.number + 1 if before else 1
    letters = letters_for(event, changes, first=before is None)
    facts = [(one.kind, *sealed(one.before), *sealed(one.after)) for one in changes]
    told = [(one.person.pk, one.subject, one.words) for one in letters]
    seal = hashlib.sha256(json.dumps([number, facts, told]).encode()).hexdigest()
    return Publication(number, placed, changes, letters, seal)


def sealed(one: Placed | None) -> tuple[object, ...]:
    return (one.key, one.title, one.room, one.starts.isoformat(), one.minutes) if one else ()


def letters_for(event: Event, changes: Iterable[Change], *, first: bool) -> list[Told]:
    """To those who speak, and to those who have the talk in their plan; one letter each, in their own language."""
    by_talk = {one.now.talk: one for one in changes if one.now.talk}
    speaking = Speaking.objects.speaking().filter(proposal__in=by_talk, person__is_active=True)
    concerned: dict[int, tuple[Person, list[Change], bool]] = {}
    for one in speaking.select_related("person").order_by("pk"):
        if one.person:
            concerned.setdefault(one.person.pk, (one.person, [], True))[1].append(by_talk[one.proposal_id])
    known = [talk for talk, one in by_talk.items() if one.kind != NEW]
    stars = Star.objects.filter(proposal__in=known, person__is_active=True).select_related("person")
    for star in stars.order_by("pk") if not first else ():
        held = concerned.setdefault(star.person_id, (star.person, [], False))[1]
        if by_talk[star.proposal_id] not in held:
            held.append(by_talk[star.proposal_id])
    return [letter_to(event, *each) for _number, each in sorted(concerned.items())]


def letter_to(event: Event, person: Person, changes: list[Change], speaks: bool) -> Told:
    url = settings.BASE_URL + reverse("events:agenda", args=[event.slug])
    with translation.override(person.language):
        subject = _("The agenda of %(event)s: what is new for you") % {"event": event.name}
        lines = [change_words(one, event) for one in sorted(changes, key=lambda each: each.now.starts)]
        if speaks:
            lines.append(_("If this does not suit you, tell the organisers."))
    return Told(person, " ".join(subject.split())[:200], "\n\n".join(lines), url)


def where_words(one: Placed) -> str:
    return one.room or _("all rooms")


def change_words(one: Change, event: Event) -> str:
    """A change in a sentence or two."""
    facts = {"title": one.now.title or _("A talk to be announced"), "room": where_words(one.now)}
    facts |= {"when": when_words(one.now.starts, event), "minutes": str(one.now.minutes)}
    if one.before:
        facts |= {"old": when_words(one.before.starts, event), "old_room": where_words(one.before)}
        facts |= {"old_minutes": str(one.before.minutes), "old_title": one.before.title}
    if one.kind == MOVED and one.before and one.after and one.before.room == one.after.room:
        return _("“%(title)s” moves to %(when)s. It was on %(old)s. The room stays: %(room)s.") % facts
    return {
        NEW: _("“%(title)s” is on %(when)s, in %(room)s."),
        MOVED: _("“%(title)s” moves to %(when)s, in %(room)s. It was on %(old)s, in %(old_room)s."),
        ROOM: _("“%(title)s” on %(when)s is now in %(room)s. It was in %(old_room)s."),
        LENGTH: _("“%(title)s” on %(when)s now lasts %(minutes)s minutes instead of %(old_minutes)s."),
        RENAMED: _("“%(old_title)s” on %(when)s is now called “%(title)s”."),
        GONE: _("“%(title)s” on %(when)s is no longer on the agenda."),
    }[one.kind] % facts


def kind_words(kind: str) -> str:
    return {
        NEW: _("New"),
        MOVED: _("Moved"),
        ROOM: _("Other room"),
        LENGTH: _("Other length"),
        RENAMED: _("Other name"),
        GONE: _("Taken off"),
    }[kind]


def agenda_letters_of(event: Event) -> QuerySet[AgendaLetter]:
    found = AgendaLetter.objects.filter(version__event=event)
    return found.select_related("person", "version").order_by("-made", "pk")


def agenda_letters_not_begun() -> QuerySet[AgendaLetter]:
    return AgendaLetter.objects.filter(taken__isnull=True)


def agenda_letters_unsure(*, at: dt.datetime) -> QuerySet[AgendaLetter]:
    """A worker began to send them, and did not come back to say that they went."""
    return AgendaLetter.objects.filter(sent__isnull=True, taken__lt=at - dt.timedelta(minutes=10))
