"""Groups of words that can be a name: by lists, by capitals, and by the words around them."""

import re

from rounds.engines.privacy.detectors.found import Group
from rounds.engines.privacy.detectors.kinds import kind_of
from rounds.engines.privacy.lexicon import (
    BODY,
    CAREPLACE,
    CLIN,
    COMMON,
    COND,
    DRTITLE,
    DRUG,
    EVENT,
    FIRST,
    HOLI,
    KIN,
    LAST,
    LODGE,
    MONTH,
    ORGWORD,
    PATIENT,
    PERSON,
    PLACEWORD,
    PROC,
    SENS,
    SOFTTITLE,
    STATE,
    STOPNAME,
    STREET,
    TEAM,
    TITLE,
    TOWN,
    WDAY,
    WORDNAME,
)
from rounds.engines.privacy.text import Post

PARTICLES = frozenset(
    [
        "de",
        "la",
        "del",
        "los",
        "las",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "y",
        "e",
        "da",
        "dos",
        "di",
        "du",
        "le",
        "ten",
        "ter",
        "abu",
        "ben",
        "san",
        "st",
    ]
)
GAP = re.compile(r"(?:\.? ?|-|[ ]?[\"'(]{1,2}| [\"'(]?|[\"')]{1,2} ?|, (?=[A-Z]{2}))\Z")
BETWEEN = re.compile(r"\.? \Z|-\Z|[ ][\"'(]\Z|[\"')] ?\Z|\.\Z| \Z")
ORDINARY = re.compile(
    r"(?:ing|ed|ly|tion|sion|ful|ness|ous|ive|able|ible|ment|ity|ies|ism|ist|ists|ology|ance|ence|ward|ways|self|less|ship|er's|ical|istic|ando|iendo|mente|cion|dad|aje|eur|euse|ique|isme)\Z"
)
NOT_NAME = (
    COMMON
    | BODY
    | EVENT
    | MONTH
    | WDAY
    | HOLI
    | COND
    | SENS
    | PROC
    | DRUG
    | CLIN
    | TEAM
    | PATIENT
    | PERSON
    | KIN
    | ORGWORD
    | CAREPLACE
    | STOPNAME
)
CUES_BEFORE = frozenset(
    [
        "named",
        "called",
        "i'm",
        "im",
        "soy",
        "meet",
        "patient",
        "pt",
        "paciente",
        "patiente",
        "about",
        "with",
        "name's",
        "c'est",
    ]
)
HUMAN = SOFTTITLE | KIN | TITLE | DRTITLE


def find_groups(post: Post) -> list[Group]:
    """Every group of words that may name a person, a place or an organisation."""
    groups: list[Group] = []
    index, count = 0, len(post.words)
    cased = any(letter.isupper() for letter in post.plain)
    shouting = cased and sum(map(str.isupper, post.plain)) > 0.6 * max(1, sum(map(str.isalpha, post.plain)))
    capitals, bits = post.capitals, post.bits
    while index < count:
        if not capitals[index] and not bits[index] & (FIRST | LAST) and not (index and bits[index - 1] & TITLE):
            index += 1
        elif _may_start(post, index, shouting):
            last = _run(post, index, shouting)
            group = _group(post, index, last)
            if group is not None:
                groups.append(group)
            index = last + 1
        else:
            index += 1
    return groups


def _may_start(post: Post, index: int, shouting: bool) -> bool:
    bits, word = post.bits[index], post.words[index]
    if len(word) == 1 and not (_initial(post, index) and (post.capital(index) or word not in "aiyou")):
        return False
    if post.capital(index) and not shouting:
        return _capital_name(post, index, bits, word)
    if bits & FIRST or (bits & LAST and index and post.bits[index - 1] & (TITLE | PATIENT)):
        return _small_name(post, index, bits, word)
    return bool(index and _titled(post, index) and word.isalpha() and len(word) > 2 and not bits & (NOT_NAME | KIN))


def _initial(post: Post, index: int) -> bool:
    """A letter that stands for a name: "J.M. from", "Mason D.", "Mr. H"."""
    nearby = post.plain[post.ends[index] : post.ends[index] + 2]
    return (nearby[:1] == "." and nearby[1:2].isupper()) or (
        index > 0 and bool(post.bits[index - 1] & (TITLE | PATIENT))
    )


def _titled(post: Post, index: int) -> bool:
    gap = post.gap(index - 1)
    return (
        bool(post.bits[index - 1] & TITLE)
        and gap in {" ", ". "}
        and post.words[index - 1] not in {"sir", "madam", "m", "miss", "don", "ms"}
    ) or (
        post.words[index - 1] in {"miss", "don", "ms", "m"}
        and gap in {" ", ". "}
        and bool(post.bits[index] & (FIRST | LAST))
    )


def _capital_name(post: Post, index: int, bits: int, word: str) -> bool:
    if any(letter.isdigit() for letter in word) and not bits & (FIRST | LAST):
        return False
    upper = post.plain[post.starts[index] : post.ends[index]].isupper()
    if bits & (FIRST | LAST):
        if bits & NOT_NAME and not _near_name(post, index):
            return False
        return not (upper and len(word) < 4 and not _near_name(post, index))
    if bits & (NOT_NAME | STATE | PLACEWORD | STREET | LODGE) or (upper and len(word) < 5):
        return False
    if upper:
        return _near_name(post, index)
    if post.opens(index):
        return not ORDINARY.search(word) and _near_name(post, index)
    return True


