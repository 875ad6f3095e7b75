from django.db import models
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.directory.models.hospitals import Hospital
from rounds.directory.vocabulary import Answer


class Claim(models.Model):
    """Somebody says that they speak for an organisation; a proof or a person answers."""

    hospital = models.ForeignKey(Hospital, on_delete=models.PROTECT, related_name="claims")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="claims")
    role = models.CharField(_("what you do there"), max_length=120)
    state = models.CharField(max_length=10, choices=Answer, default=Answer.WAITING)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.UniqueConstraint(
                fields=["hospital", "person"],
                condition=models.Q(state__in=[Answer.WAITING, Answer.YES]),
                name="directory_one_claim_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(state=Answer.WAITING) | models.Q(decided_at__isnull=False),
                name="directory_claim_decided_at",
            ),
        ]
        indexes = [models.Index(fields=["state", "at"], name="directory_claim_queue")]

    def __str__(self) -> str:
        return f"{self.person}: {self.hospital}"
