"""What may be an identifier, for texts that are about somebody's care and are to be stored."""

import re
from collections.abc import Iterator

from rounds.engines.privacy.detectors.found import Found, several
from rounds.engines.privacy.detectors.marks import JOBS, NEWS, ROLES
from rounds.engines.privacy.detectors.naming import NOT_NAME, ORDINARY
from rounds.engines.privacy.lexicon import DRUG, FIRST, LAST, STATE, TITLE, TOWN
from rounds.engines.privacy.text import Post

UNLIKELY = (NOT_NAME | TITLE) & ~DRUG
SMALL_LEADS = several("in from near de en")
LEADS = several("in from near at outside to en de desde a of")
LONG = re.compile(
    r"(?<![\w$.,:/-])(?:#?\d{5,}|\d[\d-]{6,}\d|(?=(?:[a-z-]*\d){2})(?=[a-z0-9-]*[a-z])[a-z0-9]{2,}(?:-[a-z0-9]+){0,4})(?![\w%]|[.,]\d)"
)
SPOT = re.compile(
    r"\b(?:at|in|near|from) ((?:the )?(?:[a-z]{3,12} ){1,2}(?:campground|camp|mall|high|creek|park|lake|trail|beach|marina|fairgrounds?|airport|stadium|arena|rink|bar|diner|plaza|church|farm|mill|plant|quarry|casino|motel|inn))\b"
)
DOSES = re.compile(
    r"\d+(?:mg|mcg|ml|g|kg|lb|lbs|cm|mm|th|st|nd|rd|am|pm|k|h|hr|hrs|x|yo|yr|yrs|f|m|cc|mo|wk|wks|min|mins|s|in|ft|w|er|e|eme|o|a|l|iu|hz|d)\Z|covid-?\d*|(?:t1d|t2d|a1c|b12|q\d|h1n1|c-?diff|rn\d|cd4|stage\d)\Z"
)
TAIL = 24
NICKNAMED = re.compile(r"(?<!\w)\"[a-z]{3,14}\" [a-z'-]{4,20}\b")
RALLY = re.compile(r"#([A-Z]\w{4,40})(?:Strong|Fuerte)\b")
KINSHIP = re.compile(r" \((?:her|his|their|my|our|su|mi|son|sa|mon|ma) \w+\)")
ONE = re.compile(rf"\b(?:one and only|only|sole) (?:[\w-]+ ){{0,3}}(?:{JOBS})\b")
QUOTED = re.compile(r"(?<=\")[A-Z0-9][A-Z0-9 ,.'-]{5,50}(?=\")")


def find_loose(post: Post) -> Iterator[Found]:
    """Small words that may be a name or town, long codes, roles, words in capitals between quotes."""
    lower = post.lower
    if post.digits:
        yield from _codes(lower)
    yield from (Found(m.start(), m.end(), "OTHER_ID") for m in QUOTED.finditer(post.plain))
    if ROLES.search(lower):
        yield from (Found(m.start(), m.end(), "OTHER_ID") for m in NEWS.finditer(lower))
        yield from (Found(m.start(), m.end(), "OTHER_ID") for m in ONE.finditer(lower))
    yield from (Found(m.start(1), m.end(1), "LOCATION") for m in SPOT.finditer(lower))
    yield from (Found(m.start(), m.end(), "NAME") for m in NICKNAMED.finditer(lower))
    yield from (Found(m.start(1), m.end(1), "OTHER_ID") for m in RALLY.finditer(post.plain))
    yield from _words(post)


def _codes(lower: str) -> Iterator[Found]:
    for match in LONG.finditer(lower):
        digits = sum(map(str.isdigit, match.group()))
        if (
            digits > 2
            and not DOSES.search(match.group()[-TAIL:])
            and not (match.group().isdigit() and len(match.group()) < 5)
        ):
            yield Found(match.start(), match.end(), "OTHER_ID")


def _words(post: Post) -> Iterator[Found]:
    words, bits, capitals = post.words, post.bits, post.capitals
    for index, word in enumerate(words):
        if (bits[index] & FIRST and not bits[index] & UNLIKELY and not capitals[index] and len(word) > 2) or (
            not bits[index] and len(word) > 2 and KINSHIP.match(post.lower, post.ends[index])
        ):
            yield Found(post.starts[index], post.ends[index], "NAME")
    for index in range(1, len(words)):
        if words[index - 1] in LEADS and post.gap(index - 1) == " " and _maybe_place(post, index):
            yield Found(post.starts[index], post.ends[index], "LOCATION")


def _maybe_place(post: Post, index: int) -> bool:
    """A word behind "in" or "from" that is in no list, or a listed town or name with a capital."""
    word, bits = post.words[index], post.bits[index]
    if len(word) < 4 or not word.isalpha():
        return False
    if post.capitals[index]:
        return not bits or bool(bits & (TOWN | FIRST | LAST) and not bits & (STATE | TITLE))
    ends = post.gap(index) != " " or index + 1 == len(post.words)
    return not bits and ends and post.words[index - 1] in SMALL_LEADS and not ORDINARY.search(word)
