from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.network.vocabulary import Welcome

LONGEST_METADATA = 200_000


class FindSignInForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address at work"),
        help_text=gettext_lazy("We look only at the part after the @."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class OidcForm(forms.Form):
    issuer = forms.CharField(
        label=gettext_lazy("Issuer"),
        help_text=gettext_lazy("The address before /.well-known/openid-configuration."),
        max_length=300,
        widget=forms.URLInput,
    )
    client_id = forms.CharField(label=gettext_lazy("Client ID"), max_length=200)
    secret = forms.CharField(
        label=gettext_lazy("Client secret"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, has_secret: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept, new = _("Leave it empty to keep the one we have."), _("We seal it and never show it again.")
        self.fields["secret"].help_text = kept if has_secret else new

    def clean_issuer(self) -> str:
        return str(self.cleaned_data["issuer"]).removesuffix("/.well-known/openid-configuration")


class SamlForm(forms.Form):
    url = forms.CharField(
        label=gettext_lazy("Address of your metadata"),
        help_text=gettext_lazy("We fetch it from there, and again when you press the button."),
        max_length=300,
        required=False,
        widget=forms.URLInput,
    )
    metadata = forms.CharField(
        label=gettext_lazy("Or the metadata itself"),
        help_text=gettext_lazy("Paste the XML."),
        max_length=LONGEST_METADATA,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("url")) == bool(cleaned.get("metadata")) and not self.errors:
            raise ValidationError(_("Give the address of the metadata or paste it, one of the two."))
        return cleaned


class WelcomeForm(forms.Form):
    welcome = forms.ChoiceField(
        label=gettext_lazy("When somebody with an address of yours signs in"),
        choices=Welcome.choices,
        widget=forms.RadioSelect,
    )
