"""Words as people type them, made the same whatever they typed them on."""

from typing import Any

from django import forms


class Tidy(forms.Form):
    """One line is one line, and line ends are the same everywhere."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
                if isinstance(self.fields[name].widget, forms.TextInput):
                    cleaned[name] = " ".join(cleaned[name].split())
        return cleaned
