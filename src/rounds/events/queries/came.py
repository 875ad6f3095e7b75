"""Who was at an event: what its meetings know, and who has a ticket."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.db.models.functions import Lower

from rounds.accounts.models import Person
from rounds.events.models import Event, Talk, Ticket
from rounds.meetings.attending import Attendance, Seen
from rounds.meetings.models import Evidence, Live, Meeting, Registration
from rounds.meetings.queries.attendance import meaning, seen
from rounds.meetings.vocabulary import RegistrationState


def sessions_of(event: Event) -> QuerySet[Talk]:
    """Published talks that are held as a meeting, in the order of the day."""
    found = Talk.objects.filter(proposal__event=event, hidden__isnull=True, meeting__isnull=False)
    return found.select_related("proposal", "meeting").order_by("meeting__starts_at", "pk")


@dataclass(frozen=True)
class Came:
    """What is known about the meetings of an event: by meeting, then by person."""

    attended: dict[int, dict[int, Attendance]] = field(default_factory=dict)
    registered: dict[int, set[int]] = field(default_factory=dict)
    holders: set[int] = field(default_factory=set)

    def kept(self, meeting: int | None) -> bool:
        """Whether somebody kept a list of who was there."""
        return bool(meeting and any(one.came for one in self.attended.get(meeting, {}).values()))

    def at_meeting(self, meeting: int | None) -> set[int]:
        """Who was there; where nobody kept a list, who has a place there or a ticket of the event."""
        if meeting and self.kept(meeting):
            return {person for person, one in self.attended[meeting].items() if one.came}
        return self.registered.get(meeting or 0, set()) | self.holders

    @property
    def seen(self) -> set[int]:
        """Who was seen at any of the meetings."""
        return {person for people in self.attended.values() for person, one in people.items() if one.came}

    @property
    def expected(self) -> set[int]:
        return set().union(self.holders, *self.registered.values())

    def at_event(self) -> set[int]:
        return self.seen or self.expected


def came_to(event: Event, *, at: dt.datetime) -> Came:
    """Five questions, however many talks there are."""
    talks = [one.meeting for one in sessions_of(event) if one.meeting]
    lives = {one.meeting_id: one for one in Live.objects.filter(meeting__in=talks)}
    rows: dict[int, dict[int, list[Seen]]] = defaultdict(lambda: defaultdict(list))
    for one in Evidence.objects.filter(meeting__in=talks).order_by("pk"):
        rows[one.meeting_id][one.person_id].append(seen(one))
    attended = {
        meeting.pk: {
            person: meaning(meeting, lives.get(meeting.pk) or Live(meeting=meeting), found, at)
            for person, found in rows[meeting.pk].items()
        }
        for meeting in talks
    }
    registered: dict[int, set[int]] = defaultdict(set)
    placed = Registration.objects.filter(meeting__in=talks, state=RegistrationState.REGISTERED)
    for number, person in placed.values_list("meeting", "person"):
        registered[number].add(person)
    return Came(attended, registered, holders_of(event))


def holders_of(event: Event) -> set[int]:
    """Who has a ticket that lets them in: it bears a confirmed address of theirs."""
    held = Ticket.objects.valid().filter(purchase__event=event).exclude(email="")
    addresses = held.annotate(lower=Lower("email")).values("lower")
    known = EmailAddress.objects.filter(verified=True).annotate(lower=Lower("email"))
    return {*known.filter(lower__in=addresses).values_list("user", flat=True)}


def may_tell(person: Person, talk: Talk, came: Came) -> bool:
    return person.pk in came.at_meeting(talk.meeting_id)


def is_over(meeting: Meeting | None, event: Event, *, at: dt.datetime) -> bool:
    """Whether a talk is over; one without a meeting is, when the last day has begun."""
    if meeting:
        return at >= meeting.ends_at
    return at.astimezone(event.tz).date() >= event.ends
