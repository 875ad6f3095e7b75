"""Who may be given how much credit for an event, and what they have been given."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.events.crediting import Stay, minutes_of, quarters_of
from rounds.events.models import Credit, Designation, Event, Speaking, Talk
from rounds.events.queries.came import came_to, sessions_of
from rounds.events.queries.disclosures import asks_for_disclosure, everybody_asked
from rounds.meetings.vocabulary import MeetingState


def designation_of(event: Event) -> Designation | None:
    return Designation.objects.filter(event=event).order_by("-pk").first()


def credits_visible_to(person: Person) -> QuerySet[Credit]:
    """One's own. The desk reads the list of its event."""
    return Credit.objects.filter(person=person, correction__isnull=True).select_related("event")


def credits_of(event: Event) -> dict[int, Credit]:
    """What holds for each person now: rows that no other row corrects."""
    found = Credit.objects.filter(event=event, correction__isnull=True).select_related("person", "credential")
    return {one.person_id: one for one in found}


def left_out(event: Event, *, at: dt.datetime) -> list[tuple[Talk, str]]:
    """Sessions that give no credit, each with its reason."""
    open_for = {
        one.person.pk for one in everybody_asked(event) if one.part == "speaker" and one.state in {"missing", "open"}
    }
    speakers: dict[int, set[int]] = defaultdict(set)
    rows = Speaking.objects.speaking().filter(proposal__event=event)
    for proposal, person in rows.values_list("proposal", "person"):
        speakers[proposal].add(person)
    found = []
    for talk in sessions_of(event):
        meeting = talk.meeting
        if meeting is None or meeting.state in {MeetingState.CANCELLED, MeetingState.DRAFT}:
            found.append((talk, _("It was not held.")))
        elif meeting.ends_at > at:
            found.append((talk, _("It is not over yet.")))
        elif asks_for_disclosure(talk.proposal) and speakers[talk.proposal_id] & open_for:
            found.append(
                (talk, _("It is clinical, and a speaker's financial interests are not told or not dealt with."))
            )
    return found


@dataclass(frozen=True)
class Proposed:
    """What a person's attendance comes to, beside what they were given."""

    person: Person
    minutes: int
    sessions: int
    quarters: int
    given: Credit | None

    @property
    def state(self) -> str:
        if self.given is None:
            return "new"
        same = (self.given.minutes, self.given.quarters) == (self.minutes, self.quarters)
        return "given" if same else "differs"

    @property
    def key(self) -> str:
        """Names exactly what was looked at."""
        return f"{self.person.pk}:{self.minutes}:{self.quarters}"

    @property
    def hours(self) -> str:
        return f"{self.quarters / 4:g}"

    @property
    def given_hours(self) -> str:
        return f"{self.given.quarters / 4:g}" if self.given else ""


def all_over(event: Event, *, at: dt.datetime) -> bool:
    """Whether every session of the event has ended, so that the list will not grow by itself."""
    talks = list(sessions_of(event))
    return bool(talks) and all(one.meeting is None or one.meeting.ends_at <= at for one in talks)


def proposed_credit(event: Event, *, at: dt.datetime) -> list[Proposed]:
    """Everybody who was seen at a session, and everybody who was given something, by name."""
    designated, out = designation_of(event), {talk.pk for talk, _why in left_out(event, at=at)}
    most = designated.quarters if designated else None
    came, given = came_to(event, at=at), credits_of(event)
    stays: dict[int, list[Stay]] = defaultdict(list)
    for talk in sessions_of(event):
        if talk.pk in out or talk.meeting is None:
            continue
        for person, attendance in came.attended.get(talk.meeting.pk, {}).items():
            if attendance.came:
                stays[person].append(Stay(talk.meeting.starts_at, talk.meeting.ends_at, attendance))
    people = Person.objects.filter(pk__in=stays.keys() | given.keys(), erased__isnull=True).order_by("name", "pk")
    return [proposed(one, stays[one.pk], most, given.get(one.pk)) for one in people]


def proposed(person: Person, stays: list[Stay], most: int | None, given: Credit | None) -> Proposed:
    """Without a designation nobody gives credit: then it is the time that a certificate of attendance tells."""
    minutes = minutes_of(stays)
    quarters = quarters_of(minutes, most=most) if most is not None else 0
    return Proposed(person, minutes, len(stays), quarters, given)


def credit_rows(event: Event, *, at: dt.datetime) -> Iterator[tuple[object, ...]]:
    for one in proposed_credit(event, at=at):
        held = one.given
        given = (held.minutes, one.given_hours, held.at.isoformat(), held.reason) if held else ("", "", "", "")
        yield one.person.name, one.person.email, one.sessions, one.minutes, one.hours, *given
