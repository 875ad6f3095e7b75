from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person


class CalendarFeed(models.Model):
    """An address under which a calendar program reads a person's meetings. A new one ends the old one."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calendar_feeds")
    made = models.DateTimeField()
    ended = models.DateTimeField(null=True, blank=True)
    read = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended__isnull=True), name="meetings_one_living_feed")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.made:%Y-%m-%d}"
