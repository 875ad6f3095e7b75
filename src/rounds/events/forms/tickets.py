"""What buyers and holders of tickets type."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from rounds.billing.amounts import price_words
from rounds.billing.models import Payer
from rounds.core.tidy import Tidy
from rounds.events.forms.fields import line
from rounds.events.models import Need
from rounds.events.queries.tickets import KindShown

MYSELF = ""


class CountField(forms.IntegerField):
    """How many; nothing typed is none."""

    def to_python(self, value: Any) -> int:
        found: int | None = super().to_python(value)
        return found or 0


def number_field(one: KindShown) -> forms.IntegerField:
    price = price_words(one.price) if one.price else now("free")
    label = one.kind.name if one.price is None else f"{one.kind.name} ({price})"
    return CountField(
        label=label,
        min_value=0,
        max_value=one.kind.most,
        initial=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write a number, such as 2."),
            "max_value": _("At most %(limit_value)s in one order."),
            "min_value": _("Write 0 or more."),
        },
    )


class ChooseForm(Tidy):
    """How many of each kind that can be bought or waited for."""

    def __init__(self, *args: Any, kinds: list[KindShown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = [one for one in kinds if one.do in {"buy", "list"}]
        for one in self.kinds:
            self.fields[f"kind-{one.kind.pk}"] = number_field(one)

    def counts(self) -> dict[int, int]:
        return {one.kind.pk: self.cleaned_data.get(f"kind-{one.kind.pk}") or 0 for one in self.kinds}


class OrderForm(ChooseForm):
    """The order: whose tickets, who pays and with what. What cannot change anything is not asked."""

    myself = forms.BooleanField(
        label=_("One of them is for me"),
        required=False,
        initial=True,
        help_text=_("The names of the others can come later."),
    )
    code = forms.CharField(label=_("Code of invitation"), required=False, max_length=30)
    payer = forms.ChoiceField(label=_("Who pays?"), required=False, widget=forms.RadioSelect)
    voucher = forms.CharField(label=_("Voucher"), required=False, max_length=30)
    points = forms.IntegerField(
        label=_("Points to use"), help_text=_("One point pays one dollar."), required=False, min_value=0
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: list[KindShown], payers: list[Payer], **kwargs: Any) -> None:
        super().__init__(*args, kinds=kinds, **kwargs)
        self.payers = {str(payer.pk): payer for payer in payers}
        offer_payers(self, payers)
        if all(one.price is not None and not one.price for one in self.kinds):
            drop(self, "voucher", "points", "payer")
        invited = [one.kind.name for one in self.kinds if one.kind.needs == Need.CODE]
        if invited:
            self.fields["code"].help_text = now("For %(kinds)s.") % {"kinds": ", ".join(invited)}
        else:
            drop(self, "code")
        numbers = [name for name in self.fields if name.startswith("kind-")]
        self.order_fields([*numbers, "myself", "code", "payer", "voucher", "points"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not any(self.counts().values()):
            self.add_error(None, now("Choose how many tickets you want."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What the action wants."""
        told = self.cleaned_data
        return {
            "key": told["key"],
            "counts": self.counts(),
            "payer": self.payers.get(told.get("payer") or ""),
            "voucher": str(told.get("voucher") or "").upper(),
            "points": told.get("points") or 0,
            "code": told.get("code") or "",
            "myself": told["myself"],
        }


class AcceptForm(Tidy):
    """Saying yes to an offer: who pays, and with what."""

    payer = forms.ChoiceField(label=_("Who pays?"), required=False, widget=forms.RadioSelect)
    voucher = forms.CharField(label=_("Voucher"), required=False, max_length=30)
    points = forms.IntegerField(
        label=_("Points to use"), help_text=_("One point pays one dollar."), required=False, min_value=0
    )

    def __init__(self, *args: Any, payers: list[Payer], free: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.payers = {str(payer.pk): payer for payer in payers}
        offer_payers(self, payers)
        if free:
            drop(self, "voucher", "points", "payer")

    def facts(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "payer": self.payers.get(told.get("payer") or ""),
            "voucher": str(told.get("voucher") or "").upper(),
            "points": told.get("points") or 0,
        }


def offer_payers(form: forms.Form, payers: list[Payer]) -> None:
    own = [payer for payer in payers if payer.person_id]
    others = [(str(payer.pk), payer.name) for payer in payers if not payer.person_id]
    field: Any = form.fields["payer"]
    field.choices = [(str(own[0].pk) if own else MYSELF, now("I pay myself")), *others]
    if not others:
        drop(form, "payer")


def drop(form: forms.Form, *names: str) -> None:
    for name in names:
        form.fields.pop(name, None)


class HolderForm(Tidy):
    """Who comes with a ticket."""

    name = line(_("Name"), 120, _("Write the name for the badge."))
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("The ticket is sent there."),
        error_messages={"invalid": _("Write an address such as name@people.example.")},
    )
    pronouns = line(_("Pronouns"), 40, help_text=_("They stand on the badge."))
    organisation = line(_("Organisation"), 120)
    needs = line(
        _("What helps to take part"),
        300,
        help_text=_("Such as captions or step-free access. Only the organisers see it."),
    )


class CancelForm(forms.Form):
    """Which tickets of an order are given back."""

    tickets = forms.MultipleChoiceField(
        label=_("Which tickets?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one ticket.")},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["tickets"]
        field.choices = choices
