import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.billing.models.invoices import Invoice


class Checkout(models.Model):
    """One visit to the payment provider's own page, for what an invoice has open. Its token is the idempotency key."""

    class State(models.TextChoices):
        OPEN = "open", _("Begun")
        WAITING = "waiting", _("The bank is working on it")
        PAID = "paid", _("Paid")
        FAILED = "failed", _("Declined")
        OVER = "over", _("Run out")

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="checkouts")
    amount_minor = models.BigIntegerField(_("amount"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    session = models.CharField(_("session of the provider"), max_length=120, blank=True)
    url = models.URLField(_("page of the provider"), max_length=2000, blank=True)
    decline = models.CharField(_("why it was declined"), max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("begun"))

    objects: ClassVar[models.Manager["Checkout"]] = models.Manager()

    class Meta:
        verbose_name = _("visit to the payment page")
        verbose_name_plural = _("visits to the payment page")
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(state__in=["open", "waiting"]), name="billing_one_open_checkout"
            )
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.state}"


class ProviderEvent(models.Model):
    """What the payment provider told us, kept once each, in whatever order it came."""

    event = models.CharField(_("event"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=80)
    about = models.CharField(_("payment it is about"), max_length=120, blank=True, db_index=True)
    facts: Any = models.JSONField(_("facts"))
    received = models.DateTimeField(_("received"))
    handled = models.DateTimeField(_("handled"), null=True, blank=True)

    objects: ClassVar[models.Manager["ProviderEvent"]] = models.Manager()

    class Meta:
        verbose_name = _("event of the payment provider")
        verbose_name_plural = _("events of the payment provider")

    def __str__(self) -> str:
        return f"{self.kind} {self.event}"
