"""What the room of a meeting shows."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, When

from rounds.accounts.models import Person
from rounds.meetings.models import Ballot, Live, Meeting, Poll, Question, Vote
from rounds.meetings.queries.live import is_running


@dataclass(frozen=True)
class Result:
    pk: int
    words: str
    count: int
    percent: int


@dataclass(frozen=True)
class Asked:
    """A poll as one person sees it: the results once they have answered, or when it is closed."""

    poll: Poll
    results: list[Result]
    people: int
    answered: bool

    @property
    def shows(self) -> bool:
        return self.answered or self.poll.state == Poll.State.CLOSED


def questions_of(meeting: Meeting, person: Person, *, host: bool) -> QuerySet[Question]:
    """On top what hosts put there, then the most wanted; answered ones last. Hidden words are for hosts and their writer."""
    mine = Vote.objects.filter(question=OuterRef("pk"), person=person)
    found = meeting.questions.select_related("by").annotate(wanted=Count("votes"), voted=Exists(mine))
    if not host:
        found = found.filter(hidden=None) | found.filter(by=person)
    return found.order_by(
        F("hidden").asc(nulls_first=True), "-pinned", F("answered").asc(nulls_first=True), "-wanted", "at", "pk"
    )


def polls_of(meeting: Meeting, person: Person, *, host: bool) -> list[Asked]:
    """Open ones first, then those to come, then closed ones. Four queries, however many polls there are."""
    rank = Case(When(state=Poll.State.OPEN, then=0), When(state=Poll.State.DRAFT, then=1), default=2)
    polls = meeting.polls.order_by(rank, "-at", "-pk")
    polls = polls if host else polls.exclude(state=Poll.State.DRAFT)
    shown = list(polls.annotate(people=Count("ballots")).prefetch_related("choices"))
    chosen = Ballot.chosen.through.objects.filter(ballot__poll__meeting=meeting)
    counts = dict(chosen.values_list("choice").annotate(n=Count("pk")))
    answered = set(Ballot.objects.filter(poll__meeting=meeting, person=person).values_list("poll", flat=True))
    return [Asked(poll, results_of(poll, counts), people_of(poll), poll.pk in answered) for poll in shown]


def people_of(poll: Poll) -> int:
    return int(getattr(poll, "people", 0))


def results_of(poll: Poll, counts: dict[int, int]) -> list[Result]:
    people = people_of(poll)
    choices = sorted(poll.choices.all(), key=lambda one: one.place)
    return [
        Result(one.pk, one.words, counts.get(one.pk, 0), round(100 * counts.get(one.pk, 0) / people) if people else 0)
        for one in choices
    ]


def version_of(meeting: Meeting, live: Live, person: Person, *, host: bool, at: dt.datetime) -> str:
    """A name for how the room looks to this person now; it changes with all that they could see."""
    told = (meeting.pk, meeting.changed.timestamp(), live.version, person.pk, host, is_running(meeting, at))
    told += (person.language, person.time_zone)  # type: ignore[assignment]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def room_rows(meeting: Meeting) -> Iterator[tuple[Any, ...]]:
    """Everything that was asked and answered, for the hosts' file."""
    for one in meeting.questions.select_related("by").annotate(wanted=Count("votes")).order_by("at", "pk"):
        who = "" if one.unnamed else one.by.name
        yield "question", one.at.isoformat(), who, one.words, one.wanted, one.answer, one.hidden_reason
    for poll in meeting.polls.annotate(people=Count("ballots")).order_by("at", "pk"):
        yield "poll", poll.at.isoformat(), "", poll.words, people_of(poll), "", ""
        for choice in poll.choices.annotate(n=Count("ballots")).order_by("place"):
            yield "poll answer", poll.at.isoformat(), "", choice.words, choice.n, "", ""
