import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.billing.models import Order
from rounds.meetings.models.meeting import Meeting
from rounds.meetings.reminding import Reminding
from rounds.meetings.vocabulary import LIVING, Because, RegistrationState


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def living(self) -> "RegistrationQuerySet":
        return self.filter(state__in=LIVING)

    def waiting(self) -> "RegistrationQuerySet":
        return self.filter(state=RegistrationState.WAITING).order_by("place", "pk")

    def with_a_place(self) -> "RegistrationQuerySet":
        return self.filter(state=RegistrationState.REGISTERED)


class Registration(models.Model):
    """Where a person stands with a meeting. One that ended stays as history; a return is a new one.

    `key` comes with the form, so that one form never takes two places, and names the holds of its places.
    `place` orders the waiting list. `until` is when a cart or an offer ends.
    What somebody needs to take part is for the hosts, and is deleted after the meeting.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="registrations")
    state = models.CharField(_("state"), max_length=12, choices=RegistrationState)
    party = models.PositiveSmallIntegerField(_("places"), default=1)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, blank=True, related_name="registrations")
    place = models.BigIntegerField(_("place in the list"), null=True, blank=True)
    skipped = models.PositiveSmallIntegerField(default=0)
    until = models.DateTimeField(null=True, blank=True)
    needs = models.CharField(_("what helps you to take part"), max_length=300, blank=True)
    made = models.DateTimeField()
    changed = models.DateTimeField()
    because = models.CharField(_("why it ended"), max_length=12, choices=Because, blank=True)
    moved_to = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_from")

    objects: ClassVar[Any] = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(state__in=LIVING), name="meetings_one_living_registration"
            ),
            models.CheckConstraint(condition=Q(party__gte=1), name="meetings_registered_for_somebody"),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(place__isnull=False), name="meetings_waiting_has_a_place_in_the_list"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["held", "offered"], until__isnull=False)
                | (~Q(state__in=["held", "offered"]) & Q(until__isnull=True)),
                name="meetings_carts_and_offers_end",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(because="") | ~Q(state="cancelled") & Q(because=""),
                name="meetings_an_end_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "state"], name="meetings_of_a_person"),
            models.Index(fields=["meeting", "place"], condition=Q(state="waiting"), name="meetings_waiting_list"),
            models.Index(fields=["until"], condition=Q(until__isnull=False), name="meetings_that_run_out"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.meeting}"


class ReminderChoice(models.Model):
    """Which reminders of meetings a person wants; without a row, all of them."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="reminder_choice")
    week = models.BooleanField(_("7 days before"), default=True)
    day = models.BooleanField(_("a day before"), default=True)
    hour = models.BooleanField(_("an hour before"), default=True)

    class Meta:
        verbose_name = _("choice of reminders")
        verbose_name_plural = _("choices of reminders")

    def __str__(self) -> str:
        return str(self.person)


class Reminded(models.Model):
    """That a reminder was dealt with: once for each date that a meeting has had."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="reminded")
    kind = models.CharField(max_length=6, choices=Reminding)
    starts_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "kind", "starts_at"], name="meetings_reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.kind}"
