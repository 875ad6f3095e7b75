from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.billing.vocabulary import PayerKind

THREE_LETTERS = RegexValidator(r"^[A-Z]{3}\Z", _("Write the currency in three capital letters, such as EUR."))
TWO_LETTERS = RegexValidator(r"^[A-Z]{2}\Z", _("Write the country in two capital letters, such as US."))
PEPPOL_ID = RegexValidator(
    r"^\d{4}:\S{1,50}\Z", _("Write four digits, a colon and the number, such as 0088:7300010000001.")
)


class Payer(models.Model):
    """Who owes: an organisation, or a person who pays for themselves. No health data belong here."""

    name = models.CharField(_("name on the invoice"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=PayerKind)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="payer", verbose_name=_("person")
    )
    address = models.TextField(_("address lines"), max_length=300, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    country = models.CharField(_("country"), max_length=2, validators=[TWO_LETTERS], default="US")
    tax_number = models.CharField(_("tax number"), max_length=30, blank=True)
    peppol_id = models.CharField(_("Peppol id"), max_length=60, blank=True, validators=[PEPPOL_ID])
    email = models.EmailField(_("address for invoices"), blank=True)
    currency = models.CharField(_("currency"), max_length=3, validators=[THREE_LETTERS], default="USD")
    language = models.CharField(_("language"), max_length=10, default="en")

    objects: ClassVar[models.Manager["Payer"]] = models.Manager()

    class Meta:
        verbose_name = _("payer")
        verbose_name_plural = _("payers")
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="billing_payer_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
