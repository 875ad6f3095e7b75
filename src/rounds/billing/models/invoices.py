import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.billing.models.orders import LineFacts, Order
from rounds.billing.models.payer import Payer
from rounds.billing.money import Money


class Series(models.Model):
    """A row of numbers without gaps. `last` grows inside the transaction that uses the number, or not at all."""

    class Kind(models.TextChoices):
        INVOICE = "INV", _("Invoices")
        CREDIT_NOTE = "CN", _("Credit notes")

    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    objects: ClassVar[models.Manager["Series"]] = models.Manager()

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="billing_one_series_a_year")]

    def __str__(self) -> str:
        return f"{self.kind}-{self.year}"


class Issued(models.Model):
    """A paper with a number: who sold what to whom, as it was on that day. The database refuses to change it."""

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField(_("number in the series"))
    number = models.CharField(_("number"), max_length=30, unique=True)
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("payer"))
    seller = models.JSONField(_("seller as printed"))
    buyer = models.JSONField(_("buyer as printed"))
    language = models.CharField(_("language"), max_length=10)
    currency = models.CharField(_("currency"), max_length=3)
    net_minor = models.BigIntegerField(_("net amount"))
    tax_minor = models.BigIntegerField(_("tax"))
    rounding_minor = models.SmallIntegerField(_("rounding"), default=0)
    gross_minor = models.BigIntegerField(_("amount"))
    issued = models.DateTimeField(_("issued"))
    issued_on = models.DateField(_("date"), db_index=True)
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number

    @property
    def gross(self) -> Money:
        return Money(self.gross_minor, self.currency)


def adds_up(name: str) -> list[models.BaseConstraint]:
    whole = F("net_minor") + F("tax_minor") + F("rounding_minor")
    return [
        models.UniqueConstraint(fields=["series", "sequence"], name=f"billing_{name}_number_once"),
        models.CheckConstraint(condition=Q(gross_minor=whole), name=f"billing_{name}_adds_up"),
        models.CheckConstraint(condition=Q(gross_minor__gte=0), name=f"billing_{name}_not_below_zero"),
    ]


class Invoice(Issued):
    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="invoice")
    purchase_order = models.CharField(_("purchase-order number"), max_length=60, blank=True)
    due_on = models.DateField(_("due"), db_index=True)

    objects: ClassVar[models.Manager["Invoice"]] = models.Manager()

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        constraints = [
            *adds_up("invoice"),
            models.CheckConstraint(condition=Q(due_on__gte=F("issued_on")), name="billing_due_after_issue"),
        ]
        indexes = [models.Index(fields=["payer", "-issued_on"], name="billing_invoices_of_payer")]


class InvoiceLine(LineFacts):
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")

    class Meta:
        verbose_name = _("line of an invoice")
        verbose_name_plural = _("lines of invoices")
        constraints = [models.UniqueConstraint(fields=["invoice", "position"], name="billing_invoice_line_place")]


class CreditNote(Issued):
    """Takes an invoice back, in whole or in part."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="credit_notes")
    reason = models.CharField(_("reason"), max_length=200)

    objects: ClassVar[models.Manager["CreditNote"]] = models.Manager()

    class Meta:
        verbose_name = _("credit note")
        verbose_name_plural = _("credit notes")
        constraints = adds_up("credit_note")


class CreditNoteLine(LineFacts):
    credit_note = models.ForeignKey(CreditNote, on_delete=models.PROTECT, related_name="lines")

    class Meta:
        verbose_name = _("line of a credit note")
        verbose_name_plural = _("lines of credit notes")
        constraints = [
            models.UniqueConstraint(fields=["credit_note", "position"], name="billing_credit_note_line_place")
        ]


class Standing(models.Model):
    """What is still owed on an invoice. Paying and crediting are guarded updates, so nothing is paid twice."""

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="standing")
    gross_minor = models.BigIntegerField(_("amount"))
    credited_minor = models.BigIntegerField(_("credited"), default=0)
    paid_minor = models.BigIntegerField(_("paid"), default=0)
    open_minor = models.GeneratedField(
        expression=F("gross_minor") - F("credited_minor") - F("paid_minor"),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )

    objects: ClassVar[models.Manager["Standing"]] = models.Manager()

    class Meta:
        verbose_name = _("standing of an invoice")
        verbose_name_plural = _("standings of invoices")
        constraints = [
            models.CheckConstraint(
                condition=Q(credited_minor__gte=0, paid_minor__gte=0), name="billing_standing_not_below_zero"
            ),
            models.CheckConstraint(
                condition=Q(gross_minor__gte=F("credited_minor") + F("paid_minor")), name="billing_never_paid_twice"
            ),
        ]
        indexes = [models.Index(fields=["open_minor"], name="billing_standing_open")]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.open_minor}"
