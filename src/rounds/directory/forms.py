import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.directory.handles import Account, AddressRefused, parts_of, read_account
from rounds.directory.models import SocialNetwork
from rounds.directory.queries import standing_networks

UNKNOWN = (("", gettext_lazy("Not known")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))
YES_NO = {"yes": True, "no": False, "": None}


class AccountForm(forms.Form):
    """An account that somebody tells of. `page` is a field that people do not see and programs fill in."""

    network = forms.ModelChoiceField(
        SocialNetwork.objects.none(), label=gettext_lazy("Network"), empty_label=gettext_lazy("Choose a network")
    )
    address = forms.CharField(
        label=gettext_lazy("Address of the account"),
        help_text=gettext_lazy("Open the account and copy what stands in the address bar."),
        max_length=400,
    )
    opened_on = forms.DateField(
        label=gettext_lazy("When it was opened"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    evidence = forms.CharField(
        label=gettext_lazy("How can one tell that it is theirs?"),
        help_text=gettext_lazy(
            "Such as “The website links to it”. Write nothing about patients. Only our staff read it."
        ),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        field: Any = self.fields["network"]
        field.queryset = standing_networks()

    def clean_opened_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["opened_on"]
        if day and not dt.date(1995, 1, 1) <= day <= self.on:
            raise ValidationError(_("Choose a day between 1995 and today."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        network, typed = cleaned.get("network"), cleaned.get("address")
        if network and typed:
            try:
                self.account: Account = read_account(typed, slug=network.slug, name=network.name, hosts=network.hosts)
            except AddressRefused as refusal:
                self.add_error("address", str(refusal))
        return cleaned


class ClaimForm(forms.Form):
    role = forms.CharField(
        label=gettext_lazy("What you do there"),
        help_text=gettext_lazy("Such as “Communications manager”. Only our staff see it."),
        max_length=120,
    )


class DomainMailForm(forms.Form):
    address = forms.EmailField(label=gettext_lazy("Your work address"), max_length=254)


class HospitalForm(forms.Form):
    """What a hospital or staff know better than the files."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    website = forms.CharField(label=gettext_lazy("Website"), max_length=500, required=False)
    website_good = forms.BooleanField(
        label=gettext_lazy("I have looked: this website is the hospital’s own"), required=False
    )
    beds = forms.IntegerField(label=gettext_lazy("Beds"), min_value=1, max_value=99_999, required=False)
    teaching = forms.ChoiceField(label=gettext_lazy("Teaching hospital"), choices=UNKNOWN, required=False)
    rural = forms.ChoiceField(label=gettext_lazy("Rural"), choices=UNKNOWN, required=False)

    def __init__(self, *args: Any, staff: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not staff:
            del self.fields["name"], self.fields["website_good"]

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_website(self) -> str:
        typed = str(self.cleaned_data["website"]).strip()
        if not typed:
            return ""
        try:
            parts = parts_of(typed)
        except AddressRefused:
            raise ValidationError(_("Type the whole address, such as https://hospital.example.")) from None
        return parts.geturl()

    def clean_teaching(self) -> bool | None:
        return YES_NO[self.cleaned_data["teaching"]]

    def clean_rural(self) -> bool | None:
        return YES_NO[self.cleaned_data["rural"]]


class DecisionForm(forms.Form):
    """A curator's decision with what they saw when they took it."""

    state = forms.CharField(max_length=20)
    seen = forms.CharField(max_length=20, required=False)
    reason = forms.CharField(max_length=300, required=False)


class NetworkForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    hosts = forms.CharField(
        label=gettext_lazy("Addresses of its pages"),
        help_text=gettext_lazy("One a line, such as x.com. Leave it empty for a network of many servers."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    retired_on = forms.DateField(
        label=gettext_lazy("Closed on"),
        help_text=gettext_lazy("Nobody can add accounts on a network that has closed. Its history stays."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not slugify(name):
            raise ValidationError(_("Use at least one letter or digit."))
        return name

    def clean_hosts(self) -> list[str]:
        hosts = [line.strip().lower() for line in str(self.cleaned_data["hosts"]).splitlines() if line.strip()]
        if bad := [host for host in hosts if "." not in host or "/" in host or " " in host]:
            raise ValidationError(_("“%s” is no name of a server. Type it as x.com.") % bad[0])
        return hosts
