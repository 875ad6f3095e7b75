"""Words of the trade, longest term first."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rounds.engines.readability.findings import Hint, hint
from rounds.engines.readability.lexicon import SOURCES, Form, index
from rounds.engines.readability.prose import Prose, Word
from rounds.engines.readability.wording import in_place, like, with_gender

HELPERS = frozenset(
    [
        "am",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "having",
        "get",
        "gets",
        "got",
        "getting",
    ]
)
ADJECTIVE = re.compile(r"(?:os|iv|ic|ad|id|ari|ud|nt|ns|rn|ev)[oa]s?\Z")


def find(read: Prose, language: str) -> Iterator[Hint]:
    if language not in {"en", "es"}:
        return
    table = index(language)
    for sentence in read.sentences:
        words = sentence.words
        lower = [word.lower for word in words]
        place = 0
        while place < len(words):
            form = first_match(table.get(lower[place], ()), lower, place, words, read.text)
            if form and not in_a_name(words, place, place + len(form.words)):
                yield swap_hint(read.text, form, words, place, language)
            place += len(form.words) if form else 1


def first_match(forms: Sequence[Form], lower: list[str], place: int, words: Sequence[Word], text: str) -> Form | None:
    for form in forms:
        after = place + len(form.words)
        if (
            tuple(lower[place:after]) == form.words
            and fits(form, lower, place, after)
            and joined(words[place:after], text)
        ):
            return form
    return None


def in_a_name(words: Sequence[Word], place: int, after: int) -> bool:
    """With a capital inside a sentence and beside another capital, as in "College of Physicians"."""
    beside = [*words[max(0, place - 2) : place], *words[after : after + 1]]
    return place > 0 and words[place].text.istitle() and any(word.text[0].isupper() for word in beside)


def joined(words: Sequence[Word], text: str) -> bool:
    """Only blanks stand between the words."""
    return all(text[one.end : two.start].isspace() for one, two in pairwise(words))


def fits(form: Form, lower: list[str], place: int, after: int) -> bool:
    before = lower[place - 1] if place else ""
    following = lower[after] if after < len(lower) else ""
    wanted = (("prev", before), ("next", following))
    return all(
        word not in form.rules.get(f"-{side}", ()) and word in form.rules.get(f"+{side}", (word,))
        for side, word in wanted
    )


def swap_hint(text: str, form: Form, words: Sequence[Word], place: int, language: str) -> Hint:
    after = place + len(form.words)
    start, end = words[place].start, words[after - 1].end
    if language == "es":
        start, swap = spanish(text, form, words[place:after], words[after].lower if after < len(words) else "")
    else:
        helped = any(word.lower in HELPERS for word in words[max(0, place - 2) : place])
        start, swap = in_place(text, start, end, form.participle if helped else form.swap)
    return hint("jargon", text, start, end, swap=swap, source=SOURCES[form.entry.source])


def spanish(text: str, form: Form, words: Sequence[Word], following: str) -> tuple[int, str]:
    start, end = words[0].start, words[-1].end
    if form.entry.kind not in {"fm", "mf"}:
        return start, like(text[start:end], form.swap)
    if ADJECTIVE.search(following):
        return start, ""  # the adjective would have to change too
    return with_gender(text, start, end, form.swap)
