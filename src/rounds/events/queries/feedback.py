"""Feedback: what one may tell, and what it came to. Nobody learns who said what, and small numbers stay hidden."""

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.engines.privacy import screen
from rounds.events.blinding import without_names
from rounds.events.cells import FEWEST
from rounds.events.models import Event, Feedback, FeedbackEnd, Speaking, Talk
from rounds.events.queries.came import Came, came_to, is_over, may_tell
from rounds.events.queries.events import talks_of
from rounds.events.vocabulary import WordsState

LASTS = dt.timedelta(days=15)


def feedback_closes(event: Event) -> dt.datetime:
    held = FeedbackEnd.objects.filter(event=event).first()
    midnight = dt.datetime.combine(event.ends, dt.time.min, event.tz)
    return held.closes if held else midnight + LASTS


def own_feedback(person: Person) -> QuerySet[Feedback]:
    """What a person said; the only list of feedback that knows who."""
    return Feedback.objects.filter(person=person).select_related("talk__proposal", "event")


@dataclass(frozen=True)
class Ask:
    """Something a person may give feedback on; without a talk, the event."""

    talk: Talk | None
    given: Feedback | None

    @property
    def code(self) -> str:
        return self.talk.proposal.code if self.talk else "event"

    @property
    def name(self) -> str:
        return self.talk.proposal.title if self.talk else _("The event as a whole")


def asks_of(event: Event, person: Person, *, at: dt.datetime) -> list[Ask]:
    """What this person may tell about now: talks that are over and where they were, and the event on its last day."""
    if at >= feedback_closes(event):
        return []
    came, given = came_to(event, at=at), {one.talk_id: one for one in own_feedback(person).filter(event=event)}
    spoken = set(
        Speaking.objects.taking_part().filter(person=person, proposal__event=event).values_list("proposal", flat=True)
    )
    talks = [
        one
        for one in talks_of(event).select_related("proposal", "meeting")
        if is_over(one.meeting, event, at=at) and one.proposal_id not in spoken and may_tell(person, one, came)
    ]
    found = [Ask(one, given.get(one.pk)) for one in talks]
    if person.pk in came.at_event() and is_over(None, event, at=at):
        found.insert(0, Ask(None, given.get(None)))
    return found


@dataclass(frozen=True)
class Result:
    """`mean` and `words` are there from five answers, and only when nobody can change theirs any more."""

    name: str
    talk: Talk | None
    could: int
    answers: int
    mean: str = ""
    words: list[tuple[str, str]] = field(default_factory=list)
    to_look: int = 0

    @property
    def shown(self) -> bool:
        return self.answers >= FEWEST


def results_of(event: Event, *, at: dt.datetime, proposals: QuerySet | None = None) -> list[Result]:  # type: ignore[type-arg]
    """The event first, then each talk by title. With proposals, those talks alone: for their speakers."""
    came, rows = came_to(event, at=at), defaultdict[int | None, list[Feedback]](list)
    closed = at >= feedback_closes(event)
    for one in Feedback.objects.filter(event=event):
        rows[one.talk_id].append(one)
    names = names_at(came)
    talks = talks_of(event).select_related("proposal", "meeting")
    talks = talks if proposals is None else talks.filter(proposal__in=proposals)
    found = [
        result(
            one.proposal.title,
            one,
            rows[one.pk],
            could=len(came.at_meeting(one.meeting_id)) if is_over(one.meeting, event, at=at) else 0,
            closed=closed,
            names=names,
        )
        for one in talks
    ]
    if proposals is not None:
        return found
    return [
        result(_("The event as a whole"), None, rows[None], could=len(came.at_event()), closed=closed, names=names),
        *found,
    ]


def names_at(came: Came) -> list[str]:
    return list(Person.objects.filter(pk__in=came.at_event()).order_by("pk").values_list("name", flat=True)[:2000])


def result(name: str, talk: Talk | None, rows: list[Feedback], *, could: int, closed: bool, names: list[str]) -> Result:
    """Names of people who were there are masked in the words, whoever has looked at them."""
    if not closed or len(rows) < FEWEST:
        return Result(name, talk, could, len(rows) if closed else 0)
    mean = Fraction(sum(one.mark for one in rows), len(rows))
    shown = [one for one in shuffled(rows) if one.words_state == WordsState.SHOWN]
    words = [(without_names(one.good, names), without_names(one.better, names)) for one in shown]
    to_look = sum(bool(one.good or one.better) and one.words_state == WordsState.NEW for one in rows)
    return Result(name, talk, could, len(rows), f"{float(mean):.1f}", [pair for pair in words if any(pair)], to_look)


def shuffled(rows: list[Feedback]) -> list[Feedback]:
    """In an order that says nothing about who wrote when."""
    return sorted(rows, key=lambda one: hashlib.sha256(f"{one.pk} {one.event_id}".encode()).hexdigest())


@dataclass(frozen=True)
class ToLook:
    feedback: Feedback
    name: str
    suspects: list[str]


def words_to_look_at(event: Event, *, at: dt.datetime) -> list[ToLook]:
    """Words that nobody of the team has looked at, with what could be a name."""
    whole = _("The event as a whole")
    return [
        ToLook(one, one.talk.proposal.title if one.talk else whole, suspects(f"{one.good}\n{one.better}"))
        for one in words_waiting(event, at=at)
    ]


def words_waiting(event: Event, *, at: dt.datetime) -> list[Feedback]:
    """Those that would be shown: of a closed feedback, about what at least five people answered."""
    if at < feedback_closes(event):
        return []
    rows = list(Feedback.objects.filter(event=event).select_related("talk__proposal"))
    counts = Counter(one.talk_id for one in rows)
    new = [one for one in rows if one.words_state == WordsState.NEW and (one.good or one.better)]
    return shuffled([one for one in new if counts[one.talk_id] >= FEWEST])


def suspects(words: str) -> list[str]:
    """What the privacy screen takes for something that tells who somebody is."""
    found = screen(words, voice="provider").findings
    return list(
        dict.fromkeys(words[one.start : one.end] for one in found if one.start is not None and one.end is not None)
    )
