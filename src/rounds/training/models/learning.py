from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.training.models.pages import CoursePage, LessonPage


class Enrolment(models.Model):
    """A person takes a course; leaving it keeps everything that was done."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="enrolments")
    began = models.DateTimeField(_("began"))
    seen = models.DateTimeField(_("last opened"))
    lesson = models.ForeignKey(LessonPage, on_delete=models.SET_NULL, null=True, related_name="+")
    due = models.DateField(_("finish by"), null=True, blank=True)
    asked_by = models.CharField(_("asked for by"), max_length=200, blank=True)
    left = models.DateTimeField(_("left"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "course"], name="training_enrolled_once")]

    def __str__(self) -> str:
        return f"{self.person} · {self.course}"


class Attempt(models.Model):
    """One go at a lesson's questions: what was drawn, what has been typed so far, and in the end the points."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attempts")
    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="attempts")
    edition = models.PositiveIntegerField()
    revision = models.PositiveBigIntegerField(help_text="The published revision of the lesson that was shown")
    drawn = models.JSONField(help_text="Question keys in the order shown, each with the order of its answers")
    typed = models.JSONField(default=dict, blank=True, help_text="Saved answers by question key")
    began = models.DateTimeField()
    submitted = models.DateTimeField(null=True, blank=True)
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    possible = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "lesson"], condition=Q(submitted__isnull=True), name="training_one_open_attempt"
            ),
            models.CheckConstraint(
                condition=Q(submitted__isnull=True, points__isnull=True, possible__isnull=True)
                | Q(submitted__isnull=False, points__lte=F("possible")),
                name="training_marked_when_submitted",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "lesson", "edition", "submitted"], name="training_attempts")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.lesson}"


class Answer(models.Model):
    """What somebody answered to one question, written when the attempt is handed in and never changed."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="answers")
    lesson = models.ForeignKey(
        LessonPage,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        help_text="The lesson of the attempt, here too so that the item bank is counted from one index",
    )
    question = models.CharField(max_length=60)
    given = models.JSONField()
    right = models.BooleanField(null=True, help_text="Empty for a reflection, which is not marked")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["attempt", "question"], name="training_answered_once")]
        indexes: ClassVar = [models.Index(fields=["lesson", "question", "right"], name="training_item")]

    def __str__(self) -> str:
        return self.question


class LessonCompletion(models.Model):
    """A lesson was finished, in the edition and published revision that the person saw. Only ever added."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="lesson_completions")
    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="completions")
    edition = models.PositiveIntegerField()
    revision = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "lesson", "edition"], name="training_lesson_done_once")
        ]
        indexes: ClassVar = [models.Index(fields=["at"], name="training_lesson_done_at")]

    def __str__(self) -> str:
        return f"{self.person} · {self.lesson}"


class CourseCompletion(models.Model):
    """A course was finished, or its pass mark reached, in one version of its content. Only ever added."""

    class Kind(models.TextChoices):
        COMPLETION = "completion", _("Completed")
        ACHIEVEMENT = "achievement", _("Passed")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="course_completions")
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="completions")
    kind = models.CharField(max_length=12, choices=Kind)
    version = models.CharField(max_length=16, help_text="Stands for the editions of all lessons together")
    lessons = models.JSONField(help_text="Lesson, edition and revision of each lesson that was counted")
    points = models.PositiveIntegerField()
    possible = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "course", "kind", "version"], name="training_course_done_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.course}"
