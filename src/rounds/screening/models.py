import secrets
from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person, ProgramKey


class Level(models.TextChoices):
    """How a finding holds a post up."""

    REVIEW = "review", _("Look at")
    BLOCK = "block", _("Must fix")


def new_secret() -> str:
    return secrets.token_hex(32)


class Place(models.Model):
    """A hospital or a team with rules of its own. Each list holds one entry a line.

    The secret turns words into fingerprints that mean nothing elsewhere.
    """

    LISTS: ClassVar[tuple[str, ...]] = (
        "own_people",
        "contacts",
        "public_figures",
        "allowed_places",
        "not_patients",
        "allowed_words",
        "forbidden_words",
    )

    name = models.CharField(_("name"), max_length=120)
    own_people = models.TextField(_("people who work here"), blank=True)
    contacts = models.TextField(_("your own contact details"), blank=True)
    public_figures = models.TextField(_("people in public life"), blank=True)
    allowed_places = models.TextField(_("places that may be named"), blank=True)
    not_patients = models.TextField(_("people who are no patients"), blank=True)
    allowed_words = models.TextField(_("words that are always fine"), blank=True)
    forbidden_words = models.TextField(_("words you do not want in public"), blank=True)
    secret = models.CharField(max_length=64, default=new_secret, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)
    people: Any = models.ManyToManyField(Person, through="PlaceMember", related_name="places")

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [models.UniqueConstraint(Lower("name"), name="screening_place_name_any_case")]

    def __str__(self) -> str:
        return self.name


class PlaceMember(models.Model):
    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        OFFICER = "officer", _("Privacy officer")

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="place_seats")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "person"], name="screening_one_seat_a_place")]

    def __str__(self) -> str:
        return f"{self.person}: {self.place}"


class Authorization(models.Model):
    """That a patient has signed a form: what may be shown where, and until when.

    The form itself stays with the place. Of the names only fingerprints are kept, one for each word.
    """

    class Scope(models.TextChoices):
        STORY = "story", _("The story")
        NAME = "name", _("The name")
        PICTURE = "picture", _("Pictures")
        DETAILS = "details", _("Dates, places and age")
        CONTACT = "contact", _("Account names and links")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="authorizations")
    reference = models.CharField(_("reference of the signed form"), max_length=40)
    signer = models.CharField(_("initials of who signed"), max_length=12)
    names = models.JSONField(default=list, blank=True)
    scope = models.JSONField(_("what may be shown"))
    channels = models.JSONField(_("where it may be shown"))
    signed_on = models.DateField(_("signed on"))
    expires = models.DateField(_("good until"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("signed permission")
        verbose_name_plural = _("signed permissions")
        constraints = [
            models.UniqueConstraint("place", Lower("reference"), name="screening_one_reference_a_place"),
            models.CheckConstraint(
                condition=models.Q(expires__gt=models.F("signed_on")), name="screening_expires_after_signing"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Withdrawal(models.Model):
    """A permission that was taken back; from then on it covers nothing."""

    authorization = models.OneToOneField(Authorization, on_delete=models.PROTECT, related_name="withdrawal")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.authorization}: {self.at:%Y-%m-%d}"


class Decision(models.Model):
    """Somebody said that a finding is fine, and why. Of the words only a fingerprint is kept; rows are only added."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="decisions")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    rule = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    level = models.CharField(max_length=10, choices=Level)
    reason = models.CharField(_("reason"), max_length=200)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [models.Index(fields=["place", "fingerprint"], name="screening_decision_words")]

    def __str__(self) -> str:
        return self.rule


class PlaceKey(ProgramKey):
    """Lets a program check posts by the rules of a place."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="keys")

    class Meta:
        verbose_name = _("key of a place")
        verbose_name_plural = _("keys of places")
