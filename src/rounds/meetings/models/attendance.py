"""Whether somebody was there: what was seen, by whom and how. Rows are only ever added."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.meetings.attending import How, What
from rounds.meetings.models.meeting import Meeting


class Evidence(models.Model):
    """One thing that was seen. `attending.settled` says what all of it together means.

    `at` is when it happened, `noted` when we heard of it: a device without a network tells later.
    `key` comes with what is sent, so that sending again adds nothing.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="evidence")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="meeting_evidence")
    what = models.CharField(_("what"), max_length=10, choices=What)
    how = models.CharField(_("how"), max_length=10, choices=How)
    at = models.DateTimeField(_("when"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    device = models.CharField(_("device"), max_length=40, blank=True)
    key = models.UUIDField(default=uuid.uuid4)
    noted = models.DateTimeField()

    objects: ClassVar[models.Manager["Evidence"]] = models.Manager()

    class Meta:
        verbose_name = _("evidence of attendance")
        verbose_name_plural = _("evidence of attendance")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "key"], name="meetings_evidence_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("at")), name="meetings_evidence_ends_later"
            ),
            models.CheckConstraint(
                condition=~Q(what__in=["was", "was_not"]) | ~Q(reason=""), name="meetings_correction_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(what="was") | Q(minutes__isnull=False), name="meetings_correction_says_how_long"
            ),
        ]
        indexes = [models.Index(fields=["meeting", "person"], name="meetings_evidence_of_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.meeting}"


class HeadCount(models.Model):
    """How many people without a place were in the room; the last count holds."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="head_counts")
    people = models.PositiveIntegerField(_("people without a place"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")

    def __str__(self) -> str:
        return f"{self.meeting}: {self.people}"


class AttendanceLog(models.Model):
    """The list of a webinar tool, until a host has said which column is what. Then its text is thrown away."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance_logs")
    name = models.CharField(max_length=120)
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("attendance list")
        verbose_name_plural = _("attendance lists")

    def __str__(self) -> str:
        return self.name
