"""The words in other languages are whole; `python tools/messages.py` brings them up to date."""

import re
from pathlib import Path

import polib
import pytest
from tools import messages

from rounds.accounts.models import verb_words
from rounds.site.trail_words import TRAIL_WORDS

OTHERS = "its placeholders differ from the English"
SOURCE = Path(__file__).resolve().parent.parent / "src" / "rounds"


@pytest.mark.slow
def test_every_word_is_translated_and_compiled() -> None:
    assert [str(path.relative_to(SOURCE)) for path in messages.files()] == ["locale/es/LC_MESSAGES/django.po"]
    assert messages.all_problems() == []


@pytest.mark.parametrize(
    ("english", "spanish", "fault"),
    [
        ("Sign in", "", ["not translated"]),
        ("Hello, %(name)s", "Hola, %(nombre)s", [OTHERS, "a placeholder that the English does not have"]),
        ("Hello, %(name)s", "Hola", [OTHERS]),
        ("Is <b>it</b>?", "¿Es eso?", ["its markup differs from the English"]),
        ("Right, %%", "Correctas, %", [OTHERS]),
        ("Hello, %(name)s", "Hola, %(name)s", []),
    ],
)  # fmt: skip
def test_faulty_translation_is_told(english: str, spanish: str, fault: list[str]) -> None:
    assert list(messages.faults(polib.POEntry(msgid=english, msgstr=spanish))) == fault


def test_guess_of_a_translation_does_not_count() -> None:
    guess = polib.POEntry(msgid="Sign in", msgstr="Salir", flags=["fuzzy"])

    assert list(messages.faults(guess)) == ["not translated"]


def test_plural_may_leave_the_number_out_of_the_singular_alone() -> None:
    def lessons(one: str, more: str) -> list[str]:
        forms = {0: one, 1: "%(n)s de lecciones", 2: more}
        entry = polib.POEntry(msgid="%(n)s lesson", msgid_plural="%(n)s lessons", msgstr_plural=forms)
        return list(messages.faults(entry))

    assert lessons("una lección", "%(n)s lecciones") == []
    assert lessons("una lección", "lecciones") == [OTHERS]


def test_marked_words_are_found_in_python_and_in_templates() -> None:
    python = 'x = _("One " "word")\ny = ngettext("%(n)s day", "%(n)s days", n)\nz = _(name)'
    template = (
        '{% load i18n %}{% translate "Two words" %}{{ due|date:_("l j F") }}{% blocktranslate count n=n trimmed %}\n'
    )
    template += "{{ n }} year{% plural %}{{ n }} years{% endblocktranslate %}"

    assert set(messages.in_python(python)) == {(None, "One word", ""), (None, "%(n)s day", "%(n)s days")}
    assert set(messages.in_template(template)) == {
        (None, "Two words", ""),
        (None, "l j F", ""),
        (None, "%(n)s year", "%(n)s years"),
    }


@pytest.mark.slow
def test_every_verb_of_the_trail_has_words() -> None:
    """`record` is given a verb, or the beginning and end of one."""
    source = "\n".join(path.read_text() for path in SOURCE.rglob("*.py"))
    verbs = re.findall(r'\brecord\(\s*f?"([^"]+)"', source)
    patterns = {verb: re.sub(r"\\{.*?\\}", ".+", re.escape(verb)) for verb in verbs}
    words = {verb: re.compile(verb_words(pattern)) for verb, pattern in patterns.items()}

    assert len(verbs) > 30
    assert [verb for verb, word in words.items() if not any(map(word.fullmatch, TRAIL_WORDS))] == []
