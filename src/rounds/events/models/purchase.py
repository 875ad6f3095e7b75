"""Who buys what: an order of tickets, and each ticket with who comes."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.billing.models import Order
from rounds.events.models.event import Event
from rounds.events.models.sales import InvitationCode, TicketKind


class Bought(models.TextChoices):
    """How an order of tickets stands; the words of registrations, for whoever knows both."""

    HELD = "held", _("To be paid")
    KEPT = "kept", _("Bought")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Offered")
    CANCELLED = "cancelled", _("Cancelled")


HOLDING = (Bought.HELD, Bought.KEPT, Bought.OFFERED)  # these hold places
LIVING = (*HOLDING, Bought.WAITING)


class Ended(models.TextChoices):
    """Why an order of tickets, or one ticket, ended."""

    LEFT = "left", _("The buyer cancelled")
    UNPAID = "unpaid", _("It was not paid in time")
    DECLINED = "declined", _("The offer was declined")
    LAPSED = "lapsed", _("The offer was not answered in time")
    STAFF = "staff", _("The organisers took it back")
    REFUNDED = "refunded", _("The order was cancelled")
    MAIN = "main", _("The ticket it came with was cancelled")


class Purchase(models.Model):
    """Tickets that somebody buys together, or waits for. One that ended stays as history.

    `key` comes with the form, so that one form never buys twice. `place` orders the waiting list; who waits, waits for
    tickets of one kind. `until` is when a cart or an offer ends. `given` says why it was free of charge.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="purchases")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ticket_purchases")
    state = models.CharField(_("state"), max_length=10, choices=Bought)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, blank=True, related_name="ticket_purchases")
    place = models.BigIntegerField(_("place in the list"), null=True, blank=True)
    skipped = models.PositiveSmallIntegerField(default=0)
    until = models.DateTimeField(null=True, blank=True)
    code = models.ForeignKey(InvitationCode, on_delete=models.PROTECT, null=True, blank=True, related_name="purchases")
    given = models.CharField(_("why it is free"), max_length=200, blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    because = models.CharField(_("why it ended"), max_length=10, choices=Ended, blank=True)
    made = models.DateTimeField()
    changed = models.DateTimeField()

    objects: ClassVar[models.Manager["Purchase"]] = models.Manager()

    class Meta:
        verbose_name = _("order of tickets")
        verbose_name_plural = _("orders of tickets")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(place__isnull=False), name="events_waiting_has_a_place_in_the_list"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["held", "offered"], until__isnull=False)
                | (~Q(state__in=["held", "offered"]) & Q(until__isnull=True)),
                name="events_carts_and_offers_end",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(because="") | ~Q(state="cancelled") & Q(because=""),
                name="events_an_end_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(order__isnull=False), name="events_a_cart_has_an_order"
            ),
        ]
        indexes = [
            models.Index(fields=["event", "state"], name="events_purchases"),
            models.Index(fields=["person", "state"], name="events_purchases_of_a_person"),
            models.Index(fields=["until"], condition=Q(until__isnull=False), name="events_that_run_out"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"T-{self.pk:05}" if self.pk else "T"


class TicketQuerySet(models.QuerySet["Ticket"]):
    def valid(self) -> "TicketQuerySet":
        """Which let somebody in."""
        return self.filter(ended__isnull=True, purchase__state=Bought.KEPT)

    def open(self) -> "TicketQuerySet":
        """Which have not ended, whether they are paid or not."""
        return self.filter(ended__isnull=True)


class Ticket(models.Model):
    """One place for one person, whose name may come later. `key` names the places it holds; `code` is on its QR code.

    Another name is another code, so that an old print lets nobody in. `net` is what it cost before voucher and points.
    """

    purchase = models.ForeignKey(Purchase, on_delete=models.PROTECT, related_name="tickets")
    kind = models.ForeignKey(TicketKind, on_delete=models.PROTECT, related_name="tickets")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    code = models.CharField(_("code"), max_length=8, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    role = models.CharField(_("role on the badge"), max_length=40, blank=True)
    needs = models.CharField(_("what helps to take part"), max_length=300, blank=True)
    main = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="with_it")
    net = models.PositiveBigIntegerField(default=0)
    ended = models.DateTimeField(null=True, blank=True)
    because = models.CharField(_("why it ended"), max_length=10, choices=Ended, blank=True)
    printed = models.DateTimeField(_("badge printed"), null=True, blank=True)

    objects: ClassVar[models.Manager["Ticket"]] = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended__isnull=True, because="") | (Q(ended__isnull=False) & ~Q(because="")),
                name="events_ticket_end_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.code
