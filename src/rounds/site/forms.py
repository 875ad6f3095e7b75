from django import forms
from django.conf import settings


class AppearanceForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    theme = forms.ChoiceField(choices=[(name, name) for name in ("light", "dark", "system")], required=False)
