"""What an event sells: kinds of ticket, the quotas they draw on, and by which rules money comes back."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rounds.billing.models.payer import THREE_LETTERS
from rounds.events.models.event import Event
from rounds.meetings.models import CapacityPool


class Sales(models.Model):
    """How an event sells its tickets. `names_until` is when names stand; without it they may change until the start."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="sales")
    currency = models.CharField(_("currency"), max_length=3, default="USD", validators=[THREE_LETTERS])
    words = models.TextField(_("what people should know before they buy"), max_length=2000, blank=True)
    names_until = models.DateTimeField(_("names may change until"), null=True, blank=True)
    offer_hours = models.PositiveSmallIntegerField(_("hours to answer an offer"), default=24)

    class Meta:
        verbose_name = _("sale of tickets")
        verbose_name_plural = _("sales of tickets")
        constraints = [models.CheckConstraint(condition=Q(offer_hours__gte=1), name="events_offers_last")]

    def __str__(self) -> str:
        return str(self.event)


class RefundStep(models.Model):
    """So many days before the first day, and earlier, this share comes back."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="refund_steps")
    days = models.PositiveSmallIntegerField(_("days before the first day"))
    percent = models.PositiveSmallIntegerField(_("percent that comes back"))

    class Meta:
        verbose_name = _("step of refunds")
        verbose_name_plural = _("steps of refunds")
        constraints = [
            models.UniqueConstraint(fields=["event", "days"], name="events_one_refund_a_day"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="events_refund_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.days}: {self.percent} %"


class Quota(models.Model):
    """That a pool of places belongs to an event. The pool itself guards that it is never oversold."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="quotas")
    pool = models.OneToOneField(CapacityPool, on_delete=models.PROTECT, related_name="quota")

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")

    def __str__(self) -> str:
        return self.pool.name


class Need(models.TextChoices):
    """What somebody must have to buy a kind of ticket."""

    MEMBER = "member", _("A seat of a member of the network")
    CODE = "code", _("A code of invitation")
    PROOF = "proof", _("A proof, such as a student card, shown at the desk")


class TicketKind(models.Model):
    """One kind of ticket, or an add-on such as a workshop day. It takes a place of each pool it draws on.

    `subject` names a price list of billing, for prices by kind and size of who pays; otherwise the amounts here hold.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="ticket_kinds")
    name = models.CharField(_("name"), max_length=80)
    about = models.CharField(_("what it is"), max_length=300, blank=True)
    content = models.TextField(_("what is in it, one on each line"), max_length=1000, blank=True)
    amount = models.PositiveBigIntegerField(_("price"), default=0)
    member_amount = models.PositiveBigIntegerField(_("price for members"), null=True, blank=True)
    subject = models.CharField(_("price list"), max_length=80, blank=True)
    sale_from = models.DateTimeField(_("on sale from"), null=True, blank=True)
    sale_until = models.DateTimeField(_("on sale until"), null=True, blank=True)
    most = models.PositiveSmallIntegerField(_("most in one order"), default=10)
    pools: Any = models.ManyToManyField(CapacityPool, verbose_name=_("quotas"), related_name="ticket_kinds", blank=True)
    needs = models.CharField(_("who may buy it"), max_length=10, choices=Need, blank=True)
    proof = models.CharField(_("which proof"), max_length=120, blank=True)
    companion_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="companions", verbose_name=_("only with")
    )
    waiting_list = models.BooleanField(_("keep a waiting list"), default=True)
    shown = models.BooleanField(_("on sale"), default=True)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=1)

    objects: ClassVar[models.Manager["TicketKind"]] = models.Manager()

    class Meta:
        verbose_name = _("kind of ticket")
        verbose_name_plural = _("kinds of ticket")
        constraints = [
            models.UniqueConstraint(fields=["event", "name"], name="events_one_kind_of_a_name"),
            models.CheckConstraint(condition=~Q(name=""), name="events_kind_has_a_name"),
            models.CheckConstraint(condition=Q(most__gte=1, most__lte=50), name="events_kind_most"),
            models.CheckConstraint(
                condition=Q(member_amount__isnull=True) | Q(member_amount__lte=F("amount")),
                name="events_members_pay_no_more",
            ),
            models.CheckConstraint(
                condition=Q(sale_from__isnull=True) | Q(sale_until__isnull=True) | Q(sale_until__gt=F("sale_from")),
                name="events_sale_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(needs="proof") | ~Q(proof=""), name="events_proof_is_named"),
            models.CheckConstraint(
                condition=Q(companion_of__isnull=True) | ~Q(companion_of=F("pk")), name="events_no_companion_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def contents(self) -> list[str]:
        return [line.strip() for line in self.content.splitlines() if line.strip()]


class InvitationCode(models.Model):
    """Opens a kind of ticket to whoever has it, for so many tickets."""

    kind = models.ForeignKey(TicketKind, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(_("code"), max_length=30)
    limit = models.PositiveSmallIntegerField(_("for how many tickets"), default=1)
    used = models.PositiveSmallIntegerField(default=0, editable=False)
    ended = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("code of invitation")
        verbose_name_plural = _("codes of invitation")
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="events_one_code_of_a_name"),
            models.CheckConstraint(condition=Q(used__lte=F("limit")), name="events_code_not_used_too_often"),
        ]

    def __str__(self) -> str:
        return self.code
