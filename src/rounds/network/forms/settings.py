from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from rounds.network.forms.joining import InvoiceForm
from rounds.network.models import Organisation
from rounds.network.models.organisation import DOMAIN

FACTS = ("email", "address", "postcode", "city", "country", "tax_number")


class DetailsForm(InvoiceForm):
    """The name, and what stands on invoices."""

    asks_years = False

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    field_order: Any = ("name", *FACTS)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        facts = {fact: getattr(organisation.payer, fact) for fact in FACTS}
        super().__init__(*args, initial={"name": organisation.name, **facts}, **kwargs)
        del self.fields["purchase_order"]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def facts(self) -> dict[str, str]:
        return {fact: self.cleaned_data[fact] for fact in FACTS}


class DomainForm(forms.Form):
    domain = forms.CharField(
        label=gettext_lazy("Domain of your mail"),
        help_text=gettext_lazy("The part after the @, such as northlake.example."),
        max_length=253,
    )

    def clean_domain(self) -> str:
        name = str(self.cleaned_data["domain"]).strip().lower().rpartition("@")[2]
        DOMAIN(name)
        return name


class HospitalForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the hospital"), max_length=200)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())
