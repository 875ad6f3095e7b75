"""What rooms, doors and calendars hold about a person, for their export."""

from typing import Any

from django.db.models import F

from rounds.accounts.models import Person
from rounds.meetings.models import Ballot, CalendarFeed, Evidence, Question, Vote

Section = tuple[str, list[dict[str, Any]]]
MEETING = ("meeting__title", "meeting__starts_at")


def held_in_rooms(person: Person) -> Section:
    seen = Evidence.objects.filter(person=person).order_by("noted", "pk")
    questions = Question.objects.filter(by=person).order_by("at", "pk")
    votes = Vote.objects.filter(person=person).order_by("pk")
    ballots = Ballot.objects.filter(person=person).order_by("at", "pk")
    feeds = CalendarFeed.objects.filter(person=person).order_by("made")
    asked = ("words", "unnamed", "at", "answer", "hidden_reason")
    return "meeting_rooms", [
        *labelled(
            "attendance", seen.values(*MEETING, "how", "at", "until", "minutes", "reason", "noted", seen=F("what"))
        ),
        *labelled("question", questions.values("meeting__title", *asked)),
        *labelled("vote", votes.values("question__meeting__title", "question__words")),
        *labelled("poll", ballots.values("poll__meeting__title", "poll__words", "chosen__words", "at")),
        *labelled("calendar address", feeds.values("made", "ended", "read")),
    ]


def labelled(what: str, rows: Any) -> list[dict[str, Any]]:
    return [{"what": what, **row} for row in rows]
