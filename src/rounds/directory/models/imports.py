from django.db import models
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.directory.models.hospitals import Hospital
from rounds.directory.vocabulary import Source


class ImportRun(models.Model):
    """One import of files into the register, with what it did; a refused one changed nothing else."""

    source = models.CharField(max_length=20, choices=Source)
    files = models.JSONField(default=list)  # name and SHA-256 of each
    released_on = models.DateField(_("release"))
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    refused = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return f"{self.get_source_display()}, {self.released_on}"


class ImportLine(models.Model):
    """One thing that an import did, or found wrong, with the line of the file."""

    class What(models.TextChoices):
        ADDED = "added", _("Added")
        RENAMED = "renamed", _("Renamed")
        CHANGED = "changed", _("Changed")
        CLOSED = "closed", _("Closed")
        REOPENED = "reopened", _("Open again")
        UNMATCHED = "unmatched", _("Without beds and website")
        QUEUED = "queued", _("Joined by telephone only: a person decides")
        MALFORMED = "malformed", _("Not readable")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="lines")
    what = models.CharField(max_length=10, choices=What)
    number = models.PositiveIntegerField(_("line"), null=True)
    key = models.CharField(max_length=80, blank=True)
    words = models.CharField(max_length=500)
    hospital = models.ForeignKey(Hospital, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("line of an import")
        verbose_name_plural = _("lines of imports")
        indexes = [models.Index(fields=["run", "what", "number"], name="directory_import_line")]

    def __str__(self) -> str:
        return f"{self.what}: {self.key}"
