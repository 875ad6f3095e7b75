"""Who may come to a meeting for invited people, and what hosts write to those who come."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.meetings.letters import tell_message
from rounds.meetings.models import Invited, Material, Meeting, Registration


class InvitingRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def invite_people(meeting: Meeting, people: Collection[Person], *, by: Person, at: dt.datetime) -> int:
    """Let people see a meeting and come; a second time changes nothing."""
    made = [Invited.objects.get_or_create(meeting=meeting, person=one, defaults={"at": at, "by": by}) for one in people]
    new = sum(created for _row, created in made)
    if new:
        record("meetings.people_invited", subject=meeting, by=by, at=at, count=new)
    return new


@transaction.atomic
def uninvite(invited: Invited, *, by: Person, at: dt.datetime) -> None:
    """Take an invitation back. Who has registered keeps their place, and sees the meeting by it."""
    if Invited.objects.filter(pk=invited.pk).delete()[0]:
        record("meetings.invitation_taken_back", subject=invited.meeting, by=by, at=at, person=invited.person_id)


@transaction.atomic
def write_to_people(
    meeting: Meeting, registrations: Collection[Registration], *, subject: str, text: str, by: Person, at: dt.datetime
) -> int:
    """A letter of a host to those who come; how many went out."""
    if not registrations:
        raise InvitingRefused(_("Nobody is there to write to."))
    sent = sum(tell_message(one, subject, text, by.name, at=at) for one in registrations)
    record("meetings.people_written_to", subject=meeting, by=by, at=at, subject_line=subject, count=sent)
    return sent


@transaction.atomic
def add_material(meeting: Meeting, *, title: str, link: str, by: Person, at: dt.datetime) -> Material:
    material, new = Material.objects.get_or_create(meeting=meeting, link=link, defaults={"title": title, "added": at})
    if new:
        record("meetings.material_added", subject=meeting, by=by, at=at, title=title)
    return material


@transaction.atomic
def set_recording(meeting: Meeting, link: str, *, by: Person, at: dt.datetime) -> None:
    """Where the recording is, for those who had a place; an empty link takes it away."""
    if Meeting.objects.filter(pk=meeting.pk).exclude(recording_link=link).update(recording_link=link, changed=at):
        record("meetings.recording_set", subject=meeting, by=by, at=at, there=bool(link))


@transaction.atomic
def remove_material(material: Material, *, by: Person, at: dt.datetime) -> None:
    record("meetings.material_removed", subject=material.meeting, by=by, at=at, title=material.title)
    material.delete()
