"""An organisation's own sign-in: where its people prove who they are, and who may take a seat by their address."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.network.models.organisation import Organisation


class OwnSignIn(models.Model):
    """The identity provider of an organisation. `key` names it in addresses and says nothing about whose it is."""

    class Kind(models.TextChoices):
        OIDC = "oidc", _("OpenID Connect")
        SAML = "saml", _("SAML 2.0")

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="own_sign_in")
    key = models.CharField(max_length=24, unique=True)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    issuer = models.CharField(_("issuer"), max_length=300)  # what SAML calls the entity ID
    client_id = models.CharField(_("client ID"), max_length=200, blank=True)
    secret = models.TextField(blank=True)  # sealed
    metadata_url = models.CharField(_("address of the metadata"), max_length=300, blank=True)
    sso_url = models.CharField(max_length=300, blank=True)
    certificate = models.TextField(blank=True)
    entered = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    tried = models.DateTimeField(null=True, blank=True)  # when what stands here answered well
    on = models.DateTimeField(null=True, blank=True)
    everybody = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["OwnSignIn"]] = models.Manager()

    class Meta:
        verbose_name = _("own sign-in")
        verbose_name_plural = _("own sign-ins")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="oidc") & ~Q(client_id="") & ~Q(secret="")
                | Q(kind="saml") & ~Q(sso_url="") & ~Q(certificate=""),
                name="network_own_sign_in_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(on__isnull=True) | Q(tried__isnull=False), name="network_own_sign_in_tried_first"
            ),
            models.CheckConstraint(
                condition=Q(everybody__isnull=True) | Q(on__isnull=False), name="network_everybody_where_it_is_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_kind_display()}"

    @property
    def is_saml(self) -> bool:
        return self.kind == self.Kind.SAML


class SeatRequest(models.Model):
    """Somebody with an address of the organisation asks for a seat. Answered once; a second try is a new row."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="seat_requests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="seat_requests")
    email = models.EmailField()  # the confirmed address by which they may ask
    asked = models.DateTimeField()
    answered = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    granted = models.BooleanField(null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("request for a seat")
        verbose_name_plural = _("requests for seats")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(answered__isnull=True),
                name="network_one_open_request_for_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(answered__isnull=True, granted__isnull=True)
                | Q(answered__isnull=False, granted__isnull=False, answered__gte=F("asked")),
                name="network_request_for_a_seat_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.organisation}"
