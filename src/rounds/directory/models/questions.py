"""Questions that only a person answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.directory.models.accounts import HospitalAccount
from rounds.directory.models.hospitals import Hospital
from rounds.directory.vocabulary import Answer


class Question(models.Model):
    state = models.CharField(max_length=10, choices=Answer, default=Answer.WAITING)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class JoinQuestion(Question):
    """Two records share a telephone and nothing else: are they one hospital, or two campuses of a system?"""

    hospital = models.ForeignKey(Hospital, on_delete=models.CASCADE, related_name="join_questions")
    hifld_id = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    telephone = models.CharField(max_length=40)
    beds = models.PositiveIntegerField(null=True)
    beds_on = models.DateField(null=True)
    website = models.URLField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("join to decide")
        verbose_name_plural = _("joins to decide")
        constraints = [
            models.UniqueConstraint(fields=["hospital", "hifld_id"], name="directory_join_asked_once"),
            models.CheckConstraint(
                condition=models.Q(state=Answer.WAITING) | models.Q(decided_at__isnull=False),
                name="directory_join_decided_at",
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="directory_join_queue")]

    def __str__(self) -> str:
        return f"{self.hospital}: {self.name}"


class LookAlike(Question):
    """An account looks like one of a hospital and has no proof. Seen by staff alone: it accuses nobody."""

    account = models.ForeignKey(HospitalAccount, on_delete=models.CASCADE, related_name="look_alikes")
    like = models.ForeignKey(HospitalAccount, on_delete=models.CASCADE, null=True, related_name="+")
    hospital = models.ForeignKey(Hospital, on_delete=models.CASCADE, related_name="look_alikes")
    why = models.CharField(max_length=20)
    likeness = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("look-alike")
        verbose_name_plural = _("look-alikes")
        constraints = [
            models.UniqueConstraint(fields=["account", "hospital"], name="directory_look_alike_once"),
            models.CheckConstraint(
                condition=models.Q(state=Answer.WAITING) | models.Q(decided_at__isnull=False),
                name="directory_look_alike_decided_at",
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="directory_look_alike_queue")]

    def __str__(self) -> str:
        return f"{self.account}: {self.hospital}"
