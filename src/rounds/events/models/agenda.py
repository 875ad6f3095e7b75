"""The agenda as the organisers work on it: rooms, and what sits where and when."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.events.models.event import Event
from rounds.events.models.proposal import Proposal


class Room(models.Model):
    """A room of the event; `places` is empty where nobody counts them."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(_("name"), max_length=80)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    about = models.CharField(_("access"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=1)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [
            models.UniqueConstraint("event", Lower("name"), name="events_room_name_any_case"),
            models.CheckConstraint(condition=~Q(name=""), name="events_room_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Slot(models.Model):
    """A talk, or a break, on the draft of the agenda; without `starts` it has been taken off.

    A break without a room is for all rooms. `version` grows with each change, so that two people do not undo each other.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="slots")
    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, null=True, blank=True, related_name="slot")
    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    title = models.CharField(_("title"), max_length=160, blank=True)
    room = models.ForeignKey(
        Room, on_delete=models.PROTECT, null=True, blank=True, related_name="slots", verbose_name=_("room")
    )
    starts = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    version = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("place on the agenda")
        verbose_name_plural = _("places on the agenda")
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=1440), name="events_slot_length"),
            models.CheckConstraint(
                condition=Q(proposal__isnull=False) | ~Q(title=""), name="events_a_break_has_a_title"
            ),
            models.CheckConstraint(
                condition=Q(proposal__isnull=True) | Q(starts__isnull=True) | Q(room__isnull=False),
                name="events_a_talk_has_a_room",
            ),
        ]
        indexes = [models.Index(fields=["event", "starts"], name="events_slots_by_start")]

    def __str__(self) -> str:
        return str(self.proposal) if self.proposal else self.title

    @property
    def ends(self) -> dt.datetime | None:
        return self.starts + dt.timedelta(minutes=self.minutes) if self.starts else None


class Embedding(models.Model):
    """Other sites that may show the agenda in a frame of their own."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="embedding")
    sites = models.TextField(_("sites, one on each line"), max_length=1000, blank=True)

    def __str__(self) -> str:
        return str(self.event)
