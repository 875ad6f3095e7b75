"""Meetings, who sees them, and how a list of them is narrowed."""

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from rounds.accounts.models import Person
from rounds.meetings.models import Host, Invited, Meeting, Registration
from rounds.meetings.vocabulary import LIVING, Audience, MeetingState, RegistrationState
from rounds.network.models import Organisation, Seat


def meetings_visible_to(person: Person | None) -> QuerySet[Meeting]:
    """What a visitor, a person, a member, a host or a manager sees; the same answer as "meetings.see_meeting"."""
    found = Meeting.objects.select_related("organisation", "pool", "series", "live")
    shown = ~Q(state=MeetingState.DRAFT)
    public = Q(audience=Audience.PUBLIC, organisation=None)
    if person is None:
        return found.filter(shown & public)
    if not person.is_active:
        return found.none()
    seats = Seat.objects.open().filter(person=person)
    manager = seats.filter(Q(organisation=OuterRef("organisation")) | Q(organisation=OuterRef("organisation__parent")))
    here = Q(~Q(audience=Audience.INVITED), Exists(seats.filter(organisation=OuterRef("organisation"))))
    invited = Q(Exists(Invited.objects.filter(meeting=OuterRef("pk"), person=person)), audience=Audience.INVITED)
    comes = Q(Exists(Registration.objects.living().filter(meeting=OuterRef("pk"), person=person)))
    meant = public | here | invited | comes
    if seats.of_members().exists():
        meant |= Q(audience=Audience.MEMBERS, organisation=None)
    runs = Q(Exists(manager.filter(manages=True))) | Q(
        Exists(Host.objects.filter(meeting=OuterRef("pk"), person=person))
    )
    if person.is_staff:
        runs |= Q(organisation=None)
    return found.filter(runs | (shown & meant))


def meetings_run_by(person: Person) -> QuerySet[Meeting]:
    """Those a person hosts or looks after; the same answer as "meetings.host_meeting"."""
    if not person.is_active:
        return Meeting.objects.none()
    seats = Seat.objects.open().filter(person=person, manages=True)
    manager = seats.filter(Q(organisation=OuterRef("organisation")) | Q(organisation=OuterRef("organisation__parent")))
    runs = Q(Exists(manager)) | Q(Exists(Host.objects.filter(meeting=OuterRef("pk"), person=person)))
    if person.is_staff:
        runs |= Q(organisation=None)
    return Meeting.objects.filter(runs).select_related("organisation", "pool", "series")


def other_dates(meeting: Meeting, *, at: dt.datetime) -> Q:
    """Meetings of the same series and price to which a place may still go."""
    same = Q(series=meeting.series_id, subject=meeting.subject, series__isnull=False)
    return same & Q(state=MeetingState.OPEN, starts_at__gt=at) & ~Q(pk=meeting.pk)


def organisations_arranged_by(person: Person) -> QuerySet[Organisation]:
    """For which organisations a person may make meetings."""
    seats = Seat.objects.open().filter(person=person, manages=True)
    role = Q(Exists(seats.filter(organisation=OuterRef("pk")))) | Q(
        Exists(seats.filter(organisation=OuterRef("parent")))
    )
    found = Organisation.objects.filter(role) if person.is_active else Organisation.objects.none()
    return found.order_by("name", "pk")


def find_meetings(
    meetings: QuerySet[Meeting],
    *,
    words: str = "",
    kind: str = "",
    when: str = "",
    where: str = "",
    mine: str = "",
    person: Person | None = None,
    at: dt.datetime,
) -> QuerySet[Meeting]:
    for word in words.split():
        meetings = meetings.filter(Q(title__icontains=word) | Q(summary__icontains=word))
    if kind:
        meetings = meetings.filter(kind=kind)
    if where == "online":
        meetings = meetings.filter(~Q(join_link="") | Q(live__provider__in=["jitsi", "bbb"]))
    elif where == "in_person":
        meetings = meetings.filter(~Q(venue="") | ~Q(room="") | ~Q(address=""))
    if mine and person:
        own = Registration.objects.living().filter(meeting=OuterRef("pk"), person=person)
        host = Host.objects.filter(meeting=OuterRef("pk"), person=person)
        meetings = meetings.filter(Q(Exists(own)) | Q(Exists(host)))
    if when == "past":
        return meetings.filter(ends_at__lt=at).order_by("-starts_at", "pk")
    return meetings.filter(ends_at__gte=at, starts_at__lt=at + WINDOWS.get(when, ALWAYS)).order_by("starts_at", "pk")


ALWAYS = dt.timedelta(days=3650)
WINDOWS = {"week": dt.timedelta(days=7), "month": dt.timedelta(days=31)}


def with_numbers(meetings: QuerySet[Any]) -> QuerySet[Any]:
    """Each with how many groups come and how many wait."""
    come = Q(registrations__state__in=[RegistrationState.REGISTERED, RegistrationState.HELD])
    wait = Q(registrations__state__in=[RegistrationState.WAITING, RegistrationState.OFFERED])
    return meetings.annotate(
        come=Count("registrations", filter=come, distinct=True), wait=Count("registrations", filter=wait, distinct=True)
    )


def meetings_of(person: Person, *, at: dt.datetime, past: bool = False) -> QuerySet[Registration]:
    """Where a person stands with each of their meetings."""
    found = Registration.objects.filter(person=person).select_related("meeting__organisation", "order")
    if past:
        ended = found.filter(Q(meeting__ends_at__lt=at) | ~Q(state__in=LIVING))
        return ended.order_by("-meeting__starts_at", "-pk")
    return found.filter(state__in=LIVING, meeting__ends_at__gte=at).order_by("meeting__starts_at", "pk")


def hosted_by(person: Person, *, at: dt.datetime) -> QuerySet[Meeting]:
    found = Meeting.objects.filter(Exists(Host.objects.filter(meeting=OuterRef("pk"), person=person)))
    return found.filter(ends_at__gte=at).order_by("starts_at", "pk")
