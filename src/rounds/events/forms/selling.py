"""What organisers set about tickets."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from rounds.billing.models import PriceList
from rounds.billing.money import Money, NotMoney, places
from rounds.core.tidy import Tidy
from rounds.events.forms.fields import MomentField, line, text
from rounds.events.models import Event, Need, Quota, RefundStep, Sales, TicketKind
from rounds.events.queries.tickets import sales_of


class SalesForm(Tidy):
    """How an event sells."""

    currency = forms.RegexField(
        r"^[A-Za-z]{3}\Z",
        label=_("Currency"),
        help_text=_("Three letters, such as USD."),
        error_messages={"required": _("Write a currency."), "invalid": _("Write three letters, such as USD.")},
    )
    words = text(_("What people should know before they buy"), 2000)
    names_until = MomentField(label=_("Names may change until"), required=False)
    offer_hours = forms.IntegerField(label=_("Hours to answer an offer"), min_value=1, max_value=336)

    def __init__(self, *args: Any, sales: Sales, **kwargs: Any) -> None:
        names = ("currency", "words", "names_until", "offer_hours")
        kwargs["initial"] = {name: getattr(sales, name) for name in names}
        super().__init__(*args, **kwargs)
        field = self.fields["names_until"]
        if isinstance(field, MomentField):
            field.in_zone(sales.event.zone)

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "currency": self.cleaned_data["currency"].upper()}


class RefundsForm(Tidy):
    """The table of refunds, one step on a line."""

    steps = text(
        _("Steps"), 600, help_text=_("One on each line: days before the first day, then percent. Such as 30: 100")
    )

    def __init__(self, *args: Any, steps: list[RefundStep], **kwargs: Any) -> None:
        first = "\n".join(f"{step.days}: {step.percent}" for step in steps)
        kwargs["initial"] = {"steps": first}
        super().__init__(*args, **kwargs)

    def clean_steps(self) -> list[tuple[int, int]]:
        return [step_of(row) for row in str(self.cleaned_data["steps"]).splitlines() if row.strip()]


def step_of(row: str) -> tuple[int, int]:
    days, _mark, percent = (part.strip().removesuffix("%").strip() for part in row.partition(":"))
    if not (days.isascii() and days.isdigit() and percent.isascii() and percent.isdigit() and len(days) < 4):
        raise ValidationError(
            now("Write each line such as 30: 100. This one is not: %(row)s") % {"row": row.strip()[:40]}
        )
    if int(percent) > 100:
        raise ValidationError(now("No more than 100 percent comes back."))
    return int(days), int(percent)


class QuotaForm(Tidy):
    name = line(_("Name"), 120, _("Give the quota a name."), help_text=_("Such as Hall, or Workshop room."))
    cap = forms.IntegerField(
        label=_("Places"), min_value=0, max_value=100_000, error_messages={"required": _("Write how many there are.")}
    )

    def __init__(self, *args: Any, quota: Quota | None, **kwargs: Any) -> None:
        first = {"name": quota.pool.name, "cap": quota.pool.cap} if quota else {}
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)


class KindForm(Tidy):
    """A kind of ticket."""

    name = line(_("Name"), 80, _("Give the kind a name."))
    about = line(_("What it is"), 300)
    content = text(_("What is in it"), 1000, help_text=_("One thing on each line, such as lunch on both days."))
    amount = forms.DecimalField(
        label=_("Price"), min_value=0, max_value=1_000_000, initial=0, help_text=_("0 is free.")
    )
    member_amount = forms.DecimalField(label=_("Price for members"), min_value=0, max_value=1_000_000, required=False)
    subject = forms.ChoiceField(
        label=_("Price list"),
        required=False,
        help_text=_(
            "A list of the centre sets prices by kind and size of who pays. It takes the place of the prices above."
        ),
    )
    pools = forms.MultipleChoiceField(
        label=_("Quotas"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A ticket takes a place of each. Several kinds may share one. Without one there is no limit."),
    )
    most = forms.IntegerField(label=_("Most in one order"), min_value=1, max_value=50, initial=10)
    sale_from = MomentField(label=_("On sale from"), required=False)
    sale_until = MomentField(label=_("On sale until"), required=False)
    needs = forms.ChoiceField(label=_("Who may buy it"), required=False)
    proof = line(_("Which proof"), 120, help_text=_("Such as a student card. It is shown at the check-in desk."))
    companion_of = forms.ChoiceField(label=_("Only together with"), required=False)
    waiting_list = forms.BooleanField(label=_("Keep a waiting list when it is full"), required=False, initial=True)
    shown = forms.BooleanField(label=_("On sale"), required=False, initial=True)
    order = forms.IntegerField(label=_("Place in the list"), min_value=1, max_value=999, initial=1)

    PLAIN: tuple[str, ...] = (
        "name",
        "about",
        "content",
        "subject",
        "most",
        "sale_from",
        "sale_until",
        "needs",
        "proof",
    )
    PLAIN += ("waiting_list", "shown", "order")

    def __init__(self, *args: Any, event: Event, kind: TicketKind | None, **kwargs: Any) -> None:
        self.event, self.kind, self.currency = event, kind, sales_of(event).currency
        kwargs["initial"] = self.first()
        super().__init__(*args, **kwargs)
        for name in ("sale_from", "sale_until"):
            field = self.fields[name]
            if isinstance(field, MomentField):
                field.in_zone(event.zone)
        quotas = event.quotas.select_related("pool").order_by("pool__name")
        others = event.ticket_kinds.filter(companion_of__isnull=True).exclude(pk=kind.pk if kind else 0)
        lists = PriceList.objects.exclude(starts=None).values_list("subject", flat=True).distinct().order_by("subject")
        self.choose("pools", [(str(one.pool_id), one.pool.name) for one in quotas])
        self.choose("companion_of", [("", now("Nothing")), *((str(one.pk), one.name) for one in others)])
        self.choose("subject", [("", now("The prices above")), *((name, name) for name in lists)])
        self.choose("needs", [("", now("Everybody")), *Need.choices])
        for name in ("amount", "member_amount"):
            self.fields[name].label = f"{self.fields[name].label} ({self.currency})"

    def choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def first(self) -> dict[str, Any]:
        kind = self.kind
        if kind is None:
            return {}
        found = {name: getattr(kind, name) for name in self.PLAIN}
        found |= {"amount": Money(kind.amount, self.currency).decimal, "companion_of": str(kind.companion_of_id or "")}
        if kind.member_amount is not None:
            found["member_amount"] = Money(kind.member_amount, self.currency).decimal
        return {**found, "pools": [str(pk) for pk in kind.pools.values_list("pk", flat=True)]}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("amount", "member_amount"):
            if cleaned.get(name) is not None:
                self.whole(name, cleaned[name])
        member, amount = cleaned.get("member_amount"), cleaned.get("amount")
        if member is not None and amount is not None and member > amount:
            self.add_error("member_amount", now("Members pay no more than others."))
        opens, closes = cleaned.get("sale_from"), cleaned.get("sale_until")
        if opens and closes and closes <= opens:
            self.add_error("sale_until", now("It ends after it begins."))
        if cleaned.get("needs") == Need.PROOF and not cleaned.get("proof"):
            self.add_error("proof", now("Say which proof people bring."))
        if cleaned.get("companion_of") and self.kind and self.kind.companions.exists():
            self.add_error("companion_of", now("Other tickets come only with this one, so it stands alone."))
        return cleaned

    def whole(self, name: str, amount: Decimal) -> None:
        try:
            Money.of(amount, self.currency)
        except NotMoney:
            digits = places(self.currency)
            self.add_error(name, now("Write at most %(digits)s digits after the point.") % {"digits": digits})

    def values(self) -> dict[str, Any]:
        told = self.cleaned_data
        member = told["member_amount"]
        return {
            **{name: told[name] for name in self.PLAIN},
            "amount": Money.of(told["amount"], self.currency).minor,
            "member_amount": None if member is None else Money.of(member, self.currency).minor,
            "companion_of_id": int(told["companion_of"]) if told["companion_of"] else None,
        }

    def chosen_pools(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["pools"]]


class CodeForm(Tidy):
    code = forms.RegexField(
        r"^[A-Za-z0-9-]{3,30}\Z",
        label=_("Code"),
        error_messages={"required": _("Write a code."), "invalid": _("Use 3 to 30 letters, digits and hyphens.")},
    )
    limit = forms.IntegerField(label=_("For how many tickets"), min_value=1, max_value=1000, initial=1)
