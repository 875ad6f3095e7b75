"""Who sees a meeting, who may come, and who looks after it. What is internal is for the organisation's people alone."""

from typing import Any

import rules
from django.db.models import Q

from rounds.accounts.models import Person
from rounds.core.prepared import Prepared
from rounds.meetings.models import Meeting, Registration
from rounds.meetings.vocabulary import LIVING, Audience, MeetingState, RegistrationState
from rounds.network.models import Seat


@rules.predicate
def is_centre_staff(person: Person) -> bool:
    return bool(person.is_active and person.is_staff)


@rules.predicate
def hosts(person: Person, meeting: Meeting) -> bool:
    return bool(person.is_active and meeting.host_rows.filter(person=person).exists())


@rules.predicate
def runs(person: Person, meeting: Meeting) -> bool:
    """Centre staff for the centre's meetings; the organisation's managers for its own."""
    if meeting.organisation_id is None:
        return is_centre_staff(person)
    return bool(manager_seats(person).filter(organisation__in=above(meeting)).exists())


@rules.predicate
def belongs(person: Person, meeting: Meeting) -> bool:
    """Whether the meeting is meant for the person."""
    if not person.is_active:
        return False
    if meeting.audience == Audience.INVITED:
        return meeting.invited.filter(person=person).exists()
    if meeting.organisation_id is not None:
        here = Q(organisation=meeting.organisation_id)
        return bool(Seat.objects.open().filter(here, person=person).exists())
    return meeting.audience == Audience.PUBLIC or in_network(person)


@rules.predicate
def is_shown(_person: Person, meeting: Meeting) -> bool:
    return meeting.state != MeetingState.DRAFT


@rules.predicate
def comes(person: Person, meeting: Meeting) -> bool:
    """Whether somebody has a place, or waits for one; they keep seeing the meeting whatever changes."""
    return bool(person.is_active and meeting.registrations.filter(person=person, state__in=LIVING).exists())


@rules.predicate
def has_a_place(person: Person, meeting: Meeting) -> bool:
    mine = meeting.registrations.filter(person=person, state=RegistrationState.REGISTERED)
    return bool(person.is_active and mine.exists())


@rules.predicate
def is_own(person: Person, registration: Registration) -> bool:
    return bool(person.is_active and registration.person_id == person.pk)


@rules.predicate
def arranges_somewhere(person: Person) -> bool:
    return is_centre_staff(person) or bool(person.is_active and manager_seats(person).exists())


SEATED = Prepared(lambda person: Seat.objects.open().of_members().filter(person=person)[:1])


def in_network(person: Person) -> bool:
    """Whether somebody has a seat of a member; a visitor, who is not stored, has none."""
    return bool(person.pk and SEATED(person.pk))


def manager_seats(person: Person) -> Any:
    return Seat.objects.open().filter(person=person, manages=True, person__is_active=True)


def above(meeting: Meeting) -> list[int | None]:
    organisation = meeting.organisation
    return [organisation.pk, organisation.parent_id] if organisation else []


SEES = (is_shown & (belongs | comes)) | runs | hosts  # most often the first answers, without the database
rules.add_perm("meetings.see_meeting", SEES)
rules.add_perm("meetings.register", SEES)
rules.add_perm("meetings.come_in", hosts | runs | has_a_place)
rules.add_perm("meetings.host_meeting", runs | hosts)
rules.add_perm("meetings.change_meeting", runs)
rules.add_perm("meetings.arrange", arranges_somewhere)
rules.add_perm("meetings.keep_places", is_centre_staff)
rules.add_perm("meetings.own_registration", is_own)
