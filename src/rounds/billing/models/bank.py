from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.billing.models.payments import Payment
from rounds.billing.money import Money


class BankFile(models.Model):
    """A file of the bank that somebody brought; `refused` lists the rows that could not be read, and why."""

    name = models.CharField(_("name"), max_length=200)
    rows = models.PositiveIntegerField(_("rows"))
    known = models.PositiveIntegerField(_("rows that were here before"))
    refused: Any = models.JSONField(_("rows that could not be read"), default=list)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("read"))

    objects: ClassVar[models.Manager["BankFile"]] = models.Manager()

    class Meta:
        verbose_name = _("bank file")
        verbose_name_plural = _("bank files")

    def __str__(self) -> str:
        return self.name


class BankLine(models.Model):
    """One payment that the bank reports. The fingerprint keeps it from coming in twice."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        BOOKED = "booked", _("Booked")
        ASIDE = "aside", _("Set aside")

    file = models.ForeignKey(BankFile, on_delete=models.PROTECT, related_name="lines")
    line = models.PositiveIntegerField(_("line"))
    fingerprint = models.CharField(max_length=64, unique=True)
    booked_on = models.DateField(_("date"))
    amount_minor = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    payer_name = models.CharField(_("who paid"), max_length=200, blank=True)
    text = models.CharField(_("text"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    payment = models.OneToOneField(
        Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="bank_line", verbose_name=_("payment")
    )
    reason = models.CharField(_("why"), max_length=200, blank=True)

    objects: ClassVar[models.Manager["BankLine"]] = models.Manager()

    class Meta:
        verbose_name = _("line of a bank file")
        verbose_name_plural = _("lines of bank files")
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="billing_bank_line_above_zero"),
            models.CheckConstraint(
                condition=(Q(state="booked") & Q(payment__isnull=False))
                | (~Q(state="booked") & Q(payment__isnull=True)),
                name="billing_booked_line_has_a_payment",
            ),
        ]
        indexes = [models.Index(fields=["state", "booked_on"], name="billing_bank_lines_waiting")]

    def __str__(self) -> str:
        return f"{self.booked_on}: {self.payer_name}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)
