"""What a group of words names: a person, a place, an organisation, a product, or nobody knows."""

import re
from collections.abc import Iterator
from functools import lru_cache

from rounds.engines.privacy.detectors.found import Group, several
from rounds.engines.privacy.keeping import WORDS
from rounds.engines.privacy.lexicon import (
    CAREPLACE,
    DRTITLE,
    FIRST,
    KIN,
    LAST,
    NICK,
    ORGWORD,
    PATIENT,
    PLACEWORD,
    SOFTTITLE,
    STREET,
    TITLE,
    TOWN,
    WORDNAME,
    lexicon,
)
from rounds.engines.privacy.text import Post

PLACING = frozenset(
    [
        "in",
        "at",
        "near",
        "from",
        "of",
        "outside",
        "to",
        "en",
        "desde",
        "a",
        "cerca",
        "pres",
        "vers",
        "into",
        "across",
        "around",
    ]
)
NAMED_AFTER = several(
    "body bodies disease syndrome sarcoma lymphoma palsy chorea hernia fracture catheter scale score test sign maneuver"
    " manoeuvre procedure reflex tumor tumour anemia dystrophy pump monitor inhaler"
)
PAINTED = several("silver blue red white black green grey gray lilac yellow model modelo modele")
DRUGGISH = re.compile(
    r"(?:mab|nib|pril|statin|olol|azole|cillin|mycin|oxacin|sartan|gliptin|tide|vir|zepam|zolam|caine|parin|xaban|dipine|setron|triptan)s?\Z"
)


def kind_of(post: Post, group: Group) -> str:
    """What the group names: a person, a place, an organisation, a product, or nobody knows."""
    first, last = group.first, group.last
    before = post.bits[first - 1] if first and post.gap(first - 1) in {" ", ". ", ' "', " (", ", "} else 0
    previous = post.words[first - 1] if first else ""
    joined = last + 1 < len(post.words) and post.gap(last) in {" ", "-"}
    after = post.bits[last + 1] if joined else 0
    follows = joined and post.capital(last + 1)
    if group.titled and not (follows and after & STREET):
        return "person"
    if post.plain[group.start - 1 : group.start] in {"@", "#"}:
        return "tag"
    if (
        post.gap(last).startswith(("'s ", " "))
        and follows
        and after & (ORGWORD | CAREPLACE)
        and not after & (FIRST | LAST)
    ):
        return "family" if post.words[last + 1] == "family" else "organisation"
    if (
        joined
        and after & STREET
        and (follows or not post.capital(first))
        and post.words[last + 1] not in {"way", "drive", "place", "st"}
    ) or (follows and after & STREET):
        return "street"
    if follows and after & PLACEWORD and not before & (TITLE | DRTITLE):
        return "place"
    if joined and post.words[last + 1] in NAMED_AFTER and not before & (TITLE | DRTITLE | KIN | PATIENT):
        return "product"
    bits = post.bits[first]
    if previous in PAINTED and post.gap(first - 1) == " " and not bits & FIRST:
        return "product"
    if before & (TITLE | DRTITLE) or (before & (KIN | SOFTTITLE | PATIENT) and previous != "family"):
        return "person"
    if last > first and post.words[last] in {"ward", "hall", "wing", "house", "court", "bend", "way", "creek"}:
        return "organisation"
    if previous in {"st", "san", "santa", "saint", "sainte"} and not post.bits[first - 1] & TITLE:
        return "organisation"
    if previous in {"calle", "avenida", "rue", "avenue", "rang", "avda", "chemin"}:
        return "street"
    if (
        before & (ORGWORD | PLACEWORD)
        and first
        and post.capital(first - 1)
        and not post.opens(first - 1)
        and not bits & FIRST
    ):
        return "organisation" if before & ORGWORD else "place"
    if (not bits & FIRST and any(DRUGGISH.search(word) for word in group.words)) or (
        last == first
        and previous in {"on", "of"}
        and post.words[first - 2 : first - 1] in (["weeks"], ["months"], ["dose"], ["years"])
    ):
        return "product"
    if previous in PLACING and not (bits & FIRST and not bits & WORDNAME) and post.capital(first):
        return "place"
    if bits & TOWN and previous in PLACING:
        return "place"
    if bits & (FIRST | NICK) and not (
        bits & WORDNAME and last == first and post.opens(first) and not post.gap(first).startswith(",")
    ):
        return "person"
    if last > first and (post.bits[last] & LAST or any(post.bits[i] & FIRST for i in range(first, last + 1))):
        return "person"
    return "unknown"


def public_figures(post: Post, known: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Places of names of well known people, as words."""
    names, words, size = by_first_word(known), post.words, len(post.words)
    for index, word in enumerate(words) if any(post.known[FAMOUS]) else ():
        for entry in names.get(word.removesuffix("'s"), ()):
            last = index + len(entry) - 1
            if last < size and all(words[index + step].removesuffix("'s") == part for step, part in enumerate(entry)):
                yield index, last
                break


@lru_cache(maxsize=2)
def by_first_word(known: frozenset[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The names by their first word, longer ones first."""
    names: dict[str, list[tuple[str, ...]]] = {}
    for entry in sorted(known, key=lambda entry: (-len(entry), entry)):
        names.setdefault(entry[0], []).append(entry)
    return {first: tuple(entries) for first, entries in names.items()}


def _famous(word: str) -> bool:
    """Whether the name of a well known person may begin with the word."""
    return word.removesuffix("'s") in by_first_word(lexicon().public)


FAMOUS = WORDS.column(_famous)
