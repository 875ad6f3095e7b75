from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.events.models.event import Event
from rounds.events.models.proposal import Proposal
from rounds.events.vocabulary import SpeakerKind


class Speaker(models.Model):
    """What a person tells about themselves for one event. Needs and flags are for the organisers alone."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="speakers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="speaker_profiles")
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    role = models.CharField(_("what you do, and where"), max_length=160, blank=True)
    bio = models.TextField(_("about you"), max_length=2000, blank=True)
    links = models.TextField(_("links, one on each line"), max_length=600, blank=True)
    photo = models.CharField(max_length=200, blank=True)  # a name in the private storage
    photo_alt = models.CharField(_("what the photo shows"), max_length=200, blank=True)
    access_needs = models.TextField(_("what you need to take part"), max_length=1000, blank=True)
    honorarium = models.BooleanField(_("I ask for an honorarium"), default=False)
    travel_help = models.BooleanField(_("I need help with travel costs"), default=False)
    experience = models.CharField(_("have you spoken before?"), max_length=10, choices=SpeakerKind, blank=True)
    as_patient = models.BooleanField(_("I speak as a patient or caregiver"), default=False)
    describes = models.CharField(_("how you describe yourself"), max_length=80, blank=True)
    changed = models.DateTimeField()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="events_one_profile"),
            models.CheckConstraint(condition=Q(photo="") | ~Q(photo_alt=""), name="events_a_photo_is_described"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Availability(models.Model):
    """A span of a day of the event, by its clocks, in which a speaker can be there."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="available")
    day = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        verbose_name = _("availability")
        verbose_name_plural = _("availabilities")
        constraints = [
            models.UniqueConstraint(fields=["speaker", "day"], name="events_one_span_a_day"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="events_span_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.starts:%H:%M}-{self.ends:%H:%M}"


class Material(models.Model):
    """A file that goes with a talk. `shown` puts it on the page of the talk."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="materials")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("what it is"), max_length=120)
    stored = models.CharField(max_length=200)
    name = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    shown = models.BooleanField(_("everybody may load it from the page of the talk"), default=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")

    def __str__(self) -> str:
        return self.title
