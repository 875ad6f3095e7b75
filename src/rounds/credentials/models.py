import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.credentials.openbadges.bitstring import SIZE


class SigningKey(models.Model):
    """An Ed25519 key of the centre; only the one that was never rotated signs new credentials."""

    multikey = models.CharField(_("public key"), max_length=60, unique=True)
    sealed = models.TextField(_("private key, sealed"))
    created = models.DateTimeField(_("made"))
    rotated = models.DateTimeField(_("replaced"), null=True, blank=True)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        constraints = [
            models.UniqueConstraint(
                Case(When(rotated__isnull=True, then=Value(1)), output_field=models.IntegerField()),
                name="credentials_one_current_key",
            )
        ]

    def __str__(self) -> str:
        return self.multikey


class StatusList(models.Model):
    """A list of places, one for each credential, that says which of them are revoked; its own key signs it."""

    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="status_lists")
    opened = models.DateTimeField(_("opened"))

    class Meta:
        verbose_name = _("status list")
        verbose_name_plural = _("status lists")

    def __str__(self) -> str:
        return f"{self.pk}"


class Kind(models.TextChoices):
    COMPLETION = "completion", _("Certificate of completion")
    ACHIEVEMENT = "achievement", _("Certificate of achievement")


class CredentialQuerySet(models.QuerySet["Credential"]):
    def with_facts(self) -> "CredentialQuerySet":
        """Everything a page says about a credential, in one query."""
        hidden = HiddenName.objects.filter(person=OuterRef("person"))
        found = self.select_related("person", "revocation", "replacement")
        return found.annotate(name_hidden=models.Exists(hidden))

    def valid(self) -> "CredentialQuerySet":
        return self.filter(revocation__isnull=True)

    def revoked(self) -> "CredentialQuerySet":
        return self.filter(revocation__isnull=False)


class Credential(models.Model):
    """A certificate and badge as it was issued. Rows are only ever added: the database refuses a change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="credentials")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"))
    criteria = models.TextField(_("what had to be done"))
    subject_ref = models.CharField(_("what it is about"), max_length=200)
    version = models.CharField(_("version of the content"), max_length=60)
    language = models.CharField(_("language of the content"), max_length=10)
    minutes = models.PositiveIntegerField(_("minutes of learning"))
    points = models.PositiveIntegerField(_("points"), null=True, blank=True)
    possible = models.PositiveIntegerField(_("points possible"), null=True, blank=True)
    holder_name = models.CharField(_("name as printed"), max_length=120)
    earned_at = models.DateTimeField(_("earned"))
    issued_at = models.DateTimeField(_("issued"), db_index=True)
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)
    issue = models.PositiveSmallIntegerField(_("issue"), default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replacement", verbose_name=_("replaces")
    )
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="credentials")
    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="credentials")
    status_index = models.PositiveIntegerField(_("place in the status list"))
    signed = models.JSONField(_("badge as signed"))
    signed_with_name = models.JSONField(_("badge with the name, as signed"))

    objects: ClassVar[models.Manager["Credential"]] = CredentialQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "subject_ref", "kind", "version", "issue"], name="credentials_issued_once"
            ),
            models.UniqueConstraint(fields=["status_list", "status_index"], name="credentials_own_place"),
            models.CheckConstraint(condition=Q(status_index__lt=SIZE), name="credentials_place_in_list"),
            models.CheckConstraint(
                condition=Q(points__isnull=True, possible__isnull=True) | Q(points__lte=F("possible")),
                name="credentials_points_possible",
            ),
            models.CheckConstraint(
                condition=Q(issue=1, replaces__isnull=True) | Q(issue__gt=1, replaces__isnull=False),
                name="credentials_later_issue_replaces",
            ),
        ]
        indexes = [models.Index(fields=["person", "-issued_at"], name="credentials_of_person")]

    def __str__(self) -> str:
        return f"{self.title} · {self.holder_name}"


class Revocation(models.Model):
    """The end of a credential. There is no way back: who earns it again gets a new one."""

    class Category(models.TextChoices):
        REPLACED = "replaced", _("Replaced by a corrected certificate")
        MISTAKE = "mistake", _("Issued by mistake")
        CONDUCT = "conduct", _("The rules of the assessment were broken")
        REQUEST = "request", _("At the wish of its holder")

    credential = models.OneToOneField(Credential, on_delete=models.PROTECT, related_name="revocation")
    category = models.CharField(_("kind of reason"), max_length=20, choices=Category)
    reason = models.TextField(_("reason, for the record of the centre"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("revoked"))

    class Meta:
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")

    def __str__(self) -> str:
        return f"{self.get_category_display()} · {self.credential_id}"


class HiddenName(models.Model):
    """A person whose data were erased: certificates stay on record, public pages no longer show the name."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("hidden"))

    class Meta:
        verbose_name = _("hidden name")
        verbose_name_plural = _("hidden names")

    def __str__(self) -> str:
        return f"{self.person_id}"
