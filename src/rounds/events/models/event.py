import datetime as dt
import zoneinfo
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person, known_zone
from rounds.events.vocabulary import Standing, Work
from rounds.meetings.vocabulary import SPOKEN
from rounds.network.models import Organisation


class Event(models.Model):
    """A conference. Its days are days in its own time zone.

    `sequence` grows with each change that calendars have to hear of.
    """

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    about = models.CharField(_("what it is about, in a sentence"), max_length=300)
    words = models.TextField(_("more about it"), max_length=6000, blank=True)
    standing = models.CharField(_("state"), max_length=10, choices=Standing, default=Standing.DRAFT)
    zone = models.CharField(_("time zone"), max_length=60, default="UTC", validators=[known_zone])
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    venue = models.CharField(_("name of the place"), max_length=160, blank=True)
    address = models.TextField(_("address of the place"), max_length=400, blank=True)
    travel = models.TextField(_("how to get there"), max_length=6000, blank=True)
    access = models.TextField(_("access"), max_length=6000, blank=True)
    conduct = models.TextField(_("code of conduct"), max_length=12000, blank=True)
    mail = models.EmailField(_("address for questions"), blank=True)
    languages = models.CharField(max_length=80, blank=True)  # codes of SPOKEN with spaces between them
    colour_light = models.CharField(_("colour in light mode"), max_length=7, blank=True)
    colour_dark = models.CharField(_("colour in dark mode"), max_length=7, blank=True)
    co_organisers: Any = models.ManyToManyField(
        Organisation, verbose_name=_("co-organisers"), related_name="events", blank=True
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)
    made = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[models.Manager["Event"]] = models.Manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="events_event_has_a_name"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="events_event_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(colour_light="", colour_dark="") | (~Q(colour_light="") & ~Q(colour_dark="")),
                name="events_colour_for_both_modes",
            ),
        ]
        indexes = [models.Index(fields=["standing", "starts"], name="events_by_day")]

    def __str__(self) -> str:
        return self.name

    @property
    def tz(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.zone)

    @property
    def spoken(self) -> list[tuple[str, str]]:
        """Code and name of each language."""
        return [(code, name) for code, name in SPOKEN if code in self.languages.split()]

    @property
    def days(self) -> list[dt.date]:
        return [
            self.starts + dt.timedelta(days=number) for number in range(min((self.ends - self.starts).days + 1, 14))
        ]


class Track(models.Model):
    """A thread of the programme. `closes` is its own deadline where it differs from the call's."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tracks")
    name = models.CharField(_("name"), max_length=80)
    about = models.CharField(_("what it is about"), max_length=300, blank=True)
    closes = models.DateTimeField(_("own deadline"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=1)

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        constraints = [
            models.UniqueConstraint("event", Lower("name"), name="events_track_name_any_case"),
            models.CheckConstraint(condition=~Q(name=""), name="events_track_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SessionType(models.Model):
    """A kind of session and how long it is."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="session_types")
    name = models.CharField(_("name"), max_length=80)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    about = models.CharField(_("what it is for"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=1)

    class Meta:
        verbose_name = _("kind of session")
        verbose_name_plural = _("kinds of session")
        constraints = [
            models.UniqueConstraint("event", Lower("name"), name="events_session_type_name_any_case"),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=1440), name="events_session_type_length"),
        ]

    def __str__(self) -> str:
        return self.name


class Helper(models.Model):
    """What a person does for an event; with tracks it holds for these alone, without any for all."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="helpers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="event_work")
    work = models.CharField(_("role"), max_length=10, choices=Work)
    tracks: Any = models.ManyToManyField(Track, verbose_name=_("only these tracks"), related_name="+", blank=True)

    class Meta:
        verbose_name = _("person of the team")
        verbose_name_plural = _("people of the team")
        constraints = [models.UniqueConstraint(fields=["event", "person", "work"], name="events_one_role_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_work_display()}"
