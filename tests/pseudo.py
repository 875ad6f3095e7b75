"""A made-up language: every word of ours in brackets, with accents and 40 % longer, so that eyes and tests see the rest."""

import re
from itertools import cycle
from pathlib import Path

import polib
from tools.messages import PLACE, words_in_source

LANGUAGE = "qps"
OPEN, CLOSE = "⟦", "⟧"
ACCENTS = str.maketrans("aceinouyACEINOUY", "áçéíñóúýÁÇÉÍÑÓÚÝ")
TAG = re.compile(r"(<[^>]*>)")
KEPT = re.compile(rf"({PLACE.pattern}|&\w+;|https?://\S+)")
DATE_FORMAT = re.compile(r"[A-Za-z]( [A-Za-z])+")


def pseudo(text: str) -> str:
    """A text of the made-up language; placeholders, tags and formats of dates stay.

    >>> pseudo("Hello, %(name)s"), pseudo("l j F")
    ('⟦Hélló, %(name)s óné⟧', 'l j F')
    >>> pseudo("Read <a>this page</a>")
    '⟦Réád óné⟧ <a>⟦thís págé óné twó⟧</a>'
    """
    if DATE_FORMAT.fullmatch(text):
        return text
    return "".join(part if TAG.fullmatch(part) else bracketed(part) for part in TAG.split(text))


def bracketed(text: str) -> str:
    words = KEPT.sub("", text)
    if not re.search(r"[^\W\d_]", words):
        return text
    changed = "".join(part if KEPT.fullmatch(part) else part.translate(ACCENTS) for part in KEPT.split(text))
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{OPEN}{changed.strip()} {more(0.4 * len(words))}{CLOSE}{after}"


def more(length: float) -> str:
    """Words of numbers until the length is reached.

    >>> more(7)
    'óné twó'
    """
    words: list[str] = []
    for word in cycle(("óné", "twó", "thréé", "fóúr", "fívé")):
        words.append(word)
        if len(" ".join(words)) >= length:
            return " ".join(words)
    raise AssertionError


def write_locale(folder: Path, language: str = LANGUAGE) -> Path:
    """Make the compiled words of the made-up language; the folder is one for LOCALE_PATHS."""
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=2; plural=n != 1;",
    }
    for context, text, plural in words_in_source():
        forms = {"msgstr_plural": {0: pseudo(text), 1: pseudo(plural)}} if plural else {"msgstr": pseudo(text)}
        catalogue.append(polib.POEntry(msgctxt=context, msgid=text, msgid_plural=plural, **forms))
    target = folder / language / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True)
    catalogue.save_as_mofile(str(target))
    return folder
