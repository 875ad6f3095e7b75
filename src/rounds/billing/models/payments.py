import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.billing.models.invoices import CreditNote, Invoice
from rounds.billing.models.payer import Payer
from rounds.billing.money import Money


class Method(models.TextChoices):
    BANK = "bank", _("Bank transfer")
    CARD = "card", _("Card")
    CHEQUE = "cheque", _("Cheque")
    CASH = "cash", _("Cash")
    OTHER = "other", _("Other")


class Payment(models.Model):
    """Money that came in. All of it is the payer's credit until a settlement puts it on an invoice."""

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="payments", verbose_name=_("payer"))
    amount_minor = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    method = models.CharField(_("method"), max_length=10, choices=Method)
    reference = models.CharField(_("reference"), max_length=120, blank=True)
    key = models.CharField(_("key"), max_length=120, unique=True)
    received_on = models.DateField(_("received"), db_index=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("recorded"))

    objects: ClassVar[models.Manager["Payment"]] = models.Manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [models.CheckConstraint(condition=Q(amount_minor__gt=0), name="billing_payment_above_zero")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"P-{self.pk:05}" if self.pk else "P"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class Settlement(models.Model):
    """What was put on an invoice from the payer's credit, or taken off it again by a credit note (below zero)."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="settlements")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="settlements")
    credit_note = models.ForeignKey(
        CreditNote, on_delete=models.PROTECT, null=True, blank=True, related_name="settlements"
    )
    amount_minor = models.BigIntegerField(_("amount"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("at"))

    objects: ClassVar[models.Manager["Settlement"]] = models.Manager()

    class Meta:
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, credit_note__isnull=True)
                | Q(amount_minor__lt=0, credit_note__isnull=False, payment__isnull=True),
                name="billing_settlement_is_one_or_the_other",
            )
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.amount_minor}"


class Refund(models.Model):
    """Money that goes back. A card refund is `asked` first and has the provider's reference once it was made."""

    class State(models.TextChoices):
        ASKED = "asked", _("On its way")
        MADE = "made", _("Made")

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="refunds")
    amount_minor = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    key = models.CharField(_("key"), max_length=120, unique=True)
    reason = models.CharField(_("reason"), max_length=200)
    state = models.CharField(_("state"), max_length=6, choices=State)
    reference = models.CharField(_("reference"), max_length=120, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("at"))

    objects: ClassVar[models.Manager["Refund"]] = models.Manager()

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints = [models.CheckConstraint(condition=Q(amount_minor__gt=0), name="billing_refund_above_zero")]

    def __str__(self) -> str:
        return f"{self.payment_id}: {self.amount_minor}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class Credit(models.Model):
    """What the centre holds for a payer in one currency: payments less settlements less refunds."""

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="credits")
    currency = models.CharField(_("currency"), max_length=3)
    minor = models.BigIntegerField(_("amount"), default=0)

    objects: ClassVar[models.Manager["Credit"]] = models.Manager()

    class Meta:
        verbose_name = _("credit of a payer")
        verbose_name_plural = _("credits of payers")
        constraints = [
            models.UniqueConstraint(fields=["payer", "currency"], name="billing_one_credit_a_currency"),
            models.CheckConstraint(condition=Q(minor__gte=0), name="billing_credit_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.payer_id}: {self.minor} {self.currency}"
