"""What members show of themselves to each other: nothing, until they say so."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.network.models.organisation import Organisation
from rounds.network.vocabulary import Audience


def shown_to(label: object) -> models.CharField:  # type: ignore[type-arg]
    return models.CharField(label, max_length=12, choices=Audience, default=Audience.NOBODY)  # type: ignore[arg-type]


class Listing(models.Model):
    """An entry in the members' directory. Each field is shown to nobody, one's organisation, or all members."""

    FIELDS = ("name", "role", "organisation", "profession", "languages", "networks", "helps")

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="listing")
    role = models.CharField(_("what you do"), max_length=120, blank=True)
    languages = models.CharField(_("languages you speak"), max_length=120, blank=True)
    networks = models.CharField(_("networks you use"), max_length=200, blank=True)
    helps = models.CharField(_("what you can help with"), max_length=300, blank=True)
    show_name = shown_to(_("your name"))
    show_role = shown_to(_("what you do"))
    show_organisation = shown_to(_("your organisation"))
    show_profession = shown_to(_("your profession"))
    show_languages = shown_to(_("languages you speak"))
    show_networks = shown_to(_("networks you use"))
    show_helps = shown_to(_("what you can help with"))
    changed = models.DateTimeField()

    class Meta:
        verbose_name = _("entry in the directory")
        verbose_name_plural = _("entries in the directory")

    def __str__(self) -> str:
        return str(self.person)


class Consent(models.Model):
    """That a person let a field be seen, or took that back. Rows are only added."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="listing_consents")
    field = models.CharField(max_length=12)
    audience = models.CharField(max_length=12, choices=Audience)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        indexes = [models.Index(fields=["person", "field", "at"], name="network_consents_in_order")]

    def __str__(self) -> str:
        return f"{self.person}: {self.field}, {self.audience}"


class OrganisationListing(models.Model):
    """An organisation's own entry in the directory of members."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="listing")
    shown = models.BooleanField(_("show us to other members"), default=False)
    about = models.TextField(_("who you are"), max_length=600, blank=True)
    helps = models.CharField(_("what you can help with"), max_length=300, blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    changed = models.DateTimeField()

    class Meta:
        verbose_name = _("organisation in the directory")
        verbose_name_plural = _("organisations in the directory")
        constraints = [
            models.CheckConstraint(condition=Q(shown=False) | ~Q(about=""), name="network_shown_entry_says_something")
        ]

    def __str__(self) -> str:
        return str(self.organisation)
