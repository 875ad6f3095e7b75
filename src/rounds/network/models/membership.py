from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.billing.money import Money
from rounds.billing.vocabulary import PayerKind
from rounds.network.models.organisation import Organisation
from rounds.network.vocabulary import Ground


class Membership(models.Model):
    """A year of membership, or several paid at once, asked for and then started by the payment.

    `price_minor` is what was agreed for one year; it stays as it was.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    kind = models.CharField(_("kind"), max_length=20, choices=PayerKind)
    price_minor = models.BigIntegerField(_("price"))
    currency = models.CharField(_("currency"), max_length=3)
    years = models.PositiveSmallIntegerField(_("years paid at once"), default=1)
    off_minor = models.BigIntegerField(_("off for several years"), default=0)
    waived_percent = models.PositiveSmallIntegerField(_("waived, in percent"), default=0)
    band = models.CharField(_("price band"), max_length=120, blank=True)
    why = models.CharField(_("why this price"), max_length=300, blank=True)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    votes = models.PositiveSmallIntegerField(_("votes"), default=1)
    purchase_order = models.CharField(_("purchase-order number"), max_length=60, blank=True)
    asked = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    started = models.DateTimeField(null=True, blank=True)
    cancelled = models.DateTimeField(null=True, blank=True)
    lapsed = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Membership"]] = models.Manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(started__isnull=True, cancelled__isnull=True),
                name="network_one_membership_waiting",
            ),
            models.UniqueConstraint(
                fields=["organisation", "starts"], condition=Q(cancelled__isnull=True), name="network_one_year_a_start"
            ),
            models.CheckConstraint(
                condition=Q(started__isnull=True, starts__isnull=True, ends__isnull=True)
                | Q(started__isnull=False, starts__isnull=False, ends__gt=F("starts")),
                name="network_started_membership_has_dates",
            ),
            models.CheckConstraint(condition=Q(price_minor__gte=0), name="network_price_not_negative"),
            models.CheckConstraint(
                condition=Q(years__gte=1, off_minor__gte=0, off_minor__lte=F("price_minor") * F("years")),
                name="network_years_and_what_is_off",
            ),
            models.CheckConstraint(condition=Q(waived_percent__lte=100), name="network_waived_at_most_all"),
        ]
        indexes = [models.Index(fields=["ends"], name="network_membership_ends")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.starts:%Y-%m-%d}" if self.starts else str(self.organisation)

    @property
    def price(self) -> Money:
        return Money(self.price_minor, self.currency)

    @property
    def dues(self) -> Money:
        """What is left to pay of the price, for all the years."""
        return (self.price * self.years - self.off).share(100 - self.waived_percent, 100)

    @property
    def off(self) -> Money:
        return Money(self.off_minor, self.currency)

    @property
    def reference(self) -> str:
        """How an order names it."""
        return f"membership:{self.pk}"


class Reminder(models.Model):
    """That a reminder of the end was sent: one of each."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="reminders")
    days = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "days"], name="network_a_reminder_once")]

    def __str__(self) -> str:
        return f"{self.membership}: {self.days}"


class HardshipRequest(models.Model):
    """An organisation asks to pay less, on one of the published grounds."""

    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="hardship")
    ground = models.CharField(_("ground"), max_length=20, choices=Ground)
    words = models.TextField(_("what happened"), max_length=2000)
    asked = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    granted = models.BooleanField(null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("request to pay less")
        verbose_name_plural = _("requests to pay less")
        constraints = [
            models.CheckConstraint(
                condition=Q(granted__isnull=True, decided__isnull=True)
                | Q(granted__isnull=False, decided__isnull=False) & ~Q(reason=""),
                name="network_decision_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return str(self.membership.organisation)


class Joining(models.Model):
    """The answers of somebody who is on the way to join; saved question by question."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="joinings")
    answers = models.JSONField(default=dict)
    begun = models.DateTimeField()
    changed = models.DateTimeField()
    finished = models.DateTimeField(null=True, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(finished__isnull=True), name="network_one_joining_open"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)
