from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.billing.models.payer import THREE_LETTERS, Payer
from rounds.billing.models.prices import SUBJECT
from rounds.billing.vocabulary import PayerKind

CODE = RegexValidator(r"^[A-Z0-9-]{4,30}\Z", _("Write 4 to 30 capital letters, digits or dashes."))


class Voucher(models.Model):
    """A code that takes something off a price. How often it was used is counted here, and never passes the limit."""

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[CODE])
    words = models.CharField(_("what it is for"), max_length=120)
    percent = models.PositiveSmallIntegerField(_("percent off"), null=True, blank=True)
    amount = models.PositiveBigIntegerField(null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[THREE_LETTERS])
    subject = models.CharField(_("only for"), max_length=80, blank=True, validators=[SUBJECT])
    kind = models.CharField(_("only for this kind of payer"), max_length=20, choices=PayerKind, blank=True)
    limit = models.PositiveIntegerField(_("how often it may be used"), default=1)
    used = models.PositiveIntegerField(default=0, editable=False)
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    stopped = models.DateTimeField(null=True, editable=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Voucher"]] = models.Manager()

    class Meta:
        verbose_name = _("voucher")
        verbose_name_plural = _("vouchers")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used__gte=0, used__lte=models.F("limit")), name="billing_voucher_within_its_limit"
            ),
            models.CheckConstraint(
                condition=models.Q(percent__gte=1, percent__lte=100, amount=None, currency="")
                | (models.Q(percent=None, amount__gt=0) & ~models.Q(currency="")),
                name="billing_voucher_is_percent_or_amount",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")), name="billing_voucher_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class VoucherUse(models.Model):
    """A voucher was used for one order; `given_back` when that order was cancelled."""

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="uses")
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="voucher_uses")
    reference = models.CharField(max_length=120)
    off = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    given_back = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["VoucherUse"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], condition=models.Q(given_back=None), name="billing_one_voucher_an_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.voucher}: {self.reference}"


class Discount(models.Model):
    """A rule that takes a percentage off: so many years at once, so many days early, so many places."""

    class Reason(models.TextChoices):
        YEARS = "years", _("Years paid at once")
        DAYS_EARLY = "days_early", _("Days before it begins")
        PLACES = "places", _("Places in one order")

    subject = models.CharField(_("for"), max_length=80, validators=[SUBJECT])
    reason = models.CharField(_("what counts"), max_length=12, choices=Reason)
    threshold = models.PositiveIntegerField(_("from"))
    percent = models.PositiveSmallIntegerField(_("percent off"))
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"), null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Discount"]] = models.Manager()

    class Meta:
        verbose_name = _("discount")
        verbose_name_plural = _("discounts")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "reason", "threshold", "starts"], name="billing_one_discount_a_step"
            ),
            models.CheckConstraint(
                condition=models.Q(percent__gte=1, percent__lte=100, threshold__gte=1),
                name="billing_discount_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="billing_discount_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.percent} %"
