from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.network.models.organisation import Department, Organisation


class Announcement(models.Model):
    """A manager tells their own people something. It never leaves the organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="announcements")
    department = models.ForeignKey(Department, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    words = models.TextField(_("text"), max_length=10_000)
    confirm = models.BooleanField(_("ask each person to confirm that they have read it"), default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    key = models.UUIDField()
    withdrawn = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Announcement"]] = models.Manager()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        constraints = [
            models.UniqueConstraint(fields=["by", "key"], name="network_a_form_announces_once"),
            models.CheckConstraint(condition=~Q(title=""), name="network_announcement_has_a_title"),
        ]
        indexes = [models.Index(fields=["organisation", "-at"], name="network_announcements_last")]

    def __str__(self) -> str:
        return self.title


class Receipt(models.Model):
    """That an announcement was meant for a person; when it was mailed, opened and confirmed."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="receipts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="announcements_received")
    mailed = models.DateTimeField(null=True, blank=True)
    opened = models.DateTimeField(null=True, blank=True)
    confirmed = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            models.UniqueConstraint(fields=["announcement", "person"], name="network_one_receipt_each"),
            models.CheckConstraint(
                condition=Q(confirmed__isnull=True) | Q(opened__isnull=False, confirmed__gte=F("opened")),
                name="network_confirmed_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.announcement}"
