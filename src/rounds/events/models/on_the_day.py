"""What happens on the day: who is there, how many sit in a session, what everybody is told."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.events.models.event import Event
from rounds.events.models.proposal import Proposal
from rounds.events.models.purchase import Ticket


class CheckIn(models.Model):
    """That the holder of a ticket has come. A mistake is undone and stays readable. `key` is the scan's own."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="check_ins")
    key = models.UUIDField(unique=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    undone = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        constraints = [
            models.UniqueConstraint(fields=["ticket"], condition=Q(undone__isnull=True), name="events_checked_in_once")
        ]

    def __str__(self) -> str:
        return str(self.ticket)


class HeadCount(models.Model):
    """How many people somebody counted in a session. Each count is a new row; the last one holds."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="head_counts")
    count = models.PositiveIntegerField(_("people in the room"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")
        indexes = [models.Index(fields=["proposal", "-id"], name="events_last_head_count")]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.count}"


class Announcement(models.Model):
    """What the organisers tell everybody who comes: on a page, and in one letter each."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="announcements")
    subject = models.CharField(_("subject"), max_length=150)
    words = models.TextField(_("text"), max_length=4000)
    key = models.UUIDField(unique=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        constraints = [models.CheckConstraint(condition=~Q(subject="") & ~Q(words=""), name="events_says_something")]

    def __str__(self) -> str:
        return self.subject


class Notice(models.Model):
    """One letter of an announcement to one address. `taken` is when a worker began to send it."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="notices")
    email = models.EmailField()
    language = models.CharField(max_length=10)
    taken = models.DateTimeField(null=True, blank=True)
    sent = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("letter of an announcement")
        verbose_name_plural = _("letters of announcements")
        constraints = [models.UniqueConstraint(fields=["announcement", "email"], name="events_one_notice_each")]

    def __str__(self) -> str:
        return self.email
