from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.billing.models.invoices import Invoice


class Reminder(models.Model):
    """A letter that asked for an overdue invoice; each step goes out once."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="reminders")
    step = models.PositiveSmallIntegerField(_("step"))
    to = models.EmailField(_("sent to"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("sent"))

    objects: ClassVar[models.Manager["Reminder"]] = models.Manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [models.UniqueConstraint(fields=["invoice", "step"], name="billing_each_reminder_once")]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.step}"


class Hold(models.Model):
    """Somebody stopped the reminders for an invoice, such as while it is disputed."""

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="hold")
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("since"))

    objects: ClassVar[models.Manager["Hold"]] = models.Manager()

    class Meta:
        verbose_name = _("stop of reminders")
        verbose_name_plural = _("stops of reminders")

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.reason}"
