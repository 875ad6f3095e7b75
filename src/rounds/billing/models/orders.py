import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from rounds.accounts.models import Person
from rounds.billing.models.payer import Payer
from rounds.billing.money import Money
from rounds.billing.totals import Taxed, TaxLine, Totals, totals
from rounds.billing.vocabulary import TaxCategory


class OrderState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    QUOTED = "quoted", _("Quote")
    PLACED = "placed", _("Ordered")
    INVOICED = "invoiced", _("Invoiced")
    PAID = "paid", _("Paid")
    CANCELLED = "cancelled", _("Cancelled")


class Order(models.Model):
    """What a payer wants, from a draft or a quote to the paid invoice. Its lines are fixed once it is placed."""

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="orders", verbose_name=_("payer"))
    state = models.CharField(_("state"), max_length=10, choices=OrderState, default=OrderState.DRAFT)
    currency = models.CharField(_("currency"), max_length=3)
    purchase_order = models.CharField(_("purchase-order number"), max_length=60, blank=True)
    quote_until = models.DateField(_("quote is good until"), null=True, blank=True)
    made = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    placed = models.DateTimeField(_("placed"), null=True, blank=True)
    closed = models.DateTimeField(_("paid or cancelled"), null=True, blank=True)

    objects: ClassVar[models.Manager["Order"]] = models.Manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=OrderState.values), name="billing_order_state"),
            models.CheckConstraint(
                condition=~Q(state="quoted") | Q(quote_until__isnull=False), name="billing_quote_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "quoted", "cancelled"]) | Q(placed__isnull=False),
                name="billing_order_was_placed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["paid", "cancelled"], closed__isnull=False)
                | (~Q(state__in=["paid", "cancelled"]) & Q(closed__isnull=True)),
                name="billing_order_was_closed",
            ),
        ]
        indexes = [models.Index(fields=["payer", "-made"], name="billing_orders_of_payer")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"O-{self.pk:05}" if self.pk else "O"

    @property
    def about(self) -> str:
        """What the first line says, and how many more there are."""
        lines = sorted(self.lines.all(), key=lambda line: line.position)
        if len(lines) < 2:
            return lines[0].words if lines else ""
        more = len(lines) - 1
        return ngettext("%(first)s and %(more)s more", "%(first)s and %(more)s more", more) % {
            "first": lines[0].words,
            "more": more,
        }


class LineFacts(models.Model):
    """What one line says, on an order, an invoice or a credit note."""

    position = models.PositiveSmallIntegerField(_("position"))
    subject = models.CharField(_("subject"), max_length=60)
    reference = models.CharField(_("reference"), max_length=120, blank=True)
    words = models.CharField(_("words"), max_length=300)
    net_minor = models.BigIntegerField(_("net amount"))
    tax_rate = models.PositiveIntegerField(
        _("tax rate in basis points"), default=0, validators=[MaxValueValidator(10_000)]
    )
    tax_category = models.CharField(_("tax category"), max_length=2, choices=TaxCategory, default=TaxCategory.OUTSIDE)
    tax_words = models.CharField(_("why no tax is due"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.words

    @property
    def tax(self) -> TaxLine:
        return TaxLine(self.tax_rate, self.tax_category, self.tax_words)


class OrderLine(LineFacts):
    """`reference` is a name such as "membership:12" that the app which placed the order understands."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")

    class Meta:
        verbose_name = _("line of an order")
        verbose_name_plural = _("lines of orders")
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="billing_order_line_place"),
            models.CheckConstraint(condition=Q(tax_rate__lte=10_000), name="billing_order_line_rate"),
        ]


def totals_of(lines: "list[OrderLine]", currency: str) -> Totals:
    """What the lines of an order come to."""
    return totals([Taxed(Money(line.net_minor, currency), line.tax) for line in lines], currency)
