"""How a meeting is held: where its link leads, how people check in, and what its room shows."""

from typing import ClassVar

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.meetings.models.meeting import Meeting


class Live(models.Model):
    """One row for a meeting whose hosts have changed something; the others have what stands here as default.

    `version` grows with everything in the room that others can see, so that a page knows whether it is still right.
    """

    class Provider(models.TextChoices):
        ADDRESS = "address", _("The link of the meeting")
        JITSI = "jitsi", _("A Jitsi room")
        BIGBLUEBUTTON = "bbb", _("A BigBlueButton room")

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, primary_key=True, related_name="live")
    provider = models.CharField(_("where the link leads"), max_length=10, choices=Provider, default=Provider.ADDRESS)
    clicks_count = models.BooleanField(_("who follows the link was there"), default=True)
    self_code = models.CharField(_("code shown in the room"), max_length=8, blank=True)
    self_from = models.DateTimeField(_("from"), null=True, blank=True)
    self_until = models.DateTimeField(_("until"), null=True, blank=True)
    captions_link = models.CharField(
        _("link to live captions"), max_length=500, blank=True, validators=[URLValidator(schemes=["https", "http"])]
    )
    notes = models.TextField(_("notes"), max_length=20_000, blank=True)
    notes_version = models.PositiveIntegerField(default=0)
    notes_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    notes_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["Live"]] = models.Manager()

    class Meta:
        verbose_name = _("live meeting")
        verbose_name_plural = _("live meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(self_from__isnull=True, self_until__isnull=True) | Q(self_until__gt=F("self_from")),
                name="meetings_window_has_two_ends",
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting)
