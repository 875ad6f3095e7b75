"""The agenda as it was published. Each version stays as it was; a change is a new version."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.events.models.event import Event
from rounds.events.models.proposal import Proposal


class AgendaVersion(models.Model):
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    zone = models.CharField(max_length=60)
    note = models.CharField(_("a word to the readers"), max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("version of the agenda")
        verbose_name_plural = _("versions of the agenda")
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="events_a_version_is_one")]

    def __str__(self) -> str:
        return f"{self.event}: {self.number}"


class Placement(models.Model):
    """Where and when something stands in one version. `room` is empty for all rooms."""

    version = models.ForeignKey(AgendaVersion, on_delete=models.PROTECT, related_name="placements")
    uid = models.UUIDField(default=uuid.uuid4)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, null=True, related_name="placements")
    title = models.CharField(max_length=160)
    room = models.CharField(max_length=80, blank=True)
    room_order = models.PositiveSmallIntegerField(default=0)
    starts = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("entry of the agenda")
        verbose_name_plural = _("entries of the agenda")
        constraints = [models.UniqueConstraint(fields=["version", "uid"], name="events_placed_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def ends(self) -> dt.datetime:
        return self.starts + dt.timedelta(minutes=self.minutes)


class AgendaLetter(models.Model):
    """What one person is told of a version, as it was confirmed. `taken` is when a worker began to send it."""

    version = models.ForeignKey(AgendaVersion, on_delete=models.PROTECT, related_name="letters")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="agenda_letters")
    subject = models.CharField(max_length=200)
    words = models.TextField()
    url = models.URLField(max_length=300)
    made = models.DateTimeField()
    taken = models.DateTimeField(null=True, blank=True)
    sent = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("letter about the agenda")
        verbose_name_plural = _("letters about the agenda")
        constraints = [
            models.UniqueConstraint(fields=["version", "person"], name="events_one_agenda_letter_each"),
            models.CheckConstraint(
                condition=Q(sent__isnull=True) | Q(taken__isnull=False), name="events_sent_agenda_letter_was_taken"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Star(models.Model):
    """That a person has put a talk into their own plan."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stars")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="stars")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("star")
        verbose_name_plural = _("stars")
        constraints = [models.UniqueConstraint(fields=["person", "proposal"], name="events_a_talk_is_starred_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.proposal}"
