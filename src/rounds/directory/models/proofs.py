from django.db import models
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.directory.models.accounts import HospitalAccount
from rounds.directory.models.claims import Claim
from rounds.directory.vocabulary import Method, Result


class Proof(models.Model):
    """A look at whether somebody controls an account, or speaks for a hospital. Rows are only added, failures too."""

    account = models.ForeignKey(HospitalAccount, on_delete=models.PROTECT, null=True, blank=True, related_name="proofs")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="proofs")
    method = models.CharField(_("how"), max_length=12, choices=Method)
    result = models.CharField(_("result"), max_length=12, choices=Result)
    evidence = models.CharField(_("what was found"), max_length=500, blank=True)
    checked_at = models.DateTimeField(_("looked at"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(account__isnull=True, claim__isnull=False)
                | models.Q(account__isnull=False, claim__isnull=True),
                name="directory_proof_of_one_thing",
            )
        ]
        indexes = [models.Index(fields=["account", "checked_at"], name="directory_proof_account")]

    def __str__(self) -> str:
        return f"{self.get_method_display()}: {self.get_result_display()}"
