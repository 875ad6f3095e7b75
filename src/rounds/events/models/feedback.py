"""What people say about a talk or a whole event. Who said it is kept for one thing: once each, and changeable."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.events.models.event import Event
from rounds.events.models.proposal import Talk
from rounds.events.vocabulary import WordsState


class FeedbackEnd(models.Model):
    """Until when people give feedback; without a row, until two weeks after the last day."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="feedback_end")
    closes = models.DateTimeField(_("until when people give feedback"))

    class Meta:
        verbose_name = _("end of feedback")
        verbose_name_plural = _("ends of feedback")

    def __str__(self) -> str:
        return str(self.event)


class Feedback(models.Model):
    """Without a talk it is about the event. `words_state` says whether the team has looked for names in the words."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="feedback")
    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, null=True, blank=True, related_name="feedback")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="event_feedback")
    mark = models.PositiveSmallIntegerField(_("mark"))
    good = models.TextField(_("what helped"), max_length=1000, blank=True)
    better = models.TextField(_("what could be better"), max_length=1000, blank=True)
    given = models.DateTimeField()
    changed = models.DateTimeField()
    words_state = models.CharField(max_length=10, choices=WordsState, default=WordsState.NEW)
    looked = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager["Feedback"]] = models.Manager()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            models.CheckConstraint(condition=Q(mark__gte=1, mark__lte=5), name="events_feedback_from_one_to_five"),
            models.UniqueConstraint(
                fields=["talk", "person"], condition=Q(talk__isnull=False), name="events_one_feedback_for_a_talk"
            ),
            models.UniqueConstraint(
                fields=["event", "person"], condition=Q(talk__isnull=True), name="events_one_feedback_for_an_event"
            ),
            models.CheckConstraint(
                condition=Q(words_state="new") | Q(looked__isnull=False), name="events_feedback_words_were_looked_at"
            ),
        ]
        indexes = [models.Index(fields=["event", "talk"], name="events_feedback_by_talk")]

    def __str__(self) -> str:
        return f"{self.talk or self.event}: {self.mark}"
