from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.events.models.proposal import Talk


class Recording(models.Model):
    """The recording of a talk. It is shown only with captions and a transcript."""

    talk = models.OneToOneField(Talk, on_delete=models.PROTECT, related_name="recording")
    link = models.CharField(_("link to the recording"), max_length=500, validators=[URLValidator(schemes=["https"])])
    captions = models.TextField(_("captions"), max_length=600_000, blank=True)
    transcript = models.TextField(_("transcript"), max_length=300_000, blank=True)
    published = models.DateTimeField(null=True, blank=True)
    changed = models.DateTimeField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        constraints = [
            models.CheckConstraint(
                condition=Q(published__isnull=True) | (~Q(captions="") & ~Q(transcript="")),
                name="events_recording_can_be_read",
            )
        ]

    def __str__(self) -> str:
        return str(self.talk)
