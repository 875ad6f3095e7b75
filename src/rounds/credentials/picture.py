"""The badge as a drawing, in the colours of the centre."""

import textwrap

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from rounds.core.queries import the_centre
from rounds.credentials.certificate import words_language
from rounds.credentials.models import Credential, Kind

LINES = 4


def lines_of(title: str) -> list[str]:
    """A title in at most four lines that fit into the badge.

    >>> lines_of("Protect patient privacy")
    ['Protect patient', 'privacy']
    """
    return textwrap.wrap(title, 17, max_lines=LINES, placeholder=" …") or [title[:17]]


def badge_picture(credential: Credential) -> str:
    lines = lines_of(credential.title)
    top = 272 - 21 * (len(lines) - 1)
    with translation.override(words_language(credential)):
        return render_to_string(
            "credentials/badge.svg",
            {
                "centre": the_centre(),
                "credential": credential,
                "word": _("Achievement") if credential.kind == Kind.ACHIEVEMENT else _("Completion"),
                "lines": [(top + 42 * place, line) for place, line in enumerate(lines)],
            },
        ).strip()
