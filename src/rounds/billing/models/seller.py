from typing import ClassVar

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from rounds.billing.models.payer import PEPPOL_ID, TWO_LETTERS

ACCOUNT = RegexValidator(r"^[A-Za-z0-9.-]{1,12}\Z", _("Use at most 12 letters, digits, dots and dashes."))


class Seller(models.Model):
    """Who sells: the centre as it stands on invoices, how it is paid, and the accounts of its books."""

    name = models.CharField(_("legal name"), max_length=200)
    address = models.TextField(_("address lines"), max_length=300, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    country = models.CharField(_("country"), max_length=2, validators=[TWO_LETTERS], default="US")
    tax_number = models.CharField(_("tax number"), max_length=30, blank=True)
    registration = models.CharField(_("registration number"), max_length=40, blank=True)
    peppol_id = models.CharField(_("Peppol id"), max_length=60, blank=True, validators=[PEPPOL_ID])
    mail = models.EmailField(_("address for questions about invoices"), blank=True)
    bank = models.CharField(_("name of the bank"), max_length=120, blank=True)
    iban = models.CharField(_("IBAN or account number"), max_length=40, blank=True)
    bic = models.CharField(_("BIC or routing number"), max_length=20, blank=True)
    terms_days = models.PositiveSmallIntegerField(_("days to pay"), default=30, validators=[MaxValueValidator(180)])
    quote_days = models.PositiveSmallIntegerField(
        _("days a quote is good"), default=30, validators=[MaxValueValidator(365)]
    )
    account_receivable = models.CharField(
        _("account: open invoices"), max_length=12, default="1200", validators=[ACCOUNT]
    )
    account_bank = models.CharField(_("account: bank"), max_length=12, default="1000", validators=[ACCOUNT])
    account_card = models.CharField(_("account: card payments"), max_length=12, default="1010", validators=[ACCOUNT])
    account_other = models.CharField(_("account: other payments"), max_length=12, default="1020", validators=[ACCOUNT])
    account_credit = models.CharField(
        _("account: credit of payers"), max_length=12, default="2100", validators=[ACCOUNT]
    )
    account_tax = models.CharField(_("account: tax to hand on"), max_length=12, default="2200", validators=[ACCOUNT])
    account_revenue = models.CharField(_("account: revenue"), max_length=12, default="4000", validators=[ACCOUNT])
    account_rounding = models.CharField(_("account: rounding"), max_length=12, default="4900", validators=[ACCOUNT])

    objects: ClassVar[models.Manager["Seller"]] = models.Manager()

    class Meta:
        verbose_name = _("seller")
        verbose_name_plural = _("sellers")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="billing_one_seller")]

    def __str__(self) -> str:
        return self.name
