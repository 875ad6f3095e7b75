import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.accounts.models import Person
from rounds.core.tidy import Tidy
from rounds.network.models import Department, Group, Listing, Organisation, OrganisationListing
from rounds.network.vocabulary import Audience, Digest, Door, Problem

LONGEST = 10_000


def words_field(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={
            "required": gettext_lazy("Write something first."),
            "max_length": gettext_lazy("This is longer than 10,000 letters. Make it shorter, or write two posts."),
        },
    )


class ReplyForm(Tidy):
    """`key` names this form, so that it posts once; `seen` names words whose findings were looked at."""

    words = words_field(gettext_lazy("Your reply"))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)


class TopicForm(ReplyForm):
    words = words_field(gettext_lazy("What you want to know or tell"))
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        help_text=gettext_lazy("It stands in letters. Say what you want to know, not about whom."),
        error_messages={"required": gettext_lazy("Give it a title.")},
    )
    field_order = ["title", "words"]


class GroupForm(Tidy):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80, error_messages={"required": gettext_lazy("Give the group a name.")}
    )
    about = forms.CharField(
        label=gettext_lazy("What it is about"),
        max_length=500,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Say in a sentence what it is about.")},
    )
    door = forms.ChoiceField(
        label=gettext_lazy("Who may join"), choices=Door.choices, initial=Door.OPEN, widget=forms.RadioSelect
    )


class ReasonForm(Tidy):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Members see it. Do not repeat what was written."),
        error_messages={"required": gettext_lazy("Say why.")},
    )


class ReportForm(Tidy):
    problem = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"),
        choices=Problem.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is wrong.")},
    )
    words = forms.CharField(
        label=gettext_lazy("More about it"),
        max_length=500,
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("Do not repeat the details that should not be there."),
    )


class DigestForm(forms.Form):
    digest = forms.ChoiceField(label=gettext_lazy("Letters about this group"), choices=Digest.choices)


class AddForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of a member"),
        error_messages={"required": gettext_lazy("Write the address of an account.")},
    )
    person: Person

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        found = Person.objects.filter(email__iexact=email, is_active=True).first()
        if found is None:
            raise ValidationError(_("We know no member with this address."))
        self.person = found
        return str(email)


class AnnouncementForm(Tidy):
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=120, error_messages={"required": gettext_lazy("Give it a title.")}
    )
    words = words_field(gettext_lazy("Text"))
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=gettext_lazy("For whom"),
        required=False,
        empty_label=gettext_lazy("All our people"),
    )
    confirm = forms.BooleanField(
        label=gettext_lazy("Ask each person to confirm that they have read it"), required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["department"]
        field.queryset = organisation.departments.order_by("name")


class ScimKeyForm(Tidy):
    name = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=80,
        help_text=gettext_lazy("Such as: Entra, the directory of our staff"),
        error_messages={"required": gettext_lazy("Give the key a name.")},
    )


SHOW_TO = {
    "name": gettext_lazy("Your name"),
    "role": gettext_lazy("What you do"),
    "organisation": gettext_lazy("Your organisation"),
    "profession": gettext_lazy("Your profession"),
    "languages": gettext_lazy("Languages you speak"),
    "networks": gettext_lazy("Networks you use"),
    "helps": gettext_lazy("What you can help with"),
}


class ListingForm(Tidy):
    """For each field, what it says and who sees it."""

    WRITTEN = ("role", "languages", "networks", "helps")

    role = forms.CharField(label=SHOW_TO["role"], max_length=120, required=False)
    languages = forms.CharField(label=SHOW_TO["languages"], max_length=120, required=False)
    networks = forms.CharField(label=SHOW_TO["networks"], max_length=200, required=False)
    helps = forms.CharField(label=SHOW_TO["helps"], max_length=300, required=False)

    def __init__(self, *args: Any, listing: Listing, **kwargs: Any) -> None:
        written = {name: getattr(listing, name) for name in self.WRITTEN}
        shown = {f"show_{name}": getattr(listing, f"show_{name}") for name in Listing.FIELDS}
        kwargs["initial"] = {**written, **shown}
        super().__init__(*args, **kwargs)
        for name in Listing.FIELDS:
            label = _("Who sees it: %(field)s") % {"field": SHOW_TO[name]}
            self.fields[f"show_{name}"] = forms.ChoiceField(label=label, choices=Audience.choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        shows = [cleaned.get(f"show_{name}") for name in Listing.FIELDS if name != "name"]
        if cleaned.get("show_name") == Audience.NOBODY and set(shows) - {Audience.NOBODY}:
            self.add_error("show_name", _("An entry begins with a name. Show your name as well, or show nothing."))
        if cleaned.get("show_name") == Audience.COLLEAGUES and Audience.MEMBERS in shows:
            self.add_error("show_name", _("All members cannot see a field of a person whose name they do not see."))
        return cleaned

    def rows(self) -> list[tuple[str, Any, Any]]:
        """Each field with its words, where it has any, and its choice."""
        return [
            (str(SHOW_TO[name]), self[name] if name in self.WRITTEN else None, self[f"show_{name}"])
            for name in Listing.FIELDS
        ]

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.WRITTEN}

    def shown(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"show_{name}"] for name in Listing.FIELDS}


class OrganisationListingForm(Tidy, forms.ModelForm):  # type: ignore[type-arg]
    website = forms.URLField(
        label=gettext_lazy("Website"),
        max_length=200,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Such as https://northlake.example"),
        error_messages={"invalid": gettext_lazy("Write a whole address, such as https://northlake.example")},
    )

    class Meta:
        model = OrganisationListing
        fields = ("about", "helps", "website", "shown")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("shown") and not cleaned.get("about"):
            self.add_error("about", _("Say who you are before others see it."))
        return cleaned


def group_initial(group: Group) -> dict[str, str]:
    return {"name": group.name, "about": group.about, "door": group.door}
