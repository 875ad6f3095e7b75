from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.network.models import Department, Organisation
from rounds.network.roster import LONGEST
from rounds.network.vocabulary import Role

ROLE_WORDS = {
    Role.MANAGES: gettext_lazy("Manager: gives seats, renews, sees the dues"),
    Role.APPROVES: gettext_lazy("Approver: says yes to posts before they go out"),
    Role.GUARDS: gettext_lazy("Privacy officer: looks after the rules for posts"),
    Role.PAYS: gettext_lazy("Billing: sees orders and invoices"),
}


class SeatForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("What they do, beside being a member"),
        choices=[(role.value, words) for role, words in ROLE_WORDS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label=gettext_lazy("Department"), required=False, empty_label=gettext_lazy("None")
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["department"]
        field.queryset = organisation.departments.order_by("name")


class InviteForm(SeatForm):
    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)
    field_order: Any = ("email", "name", "roles", "department")


class RosterForm(forms.Form):
    """A file or pasted lines; the second time, the lines that were previewed."""

    file = forms.FileField(
        label=gettext_lazy("A CSV file"),
        help_text=gettext_lazy("Columns: email, name, roles, department. Only the first is needed."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste lines"),
        help_text=gettext_lazy(
            "One person a line, such as: lena@northlake.example, Lena Kovac, privacy officer, Nursing"
        ),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if upload and upload.size > LONGEST:
            raise ValidationError(_("This list is too long. Send at most 500 people at a time."))
        cleaned["lines"] = decoded(upload.read()) if upload else cleaned.get("text", "")
        if not cleaned["lines"].strip():
            raise ValidationError(_("Choose a file or paste lines."))
        return cleaned


def decoded(content: bytes) -> str:
    """Spreadsheets write UTF-8 or, in the West, Windows-1252.

    >>> decoded("Zoë".encode("cp1252")), decoded("Zoë".encode("utf-8-sig"))
    ('Zoë', 'Zoë')
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


class DepartmentForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the department"), max_length=120)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class SeatsFilter(forms.Form):
    words = forms.CharField(label=gettext_lazy("Name or address"), required=False, max_length=120)
    department = forms.ModelChoiceField(
        Department.objects.none(), label=gettext_lazy("Department"), required=False, empty_label=gettext_lazy("Any")
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), required=False, choices=lambda: [("", gettext_lazy("Any")), *Role.choices]
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["department"]
        field.queryset = organisation.departments.order_by("name")

    def asked(self) -> dict[str, Any]:
        return dict(self.cleaned_data) if self.is_valid() else {}
