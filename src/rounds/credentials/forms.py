from typing import Any

from django import forms
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from rounds.credentials.models import Kind, Revocation

LARGEST = 1024 * 1024


class LookUpForm(forms.Form):
    """An id or a link from a certificate, or the badge itself as a file."""

    number = forms.CharField(
        label=_("Number or link from the certificate"),
        help_text=_("It looks like 1f0c2a9e-54b1-4c5e-9d0a-2f3b4c5d6e7f. You can paste the whole link."),
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "spellcheck": "false"}),
    )
    badge = forms.FileField(
        label=_("Badge file"),
        help_text=_("A picture (SVG or PNG) or a JSON file, smaller than 1 MB."),
        required=False,
        widget=forms.FileInput(attrs={"class": "input", "accept": ".svg,.png,.json,.jsonld"}),
    )

    def clean_number(self) -> str:
        typed: str = self.cleaned_data["number"].strip()
        return typed.partition("#")[0].partition("?")[0].rstrip("/").removesuffix(".json").rsplit("/", 1)[-1]

    def clean_badge(self) -> File[bytes] | None:
        file: File[bytes] | None = self.cleaned_data["badge"]
        if file and (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("This file is larger than 1 MB. Choose the badge as you downloaded it."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("number") and not cleaned.get("badge"):
            self.add_error("number", _("Type the number, or choose a badge file."))
        return cleaned


class FilterForm(forms.Form):
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Any")), ("valid", _("Valid")), ("expired", _("Expired")), ("revoked", _("Revoked"))],
        widget=forms.Select(attrs={"class": "select"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("Any")), *Kind.choices],
        widget=forms.Select(attrs={"class": "select"}),
    )
    title = forms.CharField(
        label=_("Title"), required=False, max_length=200, widget=forms.TextInput(attrs={"class": "input"})
    )
    who = forms.CharField(
        label=_("Name or full email"), required=False, max_length=254,
        widget=forms.TextInput(attrs={"class": "input"}),
    )  # fmt: skip
    since = forms.DateField(
        label=_("Issued from"), required=False, widget=forms.DateInput(attrs={"class": "input", "type": "date"})
    )
    until = forms.DateField(
        label=_("Issued until"), required=False, widget=forms.DateInput(attrs={"class": "input", "type": "date"})
    )


class RevokeForm(forms.Form):
    category = forms.ChoiceField(
        label=_("Why is it revoked?"),
        help_text=_("Everybody who checks the certificate sees this."),
        choices=[choice for choice in Revocation.Category.choices if choice[0] != Revocation.Category.REPLACED],
        widget=forms.Select(attrs={"class": "select"}),
    )
    reason = forms.CharField(
        label=_("What happened"),
        help_text=_("Only staff of the centre see this. It stays in the record."),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 4}),
        error_messages={"required": _("Write what happened, in a sentence or two.")},
    )


class ReissueForm(forms.Form):
    holder_name = forms.CharField(
        label=_("Name on the new certificate"),
        max_length=120,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={"required": _("Type the name as it should stand on the certificate.")},
    )
    reason = forms.CharField(
        label=_("Why it is issued again"),
        help_text=_("Only staff of the centre see this. It stays in the record."),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 3}),
        error_messages={"required": _("Write why, in a sentence.")},
    )
