"""What is decided about proposals, and the letters that tell it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.events.models.event import Event
from rounds.events.models.proposal import Proposal, Speaking
from rounds.events.vocabulary import Outcome


class LetterTemplate(models.Model):
    """The words of the letters about one outcome; marks such as {title} are filled in for each person."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="letter_templates")
    outcome = models.CharField(max_length=10, choices=Outcome)
    subject = models.CharField(_("subject"), max_length=150)
    words = models.TextField(_("text"), max_length=6000)

    class Meta:
        verbose_name = _("words of a letter")
        verbose_name_plural = _("words of letters")
        constraints = [models.UniqueConstraint(fields=["event", "outcome"], name="events_one_template_per_outcome")]

    def __str__(self) -> str:
        return self.subject


class Decision(models.Model):
    """Open until it is undone or its letters are sent; from then on it stays as it was."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone = models.DateTimeField(null=True, blank=True)
    sent = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(undone__isnull=True, sent__isnull=True),
                name="events_one_open_decision",
            ),
            models.CheckConstraint(
                condition=Q(undone__isnull=True) | Q(sent__isnull=True), name="events_sent_is_not_undone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.proposal}"


class Letter(models.Model):
    """One letter to one speaker, as it was confirmed. `taken` is when a worker began to send it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="letters")
    speaking = models.ForeignKey(Speaking, on_delete=models.PROTECT, related_name="letters")
    subject = models.CharField(max_length=200)
    words = models.TextField()
    url = models.URLField(max_length=300)
    made = models.DateTimeField()
    taken = models.DateTimeField(null=True, blank=True)
    sent = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.UniqueConstraint(fields=["decision", "speaking"], name="events_one_letter_each"),
            models.CheckConstraint(
                condition=Q(sent__isnull=True) | Q(taken__isnull=False), name="events_sent_was_taken"
            ),
        ]

    def __str__(self) -> str:
        return self.subject
