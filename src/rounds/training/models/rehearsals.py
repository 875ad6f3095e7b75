from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.training.models.fields import TagsField
from rounds.training.vocabulary import Subject


class Rehearsal(models.Model):
    """A situation to rehearse; what its file says about it is kept here, the script itself in its editions."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"))
    language = models.CharField(_("language"), max_length=12)
    audiences = TagsField(_("for whom"))
    purposes = TagsField(_("purposes"))
    subject = models.CharField(_("subject"), max_length=20, choices=Subject)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    principle = models.CharField(_("principle"), max_length=300)
    owner_name = models.CharField(_("who answers for the content"), max_length=200, blank=True)
    reviewed = models.DateField(_("checked on"), null=True, blank=True)
    next_review = models.DateField(_("next check"), null=True, blank=True)
    live = models.BooleanField(_("in the room"), default=True)
    edition = models.PositiveIntegerField(_("edition"), default=0)

    class Meta:
        verbose_name = _("rehearsal")

    def __str__(self) -> str:
        return self.title


class RehearsalEdition(models.Model):
    """The whole file of a rehearsal as it was at one time; somebody in the middle keeps the one they began with."""

    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rehearsal", "number"], name="training_rehearsal_edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.rehearsal} · {self.number}"


class RehearsalAttempt(models.Model):
    """One go at a rehearsal: where the learner stands, and in the end how it came out."""

    class Outcome(models.TextChoices):
        GOOD = "good", _("Done")
        LOST = "lost", _("Ended badly")
        SHOWN = "shown", _("Looked at the answer")
        LEFT = "left", _("Started again")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="rehearsal_attempts")
    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.PROTECT, related_name="attempts")
    edition = models.ForeignKey(RehearsalEdition, on_delete=models.PROTECT, related_name="+")
    task = models.CharField(
        max_length=80, blank=True, help_text="Key of the step whose task is asked; empty for the first"
    )
    minutes = models.PositiveIntegerField(default=0, help_text="On the clock of the story")
    tries = models.PositiveIntegerField(default=1, help_text="Which try at this task comes next")
    answered = models.PositiveIntegerField(default=0, help_text="How many answers were given")
    began = models.DateTimeField()
    seen = models.DateTimeField()
    ended = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "rehearsal"], condition=Q(ended__isnull=True), name="training_one_open_rehearsal"
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True, outcome="") | (Q(ended__isnull=False) & ~Q(outcome="")),
                name="training_rehearsal_ended_with_outcome",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["rehearsal", "outcome"], name="training_rehearsal_outcome")]

    def __str__(self) -> str:
        return f"{self.person} · {self.rehearsal}"


class RehearsalAnswer(models.Model):
    """What a learner did at one place of the story, and what followed. Only ever added; the words can be erased."""

    attempt = models.ForeignKey(RehearsalAttempt, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveIntegerField()
    task = models.CharField(max_length=80, blank=True)
    choice = models.CharField(max_length=80)
    words = models.TextField(blank=True)
    verdict = models.CharField(
        max_length=8, blank=True, help_text="Of the privacy check; empty when nothing was written"
    )
    flags = models.JSONField(
        default=list, blank=True, help_text="Rule, type and level of each privacy finding, no words"
    )
    grade = models.FloatField(null=True, blank=True)
    length = models.PositiveIntegerField(default=0, help_text="Words written")
    step = models.CharField(max_length=80, help_text="Key of the step that followed")
    minutes = models.PositiveIntegerField(help_text="On the clock of the story, after that step")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attempt", "number"], name="training_rehearsal_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.attempt} · {self.number}"


class SavedWords(models.Model):
    """What is being written in one tab and not yet given; each tab keeps its own, so that none wipes out another's."""

    attempt = models.ForeignKey(RehearsalAttempt, on_delete=models.CASCADE, related_name="saved")
    tab = models.CharField(max_length=22)
    choice = models.CharField(max_length=80, blank=True)
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attempt", "tab"], name="training_saved_words_once_per_tab")
        ]

    def __str__(self) -> str:
        return f"{self.attempt} · {self.tab}"
