"""Words of the trade, longest term first."""

import re
from collections.abc import Iterator, Sequence

from ..findings import Hint, hint
from ..lexicon import SOURCES, Form, index
from ..prose import Prose, Word
from ..wording import in_place, like, with_gender

HELPERS = frozenset(
    ["am", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "having", "get", "gets", "got", "getting"]
)
ADJECTIVE = re.compile(r"(?:os|iv|ic|ad|id|ari|ud|nt|rn|ev)[oa]s?\Z")


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
            if form:
                yield swap_hint(read.text, form, words, lower, place, language)
            place += len(form.words) if form else 1


def first_match(forms: Sequence[Form], lower: list[str], place: int, words: Sequence[Word], text: str) -> Form | None:
    for form in forms:
        after = place + len(form.words)
        if tuple(lower[place:after]) == form.words and fits(form, lower, place, after) and joined(words[place:after], text):
            return form
    return None


def joined(words: Sequence[Word], text: str) -> bool:
    """Only blanks stand between the words."""
    return all(text[one.end : two.start].isspace() for one, two in zip(words, words[1:], strict=False))


def fits(form: Form, lower: list[str], place: int, after: int) -> bool:
    before = lower[place - 1] if place else ""
    following = lower[after] if after < len(lower) else ""
    wanted = (("prev", before), ("next", following))
    return all(
        word not in form.rules.get(f"-{side}", ()) and word in form.rules.get(f"+{side}", (word,)) for side, word in wanted
    )


def swap_hint(text: str, form: Form, words: Sequence[Word], lower: list[str], place: int, language: str) -> Hint:
    start, end = words[place].start, words[place + len(form.words) - 1].end
    source = SOURCES[form.entry.source]
    if language == "es":
        start, swap = spanish(text, form, lower, place, start, end)
    else:
        helped = not HELPERS.isdisjoint(lower[max(0, place - 2) : place])
        start, swap = in_place(text, start, end, form.participle if helped else form.swap)
    return hint("jargon", text, start, end, swap=swap, source=source)


def spanish(text: str, form: Form, lower: list[str], place: int, start: int, end: int) -> tuple[int, str]:
    if form.entry.kind not in {"fm", "mf"}:
        return start, like(text[start:end], form.swap)
    after = place + len(form.words)
    if after < len(lower) and ADJECTIVE.search(lower[after]):
        return start, ""  # the adjective would have to change too
    return with_gender(text, start, end, form.swap)
