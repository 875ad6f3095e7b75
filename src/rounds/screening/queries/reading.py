"""How hard a text is, in the words of the meter."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.engines.readability import Hint, Reading, grade, hints
from rounds.screening.sentences import spoken

MOST = 3
WORDS = {
    1: gettext_lazy("very easy"),
    2: gettext_lazy("easy"),
    3: gettext_lazy("fair"),
    4: gettext_lazy("hard"),
    5: gettext_lazy("very hard"),
}
# what helps a reader most comes first; the rest in the order of the text
FIRST = ("picture", "jargon", "acronym", "very_long_sentence", "hashtag", "relative_risk", "percentage")


@dataclass(frozen=True)
class Swap:
    words: str
    text: str


@dataclass(frozen=True)
class ReadingShown:
    """`level` is None where no grade can be worked out; then `goal` says why."""

    grade: str
    level: int | None
    word: str
    kind: str
    goal: str
    swaps: list[Swap]
    language: str


def reading_of(text: str, pictures: Sequence[str | None] = ()) -> ReadingShown:
    found = grade(text)
    extra = hints("", pictures=pictures) if pictures else ()
    swaps = [swap_of(hint) for hint in chosen((*extra, *found.findings))]
    if found.level is None:
        return ReadingShown(_("No grade"), None, "", "", spoken(found.reason), swaps, found.language)
    kind = "ok" if found.level <= 2 else "warn" if found.level <= 4 else "bad"
    return ReadingShown(
        grade_words(found), found.level, str(WORDS[found.level]), kind, goal_of(found), swaps, found.language
    )


def grade_words(found: Reading) -> str:
    if found.grade is None:
        return str(WORDS[found.level or 3]).capitalize()
    return _("Grade %(grade)s") % {"grade": round(found.grade)}


def goal_of(found: Reading) -> str:
    if (found.level or 0) <= 1:
        return _("Most people can read it.")
    if found.level == 2:
        return _("Many people can read it. Grade 6 or lower reaches most.")
    return _("Most people need grade 6 or lower.")


def chosen(found: Sequence[Hint]) -> list[Hint]:
    """At most three hints, each kind once, the most useful first."""
    ranked = sorted(
        found, key=lambda hint: (FIRST.index(hint.kind) if hint.kind in FIRST else len(FIRST), not hint.swap)
    )
    kept: dict[tuple[str, str], Hint] = {}
    for hint in ranked:
        kept.setdefault((hint.kind, hint.text if hint.kind == "jargon" else ""), hint)
    return list(kept.values())[:MOST]


def swap_of(hint: Hint) -> Swap:
    words = " ".join(hint.text.split())
    shown = words if len(words) <= 50 else words[:49].rsplit(" ", 1)[0] + "…"
    if hint.swap:
        return Swap(shown, _("say “%(words)s”") % {"words": hint.swap})
    return Swap(shown, spoken(hint.why))
