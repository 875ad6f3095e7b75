from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.billing.models.payer import TWO_LETTERS
from rounds.billing.models.prices import SUBJECT
from rounds.billing.vocabulary import PayerKind, TaxCategory


class TaxRule(models.Model):
    """The rate that holds for sales taxed in a country, from a day on. A new rate is a new row."""

    country = models.CharField(_("country"), max_length=2, validators=[TWO_LETTERS])
    kind = models.CharField(_("only for this kind of payer"), max_length=20, choices=PayerKind, blank=True)
    subject = models.CharField(_("only for"), max_length=80, blank=True, validators=[SUBJECT])
    category = models.CharField(_("category"), max_length=2, choices=TaxCategory, default=TaxCategory.STANDARD)
    rate = models.PositiveIntegerField(_("rate"), default=0, help_text=_("In percent, such as 19 or 7.25."))
    words = models.CharField(_("what the invoice says"), max_length=200, blank=True)
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"), null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["TaxRule"]] = models.Manager()

    class Meta:
        verbose_name = _("tax rule")
        verbose_name_plural = _("tax rules")
        constraints = [
            models.UniqueConstraint(
                fields=["country", "kind", "subject", "starts"], name="billing_one_tax_rule_from_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(category="S", rate__gt=0, rate__lte=10_000)
                | (models.Q(category__in=["Z", "E", "O"], rate=0)),
                name="billing_only_taxed_sales_have_a_rate",
            ),
            models.CheckConstraint(
                condition=~models.Q(category__in=["E", "O"]) | ~models.Q(words=""),
                name="billing_no_tax_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="billing_tax_rule_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country}: {self.rate / 100:g} %"
