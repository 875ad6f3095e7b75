from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from rounds.accounts.models import Person
from rounds.training.models.pages import CoursePage
from rounds.training.models.rehearsals import Rehearsal

DAYS = (2, 7, 21)


class FollowUp(models.Model):
    """A question some days after a rehearsal or a course, as it was when the person finished; answered once."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="follow_ups")
    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.PROTECT, null=True, related_name="+")
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, null=True, related_name="+")
    day = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=12)
    question = models.JSONField(help_text="Key, prompt and answers, each with right and why")
    due = models.DateTimeField()
    told = models.DateTimeField(null=True, blank=True, help_text="When the housekeeping dealt with it")
    by_mail = models.BooleanField(default=False, help_text="Whether a letter went out")
    answered = models.DateTimeField(null=True, blank=True)
    chosen = models.PositiveSmallIntegerField(null=True, blank=True)
    right = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "rehearsal", "day"], name="training_follow_rehearsal_once"),
            models.UniqueConstraint(fields=["person", "course", "day"], name="training_follow_course_once"),
            models.CheckConstraint(
                condition=Q(rehearsal__isnull=False, course__isnull=True)
                | Q(rehearsal__isnull=True, course__isnull=False),
                name="training_follow_up_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(answered__isnull=True, chosen__isnull=True, right__isnull=True)
                | Q(answered__isnull=False, chosen__isnull=False, right__isnull=False),
                name="training_follow_up_answered_whole",
            ),
            models.CheckConstraint(condition=Q(day__in=DAYS), name="training_follow_up_day"),
            models.CheckConstraint(
                condition=Q(answered__isnull=True) | Q(answered__gte=F("due")), name="training_follow_up_not_early"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["told", "due"], name="training_follow_up_due")]

    def __str__(self) -> str:
        return f"{self.person} · {self.about} · {self.day}"

    @property
    def about(self) -> str:
        thing = self.rehearsal or self.course
        return thing.title if thing else ""
