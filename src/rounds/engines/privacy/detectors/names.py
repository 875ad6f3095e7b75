"""Groups of words that can be a name."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from rounds.engines.privacy import hints
from rounds.engines.privacy.detectors.found import Group, several
from rounds.engines.privacy.detectors.kinds import kind_of
from rounds.engines.privacy.detectors.naming import KNOWN, NOT_NAME, ORDINARY, has_digit, led_to, may_start
from rounds.engines.privacy.lexicon import (
    DRTITLE,
    EVENT,
    FIRST,
    LAST,
    LODGE,
    MONTH,
    PLACEWORD,
    STATE,
    STREET,
    TITLE,
    WDAY,
    WORDNAME,
    lexicon,
)
from rounds.engines.privacy.text import Post

PARTICLES = several("de la del los las van von der den bin ibn al el y e da dos di du le ten ter abu ben san st")
BETWEEN = re.compile(r"\.? \Z|-\Z|[ ][\"'(]\Z|[\"')] ?\Z|\.\Z| \Z")
HASHTAG = re.compile(
    r"#(?:Pray(?:ers)?For|Team|RIP|For|JusticeFor|Justice|WeLove|Love|Fuerza|Animo|Courage|TodosPor|TodosCon|Pour|Avec|Help|Save|Rest|Celebrating)([A-Z][a-z]{2,}(?:[A-Z][a-z]+)?)"
    r"|#([A-Z][a-z]{2,})(?:Strong|Fuerte|Fort|Warrior|Fighter|Beats\w+|Walks|Again)"
)
NO_LETTERS = bytes(code for code in range(256) if not chr(code).isascii() or not chr(code).isalpha())
SMALL = bytes(range(ord("a"), ord("z") + 1))
SPELT = re.compile(r"(?<![\w.-])[A-Za-z](?:[.\-_ *][A-Za-z]){3,11}(?![\w])")


def find_groups(post: Post) -> list[Group]:
    """Every group of words that may name a person, a place or an organisation."""
    groups: list[Group] = []
    index, count = 0, len(post.words)
    shouting = _shouts(post.plain)
    capitals, bits = post.capitals, post.bits
    while index < count:
        meaning = bits[index]
        if not capitals[index] and meaning and not meaning & KNOWN and not (index and bits[index - 1] & TITLE):
            index += 1
            continue
        if not capitals[index] and not meaning and not led_to(post, index):
            index += 1
            continue
        how = may_start(post, index, shouting)
        if not how:
            index += 1
            continue
        last = _run(post, index, shouting)
        group = _group(post, index, last)
        if group is not None:
            if how != "plain":
                group.why.append("weakly " + how)
            groups.append(group)
        index = last + 1
    groups.extend(_tagged(post))
    return groups


def _shouts(plain: str) -> bool:
    """Whether most letters are capitals."""
    if plain.isascii():
        letters = plain.encode().translate(None, NO_LETTERS)
        return len(letters.translate(None, SMALL)) > 0.6 * len(letters)
    letters_of_all = sum(map(str.isalpha, plain))
    return sum(map(str.isupper, plain)) > 0.6 * letters_of_all


def _tagged(post: Post) -> Iterator[Group]:
    """Names inside hashtags, and names spelt with a mark between the letters."""
    if "#" in post.plain:
        for match in HASHTAG.finditer(post.plain):
            which = match.lastindex or 1
            yield from _inside(post, *match.span(which), "hashtag")
    if post.hints & hints.LETTER and post.seen & KNOWN:
        for match in SPELT.finditer(post.plain):
            word = "".join(letter for letter in match.group().lower() if letter.isalpha())
            if len(word) > 3 and lexicon().words.get(word, 0) & FIRST:
                yield from _inside(post, *match.span(), "spelt")


def _inside(post: Post, start: int, end: int, how: str) -> Iterator[Group]:
    """A group for a part of a word, or for letters that stand apart."""
    first = bisect_right(post.starts, start) - 1
    last = max(first, bisect_left(post.starts, end) - 1)
    word = "".join(letter for letter in post.lower[start:end] if letter.isalpha())
    yield Group(first, last, start, end, kind="person", words=(word,), why=["weakly " + how])


def _run(post: Post, index: int, shouting: bool) -> int:
    """The last word of the name that starts here."""
    last = index
    while last + 1 < len(post.words) and last - index < 5 and _joined(post, index, last):
        step = last + 1
        if _particle(post, step):
            if not _after_particle(post, step):
                break
        elif not _goes_on(post, index, last, shouting):
            break
        last = step
    while last > index and post.words[last] in PARTICLES and not post.capital(last):
        last -= 1
    return last


def _joined(post: Post, index: int, last: int) -> bool:
    gap = post.gap(last)
    if post.sentences[last + 1] != post.sentences[last] or (gap == "." and len(post.words[last]) > 1):
        return False
    return bool(BETWEEN.match(gap)) or (gap == ", " and _surname_first(post, index, last))


def _particle(post: Post, step: int) -> bool:
    return (
        post.words[step] in PARTICLES
        and step + 1 < len(post.words)
        and post.capital(step + 1)
        and post.gap(step) in {" ", "-"}
        and not post.opens(step + 1)
    )


def _after_particle(post: Post, step: int) -> bool:
    known = post.bits[step + 1] & KNOWN
    return bool(known) or not (
        post.bits[step + 1] & NOT_NAME or post.words[step] in {"de", "du", "di", "da", "st", "san", "e", "y"}
    )


def _surname_first(post: Post, index: int, last: int) -> bool:
    """ "Etxeberria, Koldo" and "DOE, Jane": a family name, a comma, a first name."""
    step = last + 1
    if index != last or not (post.capital(index) and post.capital(step) and post.bits[step] & FIRST):
        return False
    if post.bits[index] & FIRST and not post.bits[index] & LAST:
        return False
    shouted = post.plain[post.starts[index] : post.ends[index]].isupper()
    return shouted or (post.gap(step).startswith((" ", ",", ".", ":", ")")) and not post.bits[index] & NOT_NAME)


def _goes_on(post: Post, first: int, last: int, shouting: bool) -> bool:
    step = last + 1
    bits, word = post.bits[step], post.words[step]
    if post.capital(step) and not shouting:
        if len(word) == 1:
            return word != "i"
        if bits & KNOWN:
            return not bits & (MONTH | WDAY) or bool(bits & LAST)
        return not bits & (NOT_NAME | STREET | PLACEWORD | STATE | LODGE) and not has_digit(word)
    if post.capital(last) and not shouting:
        return False
    return _goes_on_small(post, first, last)


def _goes_on_small(post: Post, first: int, last: int) -> bool:
    step = last + 1
    bits, word, gap = post.bits[step], post.words[step], post.gap(last)
    if len(word) == 1:
        if post.gap(step).startswith("."):
            return word not in {"i", "a"}
        return gap == " " and word not in {"a", "i", "u", "n", "r", "y", "o", "e", "w"}
    if len(post.words[last]) == 1 and gap in {". ", " "}:
        return not bits & NOT_NAME
    if bits & KNOWN and not bits & (NOT_NAME | WORDNAME) and gap in {" ", "-", '" '}:
        return True
    if bits or not post.bits[last] & FIRST or gap != " ":
        return False
    return "-" in word or (len(word) > 4 and _ends_here(post, step) and not ORDINARY.search(word))


def _ends_here(post: Post, step: int) -> bool:
    """Whether an unknown small word after a first name is the end of a name, as "dani petheridge, who" is."""
    gap = post.gap(step)
    return gap != " " or step + 1 >= len(post.words) or bool(post.bits[step + 1] & EVENT)


def _group(post: Post, first: int, last: int) -> Group | None:
    end = post.ends[last]
    if post.lower[max(0, end - 2) : end] == "'s":
        end -= 2
    elif post.lower[end - 1] == "'":
        end -= 1
    start, titled = post.starts[first], 0
    while first < last and _only_title(post, first):
        titled |= post.bits[first]
        if not post.bits[first] & TITLE and not titled & TITLE:
            start = post.starts[first + 1]
        first += 1
    if post.bits[first] & (TITLE | DRTITLE) and not post.bits[first] & KNOWN:
        return None
    words = tuple(word.removesuffix("'s") for word in post.words[first : last + 1])
    led = bool(first and post.bits[first - 1] & TITLE)
    if words[0].startswith("i'") or (len("".join(words)) < 2 and not led):
        return None
    group = Group(first, last, start, end, words=words, titled=titled)
    group.kind = kind_of(post, group)
    return group


def _only_title(post: Post, first: int) -> bool:
    bits = post.bits[first]
    return bool(bits & (TITLE | DRTITLE)) and (not bits & KNOWN or post.words[first] == "don")
