from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from rounds.core.tidy import Tidy
from rounds.events.forms.fields import line, text


class DesignationForm(Tidy):
    provider = line(_("Accredited provider"), 160, _("Name the provider."))
    hours = forms.DecimalField(
        label=_("Most credit"),
        min_value=Decimal("0.25"),
        max_value=200,
        decimal_places=2,
        help_text=_("In hours, in steps of 0.25."),
        error_messages={"required": _("Write how much credit there is at most.")},
    )
    statement = text(
        _("Statement of the provider"), 1000, _("Write the statement."), help_text=_("As the provider words it.")
    )

    def clean_hours(self) -> Decimal:
        hours: Decimal = self.cleaned_data["hours"]
        if hours * 4 % 1:
            raise ValidationError(now("Write it in steps of 0.25, such as 6.5 or 6.75."))
        return hours

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"provider": given["provider"], "quarters": int(given["hours"] * 4), "statement": given["statement"]}


class CorrectCreditForm(Tidy):
    reason = line(_("Why it is put right"), 300, _("Say why. The person reads it."))
    key = forms.CharField(widget=forms.HiddenInput, max_length=60)
