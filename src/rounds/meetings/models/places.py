import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rounds.meetings.vocabulary import HoldState


class CapacityPool(models.Model):
    """A number of places. They are never counted and then taken: `taken` grows by a guarded update, or not at all.

    Several meetings may share a pool. `last_place` numbers the waiting lists of all of them in one order.
    """

    name = models.CharField(_("name"), max_length=120)
    cap = models.PositiveIntegerField(_("places"))
    taken = models.PositiveIntegerField(_("taken"), default=0, editable=False)
    last_place = models.PositiveBigIntegerField(default=0, editable=False)

    objects: ClassVar[models.Manager["CapacityPool"]] = models.Manager()

    class Meta:
        verbose_name = _("places")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(condition=Q(taken__gte=0, taken__lte=F("cap")), name="meetings_never_oversold"),
            models.CheckConstraint(condition=~Q(name=""), name="meetings_places_have_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def left(self) -> int:
        return self.cap - self.taken


class Hold(models.Model):
    """Places of one pool that somebody has. `key` names the claim, which may hold places of several pools.

    A hold with an end is given back when the end has come; one that is kept has none.
    """

    pool = models.ForeignKey(CapacityPool, on_delete=models.PROTECT, related_name="holds")
    key = models.UUIDField(default=uuid.uuid4)
    count = models.PositiveIntegerField(_("places"))
    state = models.CharField(_("state"), max_length=10, choices=HoldState, default=HoldState.HELD)
    expires_at = models.DateTimeField(null=True, blank=True)
    made = models.DateTimeField()
    released = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Hold"]] = models.Manager()

    class Meta:
        verbose_name = _("held places")
        verbose_name_plural = _("held places")
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "key"], condition=~Q(state="released"), name="meetings_a_key_holds_once"
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="meetings_a_hold_holds_something"),
            models.CheckConstraint(
                condition=Q(state="held", expires_at__isnull=False, released__isnull=True)
                | Q(state="kept", expires_at__isnull=True, released__isnull=True)
                | Q(state="released", released__isnull=False),
                name="meetings_a_hold_ends_or_is_kept",
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(state="held"), name="meetings_holds_that_end"),
            models.Index(fields=["key"], name="meetings_holds_of_a_claim"),
        ]

    def __str__(self) -> str:
        return f"{self.pool}: {self.count}"
