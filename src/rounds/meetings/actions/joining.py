"""Following the link of a meeting."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.meetings.attending import How, What
from rounds.meetings.models import Evidence, Live, Meeting
from rounds.meetings.providers import the_providers
from rounds.meetings.queries.live import LASTS_AFTER, guest_key, is_running, live_of, opens, room_key
from rounds.meetings.rooms import Guest, LinkFailed, Room
from rounds.meetings.vocabulary import MeetingState

AGAIN = dt.timedelta(minutes=1)  # a second click within it is the same click


class JoinRefused(Exception):
    """The message is written for the person who asked."""


def join_meeting(meeting: Meeting, *, by: Person, at: dt.datetime) -> str:
    """The link of this person, made now. That they followed it is written down, as a webinar's join log would."""
    if not by.has_perm("meetings.come_in", meeting):
        raise JoinRefused(_("You need a place in this meeting to join it."))
    refuse_outside(meeting, at)
    live, leads = live_of(meeting), bool(by.has_perm("meetings.host_meeting", meeting))
    provider = the_providers().get(live.provider)
    if provider is None:
        raise JoinRefused(_("The video server of this meeting is no longer set up here. Ask the hosts."))
    try:
        link = provider.link(room_of(meeting), Guest(guest_key(meeting, by), by.name, leads), at=at)
    except LinkFailed as failure:
        raise JoinRefused(str(failure)) from failure
    note_click(meeting, by=by, at=at)
    return link


def refuse_outside(meeting: Meeting, at: dt.datetime) -> None:
    if is_running(meeting, at):
        return
    if meeting.state == MeetingState.CANCELLED:
        raise JoinRefused(_("This meeting is cancelled. The link does not open."))
    if at < opens(meeting) and meeting.state != MeetingState.DONE:
        when = opens(meeting).astimezone(meeting.tzinfo)
        day = date_format(when, "DATE_FORMAT")
        raise JoinRefused(
            _("The link opens on %(day)s at %(time)s, 15 minutes before the start.")
            % {"day": day, "time": f"{when:%H:%M}"}
        )
    raise JoinRefused(_("This meeting is over."))


def room_of(meeting: Meeting) -> Room:
    back = settings.BASE_URL + reverse("meetings:room", args=[meeting.pk])
    return Room(room_key(meeting), meeting.title, meeting.join_link, meeting.ends_at + LASTS_AFTER, back)


@transaction.atomic
def note_click(meeting: Meeting, *, by: Person, at: dt.datetime) -> None:
    clicks = Evidence.objects.filter(meeting=meeting, person=by, what=What.CLICKED)
    if clicks.filter(at__gt=at - AGAIN).exists():
        return
    Evidence.objects.create(
        meeting=meeting, person=by, what=What.CLICKED, how=How.LINK, at=at, noted=at, by=by, key=uuid.uuid4()
    )
    record("meetings.link_followed", subject=meeting, by=by, at=at)


@transaction.atomic
def choose_provider(meeting: Meeting, provider: str, *, clicks_count: bool, by: Person, at: dt.datetime) -> None:
    """Where the link leads from now on. Links that were made before keep leading where they led."""
    if provider not in the_providers():
        raise JoinRefused(_("This provider is not set up here."))
    live, _new = Live.objects.get_or_create(meeting=meeting)
    if (live.provider, live.clicks_count) != (provider, clicks_count):
        Live.objects.filter(pk=live.pk).update(provider=provider, clicks_count=clicks_count)
        record("meetings.link_changed", subject=meeting, by=by, at=at, provider=provider, clicks_count=clicks_count)


def end_room(meeting: Meeting, *, by: Person, at: dt.datetime) -> None:
    """Send everybody out of the video room, where the provider can."""
    provider = the_providers().get(live_of(meeting).provider)
    try:
        if provider:
            provider.end(room_of(meeting))
    except LinkFailed as failure:
        raise JoinRefused(str(failure)) from failure
    record("meetings.video_ended", subject=meeting, by=by, at=at)
