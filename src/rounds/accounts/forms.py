"""What people type on the pages of their account; the first part words the forms of allauth."""

import zoneinfo
from collections.abc import Callable
from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as step_forms
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.contrib.auth.password_validation import UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from rounds.accounts.models import Kind, Person, Profession
from rounds.accounts.queries import STATES

LONGEST_SECRET = 1000
PASSWORD_HINT = _("At least 12 letters, digits or signs. Three words that do not belong together work well.")
NAME_HINT = _("As it should stand on a certificate.")


class Plain(forms.Form):
    """Says of each field what it is above it, never inside it, and limits how long it may be."""

    LABELS: dict[str, Any] = {}
    HINTS: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label, field.help_text = self.LABELS.get(name, field.label), self.HINTS.get(name, "")
            if (
                isinstance(field, forms.CharField)
                and field.max_length is None
                and not isinstance(field, forms.JSONField)
            ):
                limit(field, LONGEST_SECRET)


def limit(field: forms.Field, length: int) -> None:
    def short_enough(value: str) -> None:
        if len(value) > length:
            words = ngettext("Use at most %(n)s character.", "Use at most %(n)s characters.", length)
            raise ValidationError(words % {"n": length})

    field.validators = [*field.validators, short_enough]


class SignInForm(Plain, account_forms.LoginForm):
    LABELS = {
        "login": _("E-mail address"),
        "password": _("Password"),
        "remember": _("Keep me signed in on this device"),
    }
    HINTS = {"remember": _("Not on a device that others use.")}


class NameMixin(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class SignUpForm(Plain, NameMixin, account_forms.SignupForm):
    """Without a password when it is for a passkey, which is made once the address is confirmed."""

    field_order = ["name", "email", "password1"]
    LABELS = {"email": _("E-mail address"), "password1": _("Password")}
    HINTS = {"name": NAME_HINT, "password1": PASSWORD_HINT, "email": _("We send a link to confirm it.")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password1") and cleaned.get("name"):
            try:
                UserAttributeSimilarityValidator(["name"]).validate(cleaned["password1"], Person(name=cleaned["name"]))
            except ValidationError as error:
                self.add_error("password1", error)
        return cleaned

    def try_save(self, request: Any) -> Any:
        request.session["confirming"] = self.cleaned_data["email"]
        if self.account_already_exists:
            Person().set_password(self.cleaned_data.get("password1"))  # takes as long as for a new address
        return super().try_save(request)


class ChangeEmailForm(Plain, account_forms.AddEmailForm):
    LABELS = {"email": _("New e-mail address")}
    HINTS = {"email": _("We send a link to it. Your address changes when you open that link.")}


class ChangePasswordForm(Plain, account_forms.ChangePasswordForm):
    LABELS = {
        "oldpassword": _("Password you use now"),
        "password1": _("New password"),
        "password2": _("New password, once more"),
    }
    HINTS = {"password1": PASSWORD_HINT}


class SetPasswordForm(Plain, account_forms.SetPasswordForm):
    LABELS = {"password1": _("New password"), "password2": _("New password, once more")}
    HINTS = {"password1": PASSWORD_HINT}


class ResetPasswordForm(Plain, account_forms.ResetPasswordForm):
    LABELS = {"email": _("E-mail address of your account")}


class NewPasswordForm(Plain, account_forms.ResetPasswordKeyForm):
    LABELS = {"password1": _("New password"), "password2": _("New password, once more")}
    HINTS = {"password1": PASSWORD_HINT}


class ConfirmPasswordForm(Plain, account_forms.ReauthenticateForm):
    LABELS = {"password": _("Your password")}


CODE_HINT = _("The 6 digits your authenticator app shows now, or one of your recovery codes.")


class SecondStepForm(Plain, step_forms.AuthenticateForm):
    LABELS = {"code": _("Code")}
    HINTS = {"code": CODE_HINT}


class ConfirmCodeForm(Plain, step_forms.ReauthenticateForm):
    LABELS = {"code": _("Code")}
    HINTS = {"code": CODE_HINT}


class AddAppForm(Plain, app_forms.ActivateTOTPForm):
    LABELS = {"code": _("Code from the app")}
    HINTS = {"code": _("The 6 digits the app shows now.")}


class AddPasskeyForm(Plain, passkey_forms.AddWebAuthnForm):
    """Every key can open the account by itself: one kind of key is easier to understand than two."""

    LABELS = {"name": _("Name of this passkey")}
    HINTS = {"name": _("So that you know it from your others, such as “Work phone”.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.fields["passwordless"].initial = True
        limit(self.fields["name"], 60)


class RenamePasskeyForm(Plain, passkey_forms.EditWebAuthnForm):
    LABELS = {"name": _("Name of this passkey")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self.fields["name"], 60)


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}), max_length=254
    )


def zones() -> list[Any]:
    """Time zones for people, by part of the world."""
    parts: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(zoneinfo.available_timezones()):
        part, slash, place = name.partition("/")
        if slash and part in PARTS:
            parts.setdefault(part, []).append((name, place.replace("_", " ").replace("/", ", ")))
    return [("UTC", "UTC"), *((str(PARTS[part]), places) for part, places in parts.items())]


PARTS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific"),
}


