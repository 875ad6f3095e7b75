from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from rounds.core.tidy import Tidy
from rounds.events.forms.fields import line, text


class RecordingForm(Tidy):
    link = line(
        _("Link to the recording"), 500, _("Write the link."),
        validators=[URLValidator(schemes=["https"], message=_("Write the whole address, from https on."))],
    )  # fmt: skip
    captions = text(_("Captions"), 600_000, help_text=_("The whole text of the WebVTT file, or choose the file below."))
    file = forms.FileField(label=_("File of captions"), required=False, help_text=_("A WebVTT file, at most 600 kB."))
    transcript = text(_("Transcript"), 300_000, help_text=_("All that is said, and what can only be seen."))
    published = forms.BooleanField(label=_("Show it on the page of the talk"), required=False)

    def clean_file(self) -> str:
        upload: Any = self.cleaned_data["file"]
        if not upload:
            return ""
        if upload.size > 600_000:
            raise ValidationError(now("This file is too large. Use one of at most 600 kB."))
        try:
            return str(upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError(now("This file is not plain text in UTF-8. Save it again as WebVTT.")) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if found := cleaned.pop("file", ""):
            cleaned["captions"] = found
        return cleaned
