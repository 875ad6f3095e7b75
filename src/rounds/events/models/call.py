"""The call for papers: when it is open, what it asks, and who may be late."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.events.models.event import Event, SessionType
from rounds.events.vocabulary import AnswerKind


class Call(models.Model):
    """Asks for proposals between two moments. `anonymous` hides from reviewers who sent them."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="call")
    words = models.TextField(_("what you look for"), max_length=6000, blank=True)
    opens = models.DateTimeField(_("opens"))
    closes = models.DateTimeField(_("closes"))
    per_person = models.PositiveSmallIntegerField(_("proposals that one person may send"), null=True, blank=True)
    abstract_words = models.PositiveSmallIntegerField(_("most words of the summary"), default=300)
    anonymous = models.BooleanField(_("reviewers do not see who sent a proposal"), default=True)
    reviews_wanted = models.PositiveSmallIntegerField(_("reviews of each proposal"), default=2)
    scale = models.PositiveSmallIntegerField(_("highest mark"), default=5)

    class Meta:
        verbose_name = _("call for papers")
        verbose_name_plural = _("calls for papers")
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="events_call_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(scale__gte=2, scale__lte=10), name="events_scale_from_two_to_ten"),
            models.CheckConstraint(condition=Q(reviews_wanted__gte=1), name="events_reviews_wanted"),
        ]

    def __str__(self) -> str:
        return str(self.event)


class Question(models.Model):
    """Something the call asks. `identifying` answers are hidden from reviewers of an anonymous call."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="questions")
    label = models.CharField(_("question"), max_length=200)
    hint = models.CharField(_("hint"), max_length=300, blank=True)
    kind = models.CharField(_("kind of answer"), max_length=10, choices=AnswerKind, default=AnswerKind.TEXT)
    options = models.TextField(_("choices, one on each line"), max_length=1000, blank=True)
    required = models.BooleanField(_("must be answered"), default=False)
    identifying = models.BooleanField(_("the answer could tell who sent it: hide it from reviewers"), default=False)
    words_most = models.PositiveSmallIntegerField(_("most words"), null=True, blank=True)
    types: Any = models.ManyToManyField(
        SessionType, verbose_name=_("only for these kinds of session"), related_name="+", blank=True
    )
    order = models.PositiveSmallIntegerField(_("place in the list"), default=1)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [models.CheckConstraint(condition=~Q(label=""), name="events_question_asks")]

    def __str__(self) -> str:
        return self.label

    @property
    def field_name(self) -> str:
        return f"question-{self.pk}"

    @property
    def choices(self) -> list[str]:
        return [line.strip() for line in self.options.splitlines() if line.strip()]


class LatePass(models.Model):
    """Lets one named person send and change proposals after the deadline."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="late_passes")
    email = models.EmailField(_("e-mail address"))
    until = models.DateTimeField(_("until"))
    made = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("late pass")
        verbose_name_plural = _("late passes")
        constraints = [models.UniqueConstraint("event", Lower("email"), name="events_one_late_pass")]

    def __str__(self) -> str:
        return self.email


class Answer(models.Model):
    proposal = models.ForeignKey("events.Proposal", on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    words = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "question"], name="events_one_answer")]

    def __str__(self) -> str:
        return self.words


class AnswerFile(models.Model):
    """A file that answers a question; `stored` is a name in the private storage."""

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="file")
    stored = models.CharField(max_length=200)
    name = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return self.name
