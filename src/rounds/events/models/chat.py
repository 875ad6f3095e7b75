"""A chat: a meeting of its own kind, in which questions open at their minute and people answer in writing."""

import datetime as dt
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.events.models.event import Event
from rounds.events.vocabulary import NamedAs
from rounds.meetings.models import Meeting

TAG = RegexValidator(r"^\w{2,60}\Z", _("Use letters and digits only, such as WardTalk."))


class Chat(models.Model):
    """Title, time, zone, hosts and who may come are those of the meeting. `published` is when readers got the transcript."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="chat")
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="chats", verbose_name=_("event")
    )
    tag = models.CharField(_("tag"), max_length=60, validators=[TAG])
    published = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager["Chat"]] = models.Manager()

    class Meta:
        verbose_name = _("chat")
        verbose_name_plural = _("chats")
        constraints = [models.CheckConstraint(condition=~Q(tag=""), name="events_chat_has_a_tag")]

    def __str__(self) -> str:
        return str(self.meeting)


class ChatQuestion(models.Model):
    """Opens so many minutes after the start, so that it moves with the chat."""

    chat = models.ForeignKey(Chat, on_delete=models.CASCADE, related_name="questions")
    words = models.CharField(_("question"), max_length=300)
    minute = models.PositiveSmallIntegerField(_("opens at minute"))

    class Meta:
        verbose_name = _("question of a chat")
        verbose_name_plural = _("questions of chats")
        constraints = [
            models.UniqueConstraint(fields=["chat", "minute"], name="events_one_question_a_minute"),
            models.CheckConstraint(condition=~Q(words=""), name="events_chat_question_asks"),
        ]

    def __str__(self) -> str:
        return self.words

    def opens(self) -> dt.datetime:
        return self.chat.meeting.starts_at + dt.timedelta(minutes=self.minute)


class ChatConsent(models.Model):
    """How a person's words may stand in the transcript. The last row counts, and rows are only ever added."""

    chat = models.ForeignKey(Chat, on_delete=models.PROTECT, related_name="consents")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="chat_consents")
    named = models.CharField(_("how your words stand in the transcript"), max_length=10, choices=NamedAs)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("consent to a transcript")
        verbose_name_plural = _("consents to transcripts")
        indexes = [models.Index(fields=["chat", "person", "-id"], name="events_latest_consent")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_named_display()}"


class ChatAnswer(models.Model):
    """`key` comes with the form, so that one form answers once."""

    question = models.ForeignKey(ChatQuestion, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="chat_answers")
    words = models.CharField(_("answer"), max_length=500, blank=True)  # empty once its writer is erased
    at = models.DateTimeField()
    key = models.UUIDField()
    hidden = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    hidden_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("answer in a chat")
        verbose_name_plural = _("answers in chats")
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="events_chat_answer_once"),
            models.CheckConstraint(
                condition=Q(hidden__isnull=True, hidden_reason="") | (Q(hidden__isnull=False) & ~Q(hidden_reason="")),
                name="events_hidden_answer_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["person", "-at"], name="events_chat_answers_of_person")]

    def __str__(self) -> str:
        return self.words
