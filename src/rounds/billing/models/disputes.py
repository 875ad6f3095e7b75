"""What a card payment may come to afterwards: a dispute with the bank of the payer, and a refund that did not arrive."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.billing.models.payments import Payment, Refund
from rounds.billing.money import Money


class Dispute(models.Model):
    """The payer's bank asks for a card payment back. Open until the bank has decided, once."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        WON = "won", _("Won")
        LOST = "lost", _("Lost")

    number = models.CharField(_("number at the provider"), max_length=120, unique=True)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="disputes")
    amount_minor = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    reason = models.CharField(_("reason"), max_length=80, blank=True)
    answer_by = models.DateTimeField(_("answer by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=4, choices=State, default=State.OPEN)
    opened = models.DateTimeField(_("opened"))
    closed = models.DateTimeField(_("closed"), null=True, blank=True)

    objects: ClassVar[models.Manager["Dispute"]] = models.Manager()

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="billing_dispute_above_zero"),
            models.CheckConstraint(
                condition=Q(state="open", closed__isnull=True) | Q(state__in=["won", "lost"], closed__isnull=False),
                name="billing_dispute_closed_when_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.state}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class RefundFailure(models.Model):
    """A refund came back from the payer's bank: the money is the payer's credit again."""

    refund = models.OneToOneField(Refund, on_delete=models.PROTECT, related_name="failure")
    reference = models.CharField(_("reference"), max_length=120, unique=True)
    at = models.DateTimeField(_("at"))

    objects: ClassVar[models.Manager["RefundFailure"]] = models.Manager()

    class Meta:
        verbose_name = _("refund that failed")
        verbose_name_plural = _("refunds that failed")

    def __str__(self) -> str:
        return self.reference
