from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.directory.models.hospitals import Hospital
from rounds.directory.models.networks import SocialNetwork
from rounds.directory.vocabulary import AccountState, Method

LIVE = (AccountState.SUBMITTED, AccountState.CHECKED)


class AccountQuerySet(models.QuerySet["HospitalAccount"]):
    def listed(self) -> "AccountQuerySet":
        """Those a person has checked and that are still there."""
        return self.filter(state=AccountState.CHECKED)


class HospitalAccount(models.Model):
    """An account of an organisation on a network. The last good proof is repeated here so that lists are fast."""

    hospital = models.ForeignKey(Hospital, on_delete=models.PROTECT, related_name="accounts")
    network = models.ForeignKey(SocialNetwork, on_delete=models.PROTECT, related_name="accounts")
    handle = models.CharField(_("name of the account"), max_length=120)
    address = models.URLField(_("address"), max_length=500)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=AccountState, default=AccountState.SUBMITTED)
    since = models.DateTimeField(_("in this state since"))
    evidence = models.TextField(_("how one can tell"), blank=True)
    submitted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField()
    proven_at = models.DateTimeField(_("proven on"), null=True, blank=True)
    proven_by = models.CharField(_("proven by"), max_length=12, choices=Method, blank=True)
    check_due = models.DateTimeField(null=True, blank=True)
    demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["HospitalAccount"]] = models.Manager.from_queryset(AccountQuerySet)()

    class Meta:
        verbose_name = _("account of a hospital")
        verbose_name_plural = _("accounts of hospitals")
        constraints = [
            models.UniqueConstraint(
                "hospital",
                "network",
                Lower("handle"),
                condition=models.Q(state__in=LIVE),
                name="directory_one_live_account",
            ),
            models.CheckConstraint(
                condition=models.Q(proven_at__isnull=True, proven_by="")
                | (models.Q(proven_at__isnull=False) & ~models.Q(proven_by="")),
                name="directory_proof_has_time_and_method",
            ),
        ]
        indexes = [
            models.Index(fields=["network", "state", "hospital"], name="directory_account_network"),
            models.Index(fields=["hospital", "state", "proven_by"], name="directory_account_hospital"),
            models.Index(fields=["state", "submitted_at"], name="directory_account_queue"),
            models.Index(fields=["check_due"], name="directory_account_due"),
        ]

    def __str__(self) -> str:
        return self.handle


class AccountChange(models.Model):
    """An account came into a state. Rows are only added: by them the register can be told for any day."""

    account = models.ForeignKey(HospitalAccount, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(max_length=12, choices=AccountState)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("change of an account")
        verbose_name_plural = _("changes of accounts")
        indexes = [models.Index(fields=["at"], name="directory_change_at")]

    def __str__(self) -> str:
        return f"{self.state}: {self.at:%Y-%m-%d}"
