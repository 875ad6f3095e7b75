from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.billing.vocabulary import PayerKind
from rounds.network.forms.joining import YearsMixin
from rounds.network.models import Organisation
from rounds.screening.models import Place

STATES = (
    ("", gettext_lazy("Any")),
    ("active", gettext_lazy("Member")),
    ("due", gettext_lazy("Renewal due in 90 days")),
    ("grace", gettext_lazy("In grace")),
    ("lapsed", gettext_lazy("Lapsed")),
    ("waiting", gettext_lazy("Not started")),
    ("unpaid", gettext_lazy("A year waits for payment")),
    ("full", gettext_lazy("Seats run out")),
    ("unmanaged", gettext_lazy("Without a manager")),
)
SORTS = (
    ("", gettext_lazy("Name")),
    ("renewal", gettext_lazy("Renewal date")),
    ("seats", gettext_lazy("Seats taken")),
    ("dues", gettext_lazy("Dues")),
)


class MembersFilter(forms.Form):
    words = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=120)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=lambda: [("", gettext_lazy("Any")), *PayerKind.choices]
    )
    state = forms.ChoiceField(label=gettext_lazy("State of membership"), required=False, choices=STATES)
    sort = forms.ChoiceField(label=gettext_lazy("Sorted by"), required=False, choices=SORTS)

    def asked(self) -> dict[str, Any]:
        return dict(self.cleaned_data) if self.is_valid() else {}


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        choices=[("yes", gettext_lazy("Waive it, as the rule says")), ("no", gettext_lazy("Do not waive it"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Decide one way or the other.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Whoever asked reads this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why.")},
    )


class LinkForm(forms.Form):
    """To which system a hospital belongs, and by whose rules its posts are checked."""

    parent = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("System"),
        help_text=gettext_lazy("Its hospitals share its seats, and are covered by its membership."),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label=gettext_lazy("Place"),
        help_text=gettext_lazy("By whose rules their posts are checked."),
        required=False,
        empty_label=gettext_lazy("None"),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        kwargs["initial"] = {"parent": organisation.parent, "place": organisation.place}
        super().__init__(*args, **kwargs)
        parent: Any = self.fields["parent"]
        place: Any = self.fields["place"]
        systems = Organisation.objects.filter(kind=PayerKind.HEALTH_SYSTEM, parent=None).exclude(pk=organisation.pk)
        parent.queryset = systems.order_by("name")
        place.queryset = Place.objects.order_by("name")


class OrderNumberForm(YearsMixin):
    purchase_order = forms.CharField(
        label=gettext_lazy("Purchase-order number"),
        help_text=gettext_lazy("If your accounts department needs one on the invoice."),
        max_length=60,
        required=False,
    )

    def clean_purchase_order(self) -> str:
        number = " ".join(str(self.cleaned_data["purchase_order"]).split())
        if any(ord(sign) < 32 for sign in number):
            raise ValidationError(_("Use letters and digits."))
        return number

    def asked_years(self) -> int:
        return int(self.cleaned_data.get("years") or 1)
