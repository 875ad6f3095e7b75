from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.billing.models.payer import Payer


class PointsAccount(models.Model):
    """Where points lie: a payer's own, a colleague's share of them, or one of the centre's three counter-accounts."""

    class Purpose(models.TextChoices):
        HELD = "held", _("Held by a member")
        ISSUED = "issued", _("Given out by the centre")
        SPENT = "spent", _("Spent on services")
        ENDED = "ended", _("Run out or lapsed")

    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.HELD)
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, null=True, related_name="points_accounts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="points_accounts")

    objects: ClassVar[models.Manager["PointsAccount"]] = models.Manager()

    class Meta:
        verbose_name = _("points account")
        verbose_name_plural = _("points accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["payer"],
                condition=models.Q(person=None, payer__isnull=False),
                name="billing_one_points_account_a_payer",
            ),
            models.UniqueConstraint(fields=["payer", "person"], name="billing_one_points_account_a_colleague"),
            models.UniqueConstraint(
                fields=["purpose"], condition=~models.Q(purpose="held"), name="billing_one_counter_account_each"
            ),
            models.CheckConstraint(
                condition=models.Q(purpose="held", payer__isnull=False)
                | (~models.Q(purpose="held") & models.Q(payer=None, person=None)),
                name="billing_held_points_have_a_payer",
            ),
        ]

    def __str__(self) -> str:
        if self.payer is None:
            return str(self.Purpose(self.purpose).label)
        return f"{self.person} ({self.payer})" if self.person else str(self.payer)


class PointsTransaction(models.Model):
    """Something that happened to points, once: the key tells whether it has been asked before."""

    class Kind(models.TextChoices):
        EARNED = "earned", _("Earned from dues")
        BOUGHT = "bought", _("Bought")
        GRANTED = "granted", _("Given by the centre")
        PASSED = "passed", _("Passed on")
        SPENT = "spent", _("Spent")
        REFUNDED = "refunded", _("Paid back")
        EXPIRED = "expired", _("Run out")
        LAPSED = "lapsed", _("Lapsed with the membership")

    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=120, unique=True)
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="points_transactions")
    points = models.PositiveBigIntegerField()
    reference = models.CharField(max_length=120, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    refunds = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="refunded_by")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["PointsTransaction"]] = models.Manager()

    class Meta:
        verbose_name = _("change of points")
        verbose_name_plural = _("changes of points")
        constraints = [
            models.CheckConstraint(condition=models.Q(points__gt=0), name="billing_points_change_is_something"),
            models.CheckConstraint(
                condition=models.Q(kind="refunded", refunds__isnull=False)
                | (~models.Q(kind="refunded") & models.Q(refunds=None)),
                name="billing_refund_names_what_was_spent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payer}: {self.get_kind_display()}, {self.points}"


class PointsLot(models.Model):
    """Points of one day and one origin, which run out together. What is left can never fall below nothing."""

    account = models.ForeignKey(PointsAccount, on_delete=models.PROTECT, related_name="lots")
    made_by = models.ForeignKey(PointsTransaction, on_delete=models.PROTECT, related_name="lots")
    came_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="passed_on")
    earned_on = models.DateField()
    expires_on = models.DateField()
    points = models.PositiveBigIntegerField()
    remaining = models.PositiveBigIntegerField()
    ended = models.DateField(null=True)

    objects: ClassVar[models.Manager["PointsLot"]] = models.Manager()

    class Meta:
        verbose_name = _("lot of points")
        verbose_name_plural = _("lots of points")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(remaining__gte=0, remaining__lte=models.F("points"), points__gt=0),
                name="billing_lot_never_below_nothing",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("earned_on")), name="billing_lot_expires_after_it_is_earned"
            ),
            models.CheckConstraint(
                condition=models.Q(ended=None) | models.Q(remaining=0), name="billing_ended_lot_is_empty"
            ),
        ]
        indexes = [models.Index(fields=["expires_on"], condition=models.Q(ended=None), name="billing_lot_live")]

    def __str__(self) -> str:
        return f"{self.account}: {self.remaining}/{self.points}"


class PointsMove(models.Model):
    """Points go from one account to another: one row is both sides of the entry, so that nothing is made or lost."""

    transaction = models.ForeignKey(PointsTransaction, on_delete=models.PROTECT, related_name="moves")
    giver = models.ForeignKey(PointsAccount, on_delete=models.PROTECT, related_name="given")
    taker = models.ForeignKey(PointsAccount, on_delete=models.PROTECT, related_name="taken")
    out_of = models.ForeignKey(PointsLot, on_delete=models.PROTECT, null=True, related_name="moves_out")
    into = models.ForeignKey(PointsLot, on_delete=models.PROTECT, null=True, related_name="moves_in")
    points = models.PositiveBigIntegerField()

    objects: ClassVar[models.Manager["PointsMove"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(points__gt=0), name="billing_move_moves_something"),
            models.CheckConstraint(condition=~models.Q(giver=models.F("taker")), name="billing_move_has_two_accounts"),
            models.CheckConstraint(
                condition=models.Q(out_of__isnull=False) | models.Q(into__isnull=False),
                name="billing_move_touches_a_lot",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker}: {self.points}"