def _near_name(post: Post, index: int) -> bool:
    """Whether the words beside it make a name likely: a title or relative before, another name after, a comma in an opening."""
    before = post.bits[index - 1] if index and post.sentences[index - 1] == post.sentences[index] else 0
    if before & (HUMAN | PATIENT) or (before and post.words[index - 1] in CUES_BEFORE):
        return True
    if before & FIRST and post.capital(index - 1):
        return True
    gap = post.gap(index)
    if index + 1 < len(post.words) and gap in {" ", "-", ' "', " ("} and post.capital(index + 1):
        after = post.bits[index + 1]
        return bool(after & LAST) or (not after & (NOT_NAME & ~TOWN) and len(post.words[index + 1]) > 2)
    if index == 0 and gap.startswith(","):
        return True
    return gap.startswith((" (", ", ")) and post.plain[post.ends[index] + 2 : post.ends[index] + 3].isdigit()


def _small_name(post: Post, index: int, bits: int, word: str) -> bool:
    """A name without capitals, only where the words beside it speak for a person."""
    before = post.bits[index - 1] if index else 0
    previous = post.words[index - 1] if index else ""
    after = post.bits[index + 1] if index + 1 < len(post.words) and post.gap(index) == " " else 0
    leet = not word.isalpha() and "'" not in word
    if leet:
        return True
    if bits & (NOT_NAME | TITLE | DRTITLE) and not before & TITLE:
        return False
    if before & (TITLE | KIN | PATIENT | DRTITLE) or previous in {"named", "called", "i'm", "im", "soy"}:
        return not bits & WORDNAME or bool(before & (TITLE | DRTITLE)) or bool(after & LAST)
    if bits & WORDNAME:
        return bool(after & LAST and not after & (NOT_NAME | FIRST))
    return len(word) > 2


def _run(post: Post, index: int, shouting: bool) -> int:
    """The last word of the name that starts here."""
    last = index
    while last + 1 < len(post.words) and last - index < 5:
        step = last + 1
        gap = post.gap(last)
        if post.sentences[step] != post.sentences[last] or not (
            BETWEEN.match(gap) or (gap == ", " and _surname_first(post, index, last))
        ):
            break
        if gap == "." and len(post.words[last]) > 1:
            break
        if (
            post.words[step] in PARTICLES
            and step + 1 < len(post.words)
            and post.capital(step + 1)
            and post.gap(step) in {" ", "-"}
            and not post.opens(step + 1)
        ):
            if post.bits[step + 1] & NOT_NAME and not post.bits[step + 1] & (FIRST | LAST):
                break
            if post.words[step] in {"de", "du", "di", "da", "st", "san", "e", "y"} and not (
                post.bits[step + 1] & (FIRST | LAST)
            ):
                break
            last = step
            continue
        if not _goes_on(post, last, step, shouting):
            break
        last = step
    while last > index and post.words[last] in PARTICLES and not post.capital(last):
        last -= 1
    return last


def _surname_first(post: Post, index: int, last: int) -> bool:
    return (
        index == last
        and bool(post.bits[index] & LAST)
        and last + 1 < len(post.words)
        and post.capital(last + 1)
        and bool(post.bits[last + 1] & FIRST)
        and not post.bits[index] & FIRST
    )


def _goes_on(post: Post, last: int, step: int, shouting: bool) -> bool:
    bits, word = post.bits[step], post.words[step]
    if post.capital(step) and not shouting:
        if len(word) == 1:
            return word != "i"
        if bits & (FIRST | LAST):
            return not bits & (MONTH | WDAY) or bool(bits & LAST)
        return not bits & (NOT_NAME | STREET | PLACEWORD | STATE | LODGE) and not any(map(str.isdigit, word))
    if post.capital(last) and not shouting:
        return False
    if len(word) == 1 and word not in {"a", "i", "u", "n", "r", "y", "o", "e", "w"} and post.gap(last) == " ":
        return True
    if len(word) == 1 and post.gap(step).startswith("."):
        return word not in {"i", "a"}
    return (
        bool(bits & (LAST | FIRST)) and not bits & (NOT_NAME | WORDNAME) and post.gap(last) in {" ", "-", '" '}
    ) or bool(post.bits[last] & FIRST and "-" in word and not bits)


def _group(post: Post, first: int, last: int) -> Group | None:
    end = post.ends[last]
    if post.lower[max(0, end - 2) : end] == "'s":
        end -= 2
    elif post.lower[end - 1] == "'":
        end -= 1
    titled = 0
    kept: int | None = None
    while (
        first < last
        and post.bits[first] & (TITLE | DRTITLE)
        and not post.bits[first] & (FIRST | LAST) | (post.words[first] == "don")
    ):
        titled |= post.bits[first]
        kept = kept if kept is not None or not post.bits[first] & TITLE else post.starts[first]
        first += 1
    if post.bits[first] & (TITLE | DRTITLE) and first == last and not post.bits[first] & (FIRST | LAST):
        return None
    words = tuple(word.removesuffix("'s") for word in post.words[first : last + 1])
    if words[0].startswith("i'") or len("".join(words)) < 2:
        return None
    group = Group(first, last, post.starts[first] if kept is None else kept, end, words=words, titled=titled)
    group.kind = kind_of(post, group)
    return group
