from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.billing.models.payer import THREE_LETTERS
from rounds.billing.vocabulary import PayerKind, SizeMetric

SUBJECT = RegexValidator(
    r"^[a-z][a-z-]{0,30}(:[A-Za-z0-9-]{1,40})?\Z",
    _("Write a word in small letters such as dues, course or event, perhaps with a number as in course:12."),
)


class PriceList(models.Model):
    """What something costs from a day on. A draft may be changed; a list that is scheduled stays as it is."""

    subject = models.CharField(_("what is sold"), max_length=80, validators=[SUBJECT])
    name = models.CharField(_("name"), max_length=120)
    currency = models.CharField(_("currency"), max_length=3, validators=[THREE_LETTERS])
    edition = models.PositiveIntegerField(default=1, editable=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    starts = models.DateField(_("holds from"), null=True)
    scheduled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    scheduled_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["PriceList"]] = models.Manager()

    class Meta:
        verbose_name = _("price list")
        verbose_name_plural = _("price lists")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts=None, scheduled_at=None, scheduled_by=None)
                | models.Q(starts__isnull=False, scheduled_at__isnull=False, scheduled_by__isnull=False),
                name="billing_scheduled_list_has_a_start",
            )
        ]
        indexes = [models.Index(fields=["subject", "currency", "starts"], name="billing_list_in_force")]

    def __str__(self) -> str:
        return self.name

    @property
    def draft(self) -> bool:
        return self.starts is None


class PriceListWithdrawal(models.Model):
    """A scheduled list was taken back before its first day."""

    price_list = models.OneToOneField(PriceList, on_delete=models.PROTECT, related_name="withdrawal")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.price_list}: {self.at:%Y-%m-%d}"


class PriceRule(models.Model):
    """How one kind of payer is priced: by which size, or all the same. An empty kind means everybody else."""

    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE, related_name="rules")
    kind = models.CharField(_("kind"), max_length=20, choices=PayerKind, blank=True)
    metric = models.CharField(_("size"), max_length=10, choices=SizeMetric, blank=True)

    objects: ClassVar[models.Manager["PriceRule"]] = models.Manager()

    class Meta:
        verbose_name = _("price rule")
        verbose_name_plural = _("price rules")
        constraints = [models.UniqueConstraint(fields=["price_list", "kind"], name="billing_one_rule_a_kind")]

    def __str__(self) -> str:
        return str(self.kind_words)

    @property
    def kind_words(self) -> str:
        return str(PayerKind(self.kind).label) if self.kind else str(_("Everybody else"))


class PriceBand(models.Model):
    """A price from a size upwards, to where the next band begins; so two bands can neither overlap nor leave a hole."""

    rule = models.ForeignKey(PriceRule, on_delete=models.CASCADE, related_name="bands")
    low = models.PositiveBigIntegerField(_("from"), default=0)
    amount = models.PositiveBigIntegerField(_("price"))
    member_amount = models.PositiveBigIntegerField(_("price for members"), null=True, blank=True)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    votes = models.PositiveSmallIntegerField(_("votes"), default=0)

    objects: ClassVar[models.Manager["PriceBand"]] = models.Manager()

    class Meta:
        verbose_name = _("band")
        verbose_name_plural = _("bands")
        constraints = [
            models.UniqueConstraint(fields=["rule", "low"], name="billing_one_band_from_a_size"),
            models.CheckConstraint(
                condition=models.Q(member_amount=None) | models.Q(member_amount__lte=models.F("amount")),
                name="billing_members_pay_no_more",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.low}"
