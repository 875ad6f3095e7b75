"""The jargon lists: each term with its forms, its plainer swap and the rules for where it counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .inflection import plural, spanish_plural, verb_forms
from .prose import words_in

FOLDER = Path(__file__).parent / "lexicons"
SOURCES = {
    "cdc": "CDC, Everyday Words for Public Health Communication",
    "gobes": "Gobierno de España, Manual de documentos administrativos",
    "medlineplus": "MedlinePlus, US National Library of Medicine",
    "mpes": "MedlinePlus en español, Biblioteca Nacional de Medicina de EE. UU.",
    "nci": "NCI Dictionary of Cancer Terms",
    "ncies": "Diccionario de cáncer del NCI",
    "nhs": "NHS, Health A to Z",
    "plain": "plainlanguage.gov, Use simple words and phrases",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list. `kind`: n, m (no plural), v, a, p for English; two genders, a or x for Spanish."""

    term: str
    swap: str
    kind: str
    source: str
    note: str = ""

    def rules(self) -> dict[str, frozenset[str]]:
        pairs = (rule.partition(":") for rule in self.note.split(";") if rule)
        return {key: frozenset(words.split(",")) for key, _, words in pairs}


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a term: its words, its swap, and the swap after "be" or "have"."""

    words: tuple[str, ...]
    swap: str
    participle: str
    entry: Entry
    rules: dict[str, frozenset[str]]


@cache
def entries(language: str) -> tuple[Entry, ...]:
    lines = (FOLDER / f"jargon_{language}.tsv").read_text("utf-8").splitlines()
    return tuple(Entry(*line.split("\t")) for line in lines if line and line[0] != "#")


@cache
def index(language: str) -> dict[str, tuple[Form, ...]]:
    """Forms by their first word, the longest first."""
    found: dict[tuple[str, ...], Form] = {}
    for entry in entries(language):
        rules = entry.rules()
        for term, swap, participle in forms(entry, language, rules):
            words = tuple(word.lower for word in words_in(term, 0, len(term)))
            found.setdefault(words, Form(words, swap, participle, entry, rules))
    table: dict[str, list[Form]] = {}
    for form in sorted(found.values(), key=lambda form: -len(form.words)):
        table.setdefault(form.words[0], []).append(form)
    return {word: tuple(forms) for word, forms in table.items()}


def forms(entry: Entry, language: str, rules: dict[str, frozenset[str]]) -> Iterator[tuple[str, str, str]]:
    if entry.kind == "v":
        yield from verbs(entry)
    else:
        yield entry.term, entry.swap, entry.swap
    if language == "es":
        yield from spanish_forms(entry, rules)
    elif entry.kind == "n":
        yield plural(entry.term), plural(entry.swap), plural(entry.swap)
    for other in rules.get("alt", ()):
        swap = plural(entry.swap) if entry.kind == "n" else entry.swap
        yield other, swap, swap


def verbs(entry: Entry) -> Iterator[tuple[str, str, str]]:
    term, swap = verb_forms(entry.term), verb_forms(entry.swap)
    yield from zip(term, swap, (swap[0], swap[1], swap[3], swap[3], swap[4]), strict=True)


def spanish_forms(entry: Entry, rules: dict[str, frozenset[str]]) -> Iterator[tuple[str, str, str]]:
    if entry.kind == "a":
        yield spanish_plural(entry.term), entry.swap, entry.swap
    for swap in rules.get("pl", ()):
        yield spanish_plural(entry.term), swap, swap
