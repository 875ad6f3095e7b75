"""Links that do not say where they lead."""

import re
from collections.abc import Iterator

from rounds.engines.readability.findings import Hint, hint
from rounds.engines.readability.prose import Prose
from rounds.engines.readability.wording import capital

HERE = {
    "en": re.compile(
        r"\b(?:click|tap|press)(?: on)? (?:here|this link|the link|the link below)\b(?: (to [a-z]+|for)\b)?"
        r"|\b(?:read|learn|find out) more here\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:haga|haz|pulse|pulsa|dé|da) (?:clic |click )?(?:aquí|en este enlace|en el enlace)\b", re.IGNORECASE
    ),
}
MARKED = re.compile(
    r"\[(?:click here|here|read more|learn more|more|link|this link|this|aquí|haga clic aquí|más|leer más|más información|enlace)\](?=\()",
    re.IGNORECASE,
)


def find(read: Prose, language: str) -> Iterator[Hint]:
    for match in MARKED.finditer(read.text):
        yield hint("link_text", read.text, match.start() + 1, match.end() - 1)
    marked = {match.start() + 1 for match in MARKED.finditer(read.text)}
    for match in HERE[language].finditer(read.masked) if language in HERE else ():
        if match.start() not in marked:
            yield hint("link_text", read.text, *match.span(), swap=destination(match) if language == "en" else "")


def destination(match: re.Match[str]) -> str:
    """What the link does, in the place of "click here".

    >>> destination(HERE["en"].search("Click here to book a visit."))
    'Book'
    """
    if not match.lastindex:
        return ""
    verb = "see" if match[1].lower() == "for" else match[1][3:]
    return capital(verb) if match[0][0].isupper() else verb