class PlainHiddenField(BoundField):
    """A field whose hidden twin carries no description: nobody hears a hidden input."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        if widget and widget.is_hidden:
            built.pop("aria-describedby", None)
        return built


class ProfileForm(forms.ModelForm[Person]):
    """Each field carries what it showed, so that only what was changed in this window is written."""

    class Meta:
        model = Person
        fields = ["name", "profession", "licence_state", "licence_number", "time_zone", "language"]
        labels = {"name": _("Your name")}
        help_texts = {
            "licence_state": _("Only you and the staff of the centre see this. It goes on credit reports."),
            "time_zone": _("Times are shown on your clock."),
        }
        error_messages = {"name": {"required": _("Type your name.")}}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Callable[[], list[Any]] = self.zone_choices
        self.fields["time_zone"] = forms.ChoiceField(
            choices=choices,
            widget=forms.Select(attrs={"translate": "no"}),
            label=_("Time zone"),
            help_text=_("Times are shown on your clock."),
            error_messages={"invalid_choice": _("Choose a time zone from the list, such as America/Chicago.")},
        )
        self.order_fields(self._meta.fields)
        for field in self.fields.values():
            field.show_hidden_initial = True
            field.bound_field_class = PlainHiddenField

    def zone_choices(self) -> list[Any]:
        own, offered = self.instance.time_zone, zones()
        known = {name for part, places in offered if isinstance(places, list) for name, _place in places} | {"UTC"}
        return offered if own in known else [(own, own), *offered]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def changes(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def seen(self) -> dict[str, object]:
        return {name: self[name].initial if not self.is_bound else self.shown(name) for name in self.changed_data}

    def shown(self, name: str) -> object:
        return self.data.get(self.add_initial_prefix(name), self.initial.get(name))


class NotificationsForm(forms.Form):
    needs = forms.BooleanField(
        label=_("When something needs you"), help_text=_("At once, outside your quiet hours."), required=False
    )
    changed = forms.BooleanField(label=_("When something changed"), help_text=_("One letter a day."), required=False)
    practice = forms.BooleanField(
        label=_("Questions to keep it fresh"),
        help_text=_("One question 2, 7 and 21 days after you finished something, at most one a day."),
        required=False,
    )
    news = forms.BooleanField(label=_("News of the centre"), help_text=_("One letter a week."), required=False)
    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("quiet_from"), cleaned.get("quiet_until")
        if starts and not ends and "quiet_until" not in self.errors:
            self.add_error("quiet_until", _("Say when your quiet hours end, or clear both times."))
        if ends and not starts and "quiet_from" not in self.errors:
            self.add_error("quiet_from", _("Say when your quiet hours begin, or clear both times."))
        if starts and starts == ends:
            self.add_error("quiet_until", _("Choose two different times, or clear both."))
        return cleaned

    def by_mail(self) -> dict[str, bool]:
        return {kind.value: self.cleaned_data[kind.value] for kind in Kind}

    def quiet(self) -> Any:
        both = (self.cleaned_data["quiet_from"], self.cleaned_data["quiet_until"])
        return both if all(value is not None for value in both) else None


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It is kept in the trail."),
        min_length=5,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why, in a few words."), "min_length": _("Say why, in a few words.")},
    )


class EraseForm(forms.Form):
    email = forms.CharField(
        label=_("Type your e-mail address to go on"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self) -> str:
        typed: str = self.cleaned_data["email"].strip().lower()
        if typed != self.person.email.lower():
            raise ValidationError(_("This is not your address. Type %(email)s."), params={"email": self.person.email})
        return typed


ANY = ("", _("All"))


class PeopleFilter(forms.Form):
    words = forms.CharField(label=_("Name or address"), required=False, max_length=100)
    profession = forms.ChoiceField(label=_("Profession"), required=False, choices=[ANY, *Profession.choices])
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ANY,
            *zip(STATES, (_("Centre staff"), _("May sign in"), _("Stopped"), _("Erased")), strict=True),
        ],
    )


class TrailFilter(forms.Form):
    words = forms.CharField(label=_("Person or thing"), required=False, max_length=100)
    verb = forms.ChoiceField(label=_("What happened"), required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Up to and with"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, verbs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [ANY, *verbs]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("This day comes before the first day."))
        return cleaned


class KeyForm(forms.Form):
    name = forms.CharField(
        label=_("What the key is for"), max_length=80, help_text=_("Such as: the list of courses on our intranet.")
    )
