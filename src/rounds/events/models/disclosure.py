"""Financial interests of the last 24 months. Each statement is a new row; an older one stays as it was."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.events.models.event import Event
from rounds.events.vocabulary import Remedy, Tie


class Disclosure(models.Model):
    """That a person has told their interests, or that there are none."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="disclosures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="disclosures")
    at = models.DateTimeField()
    none = models.BooleanField()

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        indexes = [models.Index(fields=["event", "person", "-id"], name="events_latest_disclosure")]

    def __str__(self) -> str:
        return str(self.person)


class Interest(models.Model):
    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="interests")
    company = models.CharField(_("company"), max_length=160)
    tie = models.CharField(_("what you have from it"), max_length=10, choices=Tie)
    ended = models.BooleanField(_("it has ended"), default=False)

    class Meta:
        verbose_name = _("financial interest")
        verbose_name_plural = _("financial interests")
        constraints = [models.CheckConstraint(condition=~Q(company=""), name="events_interest_names_a_company")]

    def __str__(self) -> str:
        return f"{self.company}: {self.get_tie_display()}"


class Mitigation(models.Model):
    """How an organiser keeps an interest out of the content."""

    interest = models.OneToOneField(Interest, on_delete=models.PROTECT, related_name="mitigation")
    remedy = models.CharField(_("what was done"), max_length=10, choices=Remedy)
    words = models.CharField(_("more about it"), max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("mitigation")
        verbose_name_plural = _("mitigations")

    def __str__(self) -> str:
        return self.get_remedy_display()
