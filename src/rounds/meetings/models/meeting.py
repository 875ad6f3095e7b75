import datetime as dt
import uuid
import zoneinfo
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person, known_zone
from rounds.meetings.models.places import CapacityPool
from rounds.meetings.vocabulary import SPOKEN, Audience, ContentKind, Kind, MeetingState
from rounds.network.models import Organisation


class Series(models.Model):
    """Meetings that are repeated; each is a meeting of its own."""

    title = models.CharField(_("title"), max_length=160)
    made = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return self.title


class Meeting(models.Model):
    """One dated session: a webinar, a workshop, a residency day, a coaching call, a talk.

    `pool` is None where there is no limit. `also` are further pools that a place here takes a place of as well.
    `sequence` grows with each change that calendars have to hear of. Without an organisation it is the centre's.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    summary = models.TextField(_("what it is about"), max_length=4000, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    content_kind = models.CharField(_("content"), max_length=10, choices=ContentKind, default=ContentKind.OTHER)
    zone = models.CharField(_("time zone"), max_length=60, default="UTC", validators=[known_zone])
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    venue = models.CharField(_("place"), max_length=160, blank=True)
    room = models.CharField(_("room"), max_length=120, blank=True)
    address = models.TextField(_("address"), max_length=300, blank=True)
    access_notes = models.TextField(_("access"), max_length=1000, blank=True)
    map_link = models.URLField(_("link to a map"), max_length=500, blank=True)
    join_link = models.URLField(_("link to join"), max_length=500, blank=True)
    recording_link = models.URLField(_("link to the recording"), max_length=500, blank=True)
    hosts: Any = models.ManyToManyField(Person, through="Host", related_name="meetings_hosted")
    pool = models.ForeignKey(
        CapacityPool, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("places")
    )
    also: Any = models.ManyToManyField(
        CapacityPool, blank=True, related_name="meetings_also", verbose_name=_("also takes a place of")
    )
    largest_party = models.PositiveSmallIntegerField(_("most places for one person"), default=1)
    waiting_list = models.BooleanField(_("keep a waiting list"), default=True)
    offer_hours = models.PositiveSmallIntegerField(_("hours to answer an offer"), default=24)
    subject = models.CharField(_("price"), max_length=80, blank=True)
    full_refund_days = models.PositiveSmallIntegerField(_("days before the start with a full refund"), default=14)
    half_refund_days = models.PositiveSmallIntegerField(_("days before the start with half a refund"), default=2)
    opens_at = models.DateTimeField(_("registering opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("registering closes"), null=True, blank=True)
    audience = models.CharField(_("who may come"), max_length=10, choices=Audience, default=Audience.PUBLIC)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    state = models.CharField(_("state"), max_length=10, choices=MeetingState, default=MeetingState.DRAFT)
    why_cancelled = models.CharField(_("why it is cancelled"), max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    made = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    changed = models.DateTimeField()

    objects: ClassVar[models.Manager["Meeting"]] = models.Manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="meetings_meeting_has_a_title"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meetings_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(largest_party__gte=1), name="meetings_a_party_is_somebody"),
            models.CheckConstraint(
                condition=Q(half_refund_days__lte=F("full_refund_days")), name="meetings_refunds_shrink"
            ),
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="meetings_meeting_state"),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(opens_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="meetings_closes_after_it_opens",
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="meetings_by_start")]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> int:
        return self.pk

    @property
    def tzinfo(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.zone)

    @property
    def local_start(self) -> dt.datetime:
        return self.starts_at.astimezone(self.tzinfo)

    @property
    def local_end(self) -> dt.datetime:
        return self.ends_at.astimezone(self.tzinfo)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def last_day(self) -> dt.date | None:
        """The last day to register, where there is one: registering ends when the next one begins."""
        return (self.closes_at - dt.timedelta(seconds=1)).astimezone(self.tzinfo).date() if self.closes_at else None

    @property
    def is_online(self) -> bool:
        """By an address, or by a room of a video server. Load it with `live`."""
        live = getattr(self, "live", None)
        return bool(self.join_link) or (live is not None and live.provider != "address")

    @property
    def spoken(self) -> str:
        """The language it is held in, by the name that language has for itself."""
        return dict(SPOKEN).get(self.language, self.language)

    @property
    def is_in_person(self) -> bool:
        return bool(self.venue or self.room or self.address or self.map_link)


class Host(models.Model):
    """Somebody who leads a meeting and sees who comes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="host_rows")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="host_rows")
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="meetings_a_host_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.meeting}"


class Invited(models.Model):
    """That a person may see and join a meeting for invited people."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invited")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="meetings_invited_to")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("invited person")
        verbose_name_plural = _("invited people")
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="meetings_invited_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.meeting}"


class Prerequisite(models.Model):
    """What somebody must have done before. The app above that knows the reference says whether they have."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="prerequisites")
    reference = models.CharField(_("what"), max_length=120)
    words = models.CharField(_("in words"), max_length=200)

    class Meta:
        verbose_name = _("what comes before")
        verbose_name_plural = _("what comes before")
        constraints = [models.UniqueConstraint(fields=["meeting", "reference"], name="meetings_a_prerequisite_once")]

    def __str__(self) -> str:
        return self.words


class Material(models.Model):
    """Something to read before or after: a link, shown to those who have a place."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=160)
    link = models.URLField(_("link"), max_length=500)
    added = models.DateTimeField()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [models.UniqueConstraint(fields=["meeting", "link"], name="meetings_a_material_once")]

    def __str__(self) -> str:
        return self.title
