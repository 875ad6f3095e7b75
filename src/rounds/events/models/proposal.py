from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.events.models.event import Event, SessionType, Track
from rounds.events.vocabulary import Reply, State
from rounds.meetings.models import Meeting
from rounds.meetings.vocabulary import ContentKind


class Proposal(models.Model):
    """A talk that somebody offers. Its `code` says nothing about who sent it, or when."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="proposals")
    code = models.CharField(max_length=8, unique=True)
    title = models.CharField(_("title"), max_length=160)
    abstract = models.TextField(_("summary"), max_length=8000, blank=True)
    track = models.ForeignKey(
        Track, on_delete=models.PROTECT, null=True, related_name="proposals", verbose_name=_("track")
    )
    session_type = models.ForeignKey(
        SessionType, on_delete=models.PROTECT, null=True, related_name="proposals", verbose_name=_("kind of session")
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    content_kind = models.CharField(_("content"), max_length=10, choices=ContentKind, default=ContentKind.OTHER)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    begun = models.DateTimeField()
    changed = models.DateTimeField()
    submitted = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(unique=True)  # comes with the form, so that one form makes one proposal

    objects: ClassVar[models.Manager["Proposal"]] = models.Manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="events_proposal_has_a_title"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted__isnull=False, track__isnull=False),
                name="events_proposal_was_submitted",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn__isnull=True)),
                name="events_proposal_withdrawn_at",
            ),
        ]
        indexes = [models.Index(fields=["event", "state"], name="events_proposals_by_state")]

    def __str__(self) -> str:
        return self.title


class SpeakingQuerySet(models.QuerySet["Speaking"]):
    def taking_part(self) -> "SpeakingQuerySet":
        """The one who sent it, and those who have said that they join."""
        return self.filter(person__isnull=False, left__isnull=True)

    def speaking(self) -> "SpeakingQuerySet":
        """The same without those who cannot come after all."""
        return self.taking_part().exclude(reply="no")


class Speaking(models.Model):
    """That somebody speaks, or is asked to. The one who sent the proposal leads."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="speakings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="speakings")
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    leads = models.BooleanField(default=False)
    asked = models.DateTimeField()
    joined = models.DateTimeField(null=True, blank=True)
    left = models.DateTimeField(null=True, blank=True)  # declined, taken out, or stepped back
    reply = models.CharField(_("answer"), max_length=10, choices=Reply, blank=True)
    conditions = models.TextField(_("what has to be settled"), max_length=1000, blank=True)
    replied = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = SpeakingQuerySet.as_manager()

    class Meta:
        verbose_name = _("speaker of a proposal")
        verbose_name_plural = _("speakers of proposals")
        constraints = [
            models.UniqueConstraint(fields=["proposal"], condition=Q(leads=True), name="events_one_leads"),
            models.UniqueConstraint(
                "proposal", Lower("email"), condition=Q(left__isnull=True), name="events_an_address_speaks_once"
            ),
            models.UniqueConstraint(
                fields=["proposal", "person"],
                condition=Q(left__isnull=True, person__isnull=False),
                name="events_a_person_speaks_once",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True, joined__isnull=True) | Q(person__isnull=False, joined__isnull=False),
                name="events_who_joined_is_known",
            ),
        ]
        indexes = [models.Index(Lower("email"), name="events_speaking_by_address")]

    def __str__(self) -> str:
        return self.shown

    @property
    def email_now(self) -> str:
        """The address of the account, which may have changed since they were asked."""
        return self.person.email if self.person else self.email

    @property
    def shown(self) -> str:
        return self.person.name if self.person else self.name or self.email


class Talk(models.Model):
    """A confirmed proposal that everybody may read about. It goes, and comes back, as the same row."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="talk")
    published = models.DateTimeField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    hidden = models.DateTimeField(null=True, blank=True)
    meeting = models.OneToOneField(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="talk")

    class Meta:
        verbose_name = _("talk")
        verbose_name_plural = _("talks")

    def __str__(self) -> str:
        return str(self.proposal)
