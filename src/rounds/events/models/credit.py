"""Credit for having been there. Rows are only ever added: a correction is a new row that follows another."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.credentials.models import Credential
from rounds.events.models.event import Event


class Designation(models.Model):
    """That an accredited provider gives credit for the event, said before it begins. The last row counts.

    Credit is counted in quarters of an hour, so that sums are exact.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="designations")
    provider = models.CharField(_("accredited provider"), max_length=160)
    quarters = models.PositiveSmallIntegerField(_("most credit, in quarters of an hour"))
    statement = models.TextField(_("statement of the provider"), max_length=1000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("designation of credit")
        verbose_name_plural = _("designations of credit")
        constraints = [
            models.CheckConstraint(condition=Q(quarters__gte=1), name="events_designation_gives_something"),
            models.CheckConstraint(condition=~Q(provider=""), name="events_designation_has_a_provider"),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.quarters / 4:g}"


class Credit(models.Model):
    """What one person was given for an event. `corrects` is the row that this one replaces."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="credits")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="event_credits")
    minutes = models.PositiveIntegerField(_("minutes"))
    quarters = models.PositiveSmallIntegerField(_("credit, in quarters of an hour"))
    sessions = models.PositiveSmallIntegerField(_("sessions"))
    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, null=True, related_name="+")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="correction")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Credit"]] = models.Manager()

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credit")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"], condition=Q(corrects__isnull=True), name="events_credit_once_each"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""), name="events_correction_of_credit_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.event}"
