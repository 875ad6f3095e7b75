"""The room of a meeting: what people ask, and what hosts ask them."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.meetings.models.meeting import Meeting


class Question(models.Model):
    """Something that somebody wants to know. `unnamed` hides the name from all but the hosts."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="questions")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="meeting_questions")
    words = models.TextField(_("question"), max_length=500)
    unnamed = models.BooleanField(_("without my name"), default=False)
    at = models.DateTimeField()
    key = models.UUIDField(default=uuid.uuid4)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pinned = models.BooleanField(_("on top"), default=False)
    hidden = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    hidden_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects: ClassVar[models.Manager["Question"]] = models.Manager()

    class Meta:
        verbose_name = _("question in a meeting")
        verbose_name_plural = _("questions in meetings")
        constraints = [
            models.UniqueConstraint(fields=["by", "key"], name="meetings_question_once"),
            models.CheckConstraint(
                condition=Q(hidden__isnull=True) | ~Q(hidden_reason=""), name="meetings_hidden_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(hidden__isnull=True) | Q(pinned=False), name="meetings_hidden_is_not_on_top"
            ),
        ]

    def __str__(self) -> str:
        return self.words[:60]


class Vote(models.Model):
    """That somebody wants to know it as well: once for each question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="question_votes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "person"], name="meetings_one_vote")]

    def __str__(self) -> str:
        return f"{self.person}: {self.question_id}"


class Poll(models.Model):
    """What the hosts ask everybody in the room."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Not yet asked")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="polls")
    words = models.CharField(_("question"), max_length=300)
    several = models.BooleanField(_("several answers may be chosen"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Poll"]] = models.Manager()

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")

    def __str__(self) -> str:
        return self.words


class Choice(models.Model):
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="choices")
    words = models.CharField(_("answer"), max_length=160)
    place = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("answer to choose")
        verbose_name_plural = _("answers to choose")
        constraints = [models.UniqueConstraint(fields=["poll", "words"], name="meetings_choice_once")]

    def __str__(self) -> str:
        return self.words


class Ballot(models.Model):
    """What somebody answered. Hosts see numbers, never who chose what."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="ballots")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ballots")
    chosen: Any = models.ManyToManyField(Choice, related_name="ballots")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="meetings_one_ballot")]

    def __str__(self) -> str:
        return f"{self.person}: {self.poll_id}"
