import zoneinfo
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rounds.core.prepared import Prepared


class Profession(models.TextChoices):
    PHYSICIAN = "physician", _("Physician")
    NURSE = "nurse", _("Nurse or midwife")
    ALLIED = "allied", _("Allied health professional")
    STUDENT = "student", _("Student or trainee")
    COMMUNICATIONS = "communications", _("Communications staff")
    EXECUTIVE = "executive", _("Executive")
    COMPLIANCE = "compliance", _("Compliance or legal")
    RESEARCHER = "researcher", _("Researcher")
    PATIENT = "patient", _("Patient or caregiver")
    OTHER = "other", _("Something else")


def known_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("Choose a time zone from the list, such as America/Chicago."))


class PersonManager(BaseUserManager["Person"]):
    def get(self, *args: Any, **wanted: Any) -> "Person":
        """One person. By the number alone, as each page asks for who is signed in, the question is put into SQL once."""
        number = wanted.get("pk")
        if type(self) is not PersonManager or args or len(wanted) != 1 or not isinstance(number, int):
            return super().get(*args, **wanted)
        found = BY_NUMBER(number)
        if found is None:
            raise Person.DoesNotExist
        return found

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Person":
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save()
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "Person":
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


BY_NUMBER: Prepared["Person"] = Prepared(lambda number: Person.objects.filter(pk=number))


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account; `is_staff` means staff of the centre."""

    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=120, help_text=_("As it should stand on a certificate."))
    profession = models.CharField(_("profession"), max_length=20, choices=Profession, blank=True)
    licence_state = models.CharField(_("state or body of your licence"), max_length=60, blank=True)
    licence_number = models.CharField(_("licence number"), max_length=40, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC", validators=[known_zone])
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    is_staff = models.BooleanField(_("centre staff"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    quiet_from = models.TimeField(_("quiet hours from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet hours until"), null=True, blank=True)
    joined = models.DateTimeField(_("joined"), default=timezone.now)
    erased = models.DateTimeField(_("erased"), null=True, blank=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_email_any_case"),
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="accounts_quiet_hours_have_both_ends",
            ),
            models.CheckConstraint(
                condition=models.Q(erased__isnull=True) | models.Q(is_active=False, is_staff=False),
                name="accounts_erased_person_cannot_sign_in",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def state_words(self) -> str:
        if self.erased:
            return gettext("Erased")
        return gettext("May sign in") if self.is_active else gettext("Stopped")

    @property
    def initials(self) -> str:
        """One or two letters for an avatar, without a title.

        >>> Person(name="Dr Amara Osei").initials
        'AO'
        """
        words = [
            word for word in self.name.split() if word.rstrip(".").lower() not in {"dr", "prof", "mr", "mrs", "ms"}
        ]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


class Kind(models.TextChoices):
    """What a letter is about, and so how soon it comes."""

    NEEDS = "needs", _("Needs you")
    CHANGED = "changed", _("Changed")
    PRACTICE = "practice", _("Questions to keep it fresh")
    NEWS = "news", _("News")


class NotificationChoice(models.Model):
    """What a person decided about one kind of letter; without a row the default of the kind holds."""

    BY_DEFAULT: ClassVar[dict[str, bool]] = {
        Kind.NEEDS: True,
        Kind.CHANGED: True,
        Kind.PRACTICE: True,
        Kind.NEWS: False,
    }

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notification_choices")
    kind = models.CharField(max_length=10, choices=Kind)
    by_mail = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="accounts_one_choice_per_kind")]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind}"


class Export(models.Model):
    """A file with everything the centre holds about a person, made at their request and kept for seven days."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        BUILDING = "building", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        GONE = "gone", _("Deleted")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exports")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked = models.DateTimeField()
    ready = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    parts = models.PositiveSmallIntegerField(default=0)
    parts_done = models.PositiveSmallIntegerField(default=0)
    file = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state__in=["waiting", "building"]),
                name="accounts_one_export_under_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.asked:%Y-%m-%d}"

    @property
    def percent(self) -> int:
        return 100 * self.parts_done // self.parts if self.parts else 0


class TrailRefused(Exception):
    """The trail is only ever added to."""


class EntryQuerySet(models.QuerySet["Entry"]):
    def update(self, **fields: object) -> int:
        raise TrailRefused

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TrailRefused


class Entry(models.Model):
    """One line of the trail: who did what to which thing, and when. Rows are only ever added."""

    verb = models.CharField(max_length=80)
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    subject_name = models.CharField(max_length=200)
    details = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager["Entry"]] = models.Manager.from_queryset(EntryQuerySet)()

    class Meta:
        verbose_name = _("trail entry")
        verbose_name_plural = _("trail")
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "at"], name="accounts_entry_subject"),
            models.Index(fields=["actor", "at"], name="accounts_entry_actor"),
            models.Index(fields=["at"], name="accounts_entry_at"),
            models.Index(fields=["verb", "at"], name="accounts_entry_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} · {self.subject_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TrailRefused
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TrailRefused

    @property
    def what(self) -> str:
        return verb_words(self.verb)

    @property
    def more(self) -> str:
        """The details in one line.

        >>> Entry(details={"fields": ["name"], "reason": "Asked by phone"}).more
        'fields: name · reason: Asked by phone'
        """
        shown = [
            (key, ", ".join(map(str, value)) if isinstance(value, list) else value)
            for key, value in self.details.items()
        ]
        return " · ".join(f"{key}: {value}" for key, value in shown)


def verb_words(verb: str) -> str:
    """A verb of the trail in words.

    >>> verb_words("accounts.signed_in")
    'Signed in'
    """
    return gettext(verb.partition(".")[2].replace("_", " ").capitalize())


class ProgramKey(models.Model):
    """What lets a program ask /api/v1; only a fingerprint of the key is kept."""

    name = models.CharField(_("what it is for"), max_length=80)
    fingerprint = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class ApiKey(ProgramKey):
    """Lets a program ask in a person's name."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="api_keys")

    class Meta:
        verbose_name = _("key for programs")
        verbose_name_plural = _("keys for programs")
