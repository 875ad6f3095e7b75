"""What calendars are told."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.core.queries import the_centre
from rounds.meetings.calendars import (
    CANCEL,
    CANCELLED,
    CONFIRMED,
    REQUEST,
    TENTATIVE,
    Mailbox,
    Occasion,
    calendar_file,
)
from rounds.meetings.models import CalendarFeed, Meeting, Registration
from rounds.meetings.vocabulary import MeetingState, RegistrationState

PAST, CANCELLED_FOR = dt.timedelta(days=400), dt.timedelta(days=60)
STANDS = {RegistrationState.REGISTERED: CONFIRMED, RegistrationState.WAITING: TENTATIVE}
STANDS |= {RegistrationState.HELD: TENTATIVE, RegistrationState.OFFERED: TENTATIVE}


def occasion(meeting: Meeting, *, joins: bool, status: str = CONFIRMED) -> Occasion:
    """The meeting as a calendar shows it. The way to join is told to those alone who have a place."""
    off = meeting.state == MeetingState.CANCELLED
    return Occasion(
        uid=f"{meeting.uid}@{settings.BASE_URL.partition('//')[2].partition('/')[0].partition(':')[0]}",
        sequence=meeting.sequence,
        changed=meeting.changed,
        title=meeting.title,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        zone=meeting.zone,
        words="\n\n".join(words_of(meeting, joins=joins and not off)),
        place=", ".join(" ".join(part.split()) for part in (meeting.room, meeting.venue, meeting.address) if part),
        url=settings.BASE_URL + reverse("meetings:meeting", args=[meeting.pk]),
        status=CANCELLED if off else status,
    )


def words_of(meeting: Meeting, *, joins: bool) -> list[str]:
    told = []
    if meeting.state == MeetingState.CANCELLED:
        told.append(_("This meeting is cancelled.") + (f" {meeting.why_cancelled}" if meeting.why_cancelled else ""))
    if joins:
        link = settings.BASE_URL + reverse("meetings:join", args=[meeting.pk])
        told.append(_("Your link to join, from 15 minutes before: %(link)s") % {"link": link})
    if meeting.summary:
        told.append(meeting.summary)
    if meeting.access_notes:
        told.append(_("Getting in and around: %(notes)s") % {"notes": meeting.access_notes})
    if meeting.map_link:
        told.append(_("Map: %(link)s") % {"link": meeting.map_link})
    return told


def calendar_of(meetings: Iterable[Meeting], *, name: str = "") -> bytes:
    """One file for the meetings of an event; nobody's own link is in it."""
    return calendar_file([occasion(meeting, joins=False) for meeting in meetings], name=name)


def calendar_of_meeting(meeting: Meeting, *, joins: bool) -> bytes:
    return calendar_file([occasion(meeting, joins=joins and meeting.is_online)])


def calendar_of_person(person: Person, *, at: dt.datetime) -> bytes:
    """Where the person has a place, waits for one, or is a host; cancelled ones for a while, so that they vanish."""
    rows = (
        Registration.objects.filter(person=person, meeting__ends_at__gt=at - PAST)
        .filter(Q(state__in=STANDS) | Q(state=RegistrationState.CANCELLED, because="called_off"))
        .exclude(meeting__state=MeetingState.DRAFT)
        .select_related("meeting__live")
        .order_by("meeting__starts_at", "pk")
    )
    hosted = (
        person.meetings_hosted.filter(ends_at__gt=at - PAST)
        .exclude(state=MeetingState.DRAFT)
        .select_related("live")
        .order_by("starts_at", "pk")
    )
    found = {one.meeting_id: (one.meeting, STANDS.get(RegistrationState(one.state), CONFIRMED)) for one in rows}
    found |= {one.pk: (one, CONFIRMED) for one in hosted}
    listed = [
        occasion(meeting, joins=status == CONFIRMED and meeting.is_online, status=status)
        for meeting, status in sorted(found.values(), key=lambda each: (each[0].starts_at, each[0].pk))
        if meeting.state != MeetingState.CANCELLED or meeting.changed > at - CANCELLED_FOR
    ]
    return calendar_file(listed, name=_("Meetings at %(centre)s") % {"centre": the_centre().name})


def centre_mailbox() -> Mailbox:
    address = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">").strip()
    return Mailbox(the_centre().name, address)


def calendar_file_of(registration: Registration) -> tuple[str, str, str]:
    """The entry to send with a letter: an invitation that is accepted already, or its end. A newer one replaces it."""
    meeting = registration.meeting
    status = STANDS.get(RegistrationState(registration.state), CANCELLED)
    one = occasion(meeting, joins=status == CONFIRMED and meeting.is_online, status=status)
    method = CANCEL if one.status == CANCELLED else REQUEST
    guest = Mailbox(registration.person.name, registration.person.email)
    file = calendar_file([one], method=method, organiser=centre_mailbox(), guest=guest)
    return "meeting.ics", file.decode(), f"text/calendar; method={method}"


def feed_of(person: Person) -> CalendarFeed | None:
    return person.calendar_feeds.filter(ended__isnull=True).first()


def feed_token(feed: CalendarFeed) -> str:
    """The secret part of the address follows from the row and the secret of the centre; no copy of it is kept."""
    told = salted_hmac("rounds.meetings.feed", f"{feed.pk}:{feed.made.timestamp()}", algorithm="sha256").hexdigest()
    return f"{feed.pk}-{told[:40]}"


def read_feed(token: str) -> CalendarFeed | None:
    number = token.partition("-")[0]
    if not number.isdecimal() or len(number) > 18:
        return None
    feed = CalendarFeed.objects.filter(pk=int(number), ended__isnull=True, person__is_active=True).first()
    return feed if feed and constant_time_compare(feed_token(feed), token) else None
