"""What people type to pass points on, to give, to buy and to use them."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.accounts.models import Person
from rounds.billing.models import PointsAccount
from rounds.billing.queries.points import colleagues_of

MOST = 10**9
SHARED = "shared"


def new_key() -> str:
    return uuid.uuid4().hex


class PointsForm(forms.Form):
    """How many; the hidden key makes a second click, or a second tab with the same page, change nothing."""

    points = forms.IntegerField(label=gettext_lazy("How many points"), min_value=1, max_value=MOST)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=new_key)


class PassOnForm(PointsForm):
    to = forms.ChoiceField(label=gettext_lazy("To whom"))
    reason = forms.CharField(label=gettext_lazy("What for"), max_length=200, required=False)
    field_order = ("to", "points", "reason", "key")

    def __init__(self, *args: Any, account: PointsAccount, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert account.payer
        colleagues = (one for one in colleagues_of(account.payer) if one.pk != account.person_id)
        self.people = {str(one.pk): one for one in colleagues}
        shared = [(SHARED, _("%(name)s, the common account") % {"name": account.payer})] if account.person_id else []
        self.fields["to"].choices = [*shared, *((key, str(one)) for key, one in self.people.items())]  # type: ignore[attr-defined]

    @property
    def person(self) -> Person | None:
        """The colleague who gets the points; None is the common account."""
        return self.people.get(self.cleaned_data["to"])

    @property
    def nobody(self) -> bool:
        return not self.fields["to"].choices  # type: ignore[attr-defined]


class GrantForm(PointsForm):
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=200, help_text=gettext_lazy("The member can read this.")
    )
    field_order = ("points", "reason", "key")


class VoucherCodeForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("Voucher code"), max_length=40)


class PointsFilter(forms.Form):
    words = forms.CharField(label=gettext_lazy("Name"), max_length=100, required=False)
