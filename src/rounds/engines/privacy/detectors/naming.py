"""Where a name may begin: by lists, by capitals, and by the words before it."""

import re

from rounds.engines.privacy.detectors.found import several
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
    PRON3,
    SENS,
    SOFTTITLE,
    STATE,
    STOPNAME,
    STREET,
    TEAM,
    THEME,
    TITLE,
    TOWN,
    WDAY,
    WORDNAME,
)
from rounds.engines.privacy.text import Post

ORDINARY = re.compile(
    r"(?:ing|ed|ly|tion|sion|ful|ness|ous|ive|able|ible|ment|ity|ies|ism|ist|ists|ology|ance|ence|ward|ways|self|less|ship|er's|ical|istic|ando|iendo|mente|cion|dad|aje|eur|euse|ique|isme)\Z"
)
TOLD = re.compile(r"(?:[aei]mos|dme|dnos|anos|rnos|rle|rles|rse|ieme|sez|tez|nez)\Z")
NOT_NAME = (
    COMMON | BODY | EVENT | MONTH | WDAY | HOLI | COND | SENS | PROC | DRUG | CLIN | TEAM | PATIENT | PERSON | KIN
    | ORGWORD | CAREPLACE | STOPNAME | PRON3 | THEME
)  # fmt: skip
CUES_BEFORE = several("named called i'm im soy meet patient pt paciente patiente about with name's c'est")
PAIRING = several("and y et in from w")
CALLED = several(
    "named called i'm im soy name's llamo llamado llamada llama appelle appelee xo xoxo love luv bisous besos bises"
    " signed rip its it's c'est"
)
SIGNING = several("xo xoxo love luv bisous besos bises saludos hugs cheers thanks regards sincerely cordialement")
UNSURE_TITLES = several("sir madam m miss don ms senor senora senorita mister dame")
HUMAN = SOFTTITLE | KIN | TITLE | DRTITLE
LEADING = SOFTTITLE | KIN | PERSON | PATIENT
KNOWN = FIRST | LAST
CUED = CALLED | SIGNING
ABBREVIATED = several(
    "us uk er or iv pt dc la np pa rn md do am pm tv ps ct im ed ot st sf nj ny va nh sc nc un eu hr it id oj bp gi gp ob ne"
    " sa ap aj sl cv re eg ie pd ad bc"
)


def may_start(post: Post, index: int, shouting: bool) -> str:
    """Why a name may begin at this word: "plain" for firm reasons, another word for weaker ones, "" for none."""
    if _plain(post, index, shouting):
        return "plain"
    word, bits = post.words[index], post.bits[index]
    if len(word) == 1:
        return "initials" if _initials(post, index) else ""
    if bits & (NOT_NAME | TITLE | DRTITLE) and not bits & FIRST:
        return ""
    if post.capital(index) and not shouting:
        return _capital_chance(post, index, bits, word)
    return _small_chance(post, index, bits, word)


def led_to(post: Post, index: int) -> bool:
    """Whether a word in no list, without a capital, stands where a name could: behind a title, relative or cue."""
    words = post.words
    if words[index][0].isdigit():
        return False
    if index and (post.bits[index - 1] & (LEADING | TITLE | DRTITLE) or words[index - 1] in CUED):
        return True
    return index + 2 < len(words) and words[index + 1] in PAIRING


def _plain(post: Post, index: int, shouting: bool) -> bool:
    bits, word = post.bits[index], post.words[index]
    if (
        index
        and titled(post, index)
        and not bits & (NOT_NAME & ~(COMMON | BODY | COND | THEME) if post.capital(index) else NOT_NAME)
    ):
        return True
    if len(word) == 1 and not (_initial(post, index) and (post.capital(index) or word not in "aiyou")):
        return False
    if post.capital(index) and not shouting:
        return _capital_name(post, index, bits, word)
    if bits & FIRST or (bits & LAST and index and post.bits[index - 1] & (TITLE | PATIENT)):
        return _small_name(post, index, bits, word)
    return False


def _capital_chance(post: Post, index: int, bits: int, word: str) -> str:
    """A word with a capital that nothing else speaks for."""
    if bits & (STATE | PLACEWORD | STREET | LODGE) or (not bits & KNOWN and has_digit(word)):
        return ""
    if post.plain[post.starts[index] : post.ends[index]].isupper():
        named = bits & FIRST and word not in ABBREVIATED
        return "upper" if named or (len(word) > 4 and not ORDINARY.search(word)) else ""
    if bits & NOT_NAME:
        return "" if post.opens(index) else "doubtful"
    if ORDINARY.search(word) and not bits & KNOWN:
        return ""
    return "opens" if len(word) > 2 and not (post.opens(index) and TOLD.search(word) and not bits & KNOWN) else ""


def _small_chance(post: Post, index: int, bits: int, word: str) -> str:
    """A word without a capital where a person is led to: "grampa joe", "named tavi", "keola and malia"."""
    before = post.bits[index - 1] if index and post.gap(index - 1) in {" ", ' "', ": ", ". "} else 0
    previous = post.words[index - 1] if before or (index and post.gap(index - 1).strip(" :,\n\"'") == "") else ""
    if (
        bits & NOT_NAME
        or len(word) < 3
        or (not bits & KNOWN and (bits or not _word(word) or (ORDINARY.search(word) and not before & SOFTTITLE)))
    ):
        return ""
    if previous in CALLED and "," not in post.gap(index - 1):
        return "called"
    if index and previous in SIGNING and post.gap(index - 1) in {", ", ",\n"}:
        return "called"
    if before & LEADING and not word.endswith("s") and "'" not in word:
        return "led to"
    return "paired" if _paired(post, index) else ""


def _word(word: str) -> bool:
    return word.isalpha() or all(part.isalpha() for part in word.removesuffix("'s").split("-"))


def has_digit(word: str) -> bool:
    """Whether a digit is in the word.

    >>> has_digit("x2"), has_digit("ellen")
    (True, False)
    """
    return not word.isalpha() and any(map(str.isdigit, word))


def _paired(post: Post, index: int) -> bool:
    """Beside "and" and a first name, or before a bed or room with a number."""
    words, bits = post.words, post.bits
    if index + 2 < len(words) and words[index + 1] in {"and", "y", "et"} and bits[index + 2] & FIRST:
        return (not bits[index + 2] & (NOT_NAME | WORDNAME) and post.bits[index] & KNOWN != 0) or not bits[index]
    lodged = index + 3 < len(words) and words[index + 1] in {"in", "from", "w"} and bits[index + 2] & LODGE
    return bool(lodged) and words[index + 3].isdigit()


def _initials(post: Post, index: int) -> bool:
    """Two letters that stand for a name: "J.M. from the truck stop"."""
    if index + 1 >= len(post.words) or len(post.words[index + 1]) != 1 or not post.capital(index):
        return False
    if post.gap(index) not in {".", ". "} or not post.capital(index + 1):
        return False
    return post.words[index] + post.words[index + 1] not in ABBREVIATED


def _initial(post: Post, index: int) -> bool:
    """A letter that stands for a name: "J.M. from", "Mason D.", "Mr. H"."""
    nearby = post.plain[post.ends[index] : post.ends[index] + 2]
    return (nearby[:1] == "." and nearby[1:2].isupper()) or (
        index > 0 and bool(post.bits[index - 1] & (TITLE | PATIENT))
    )


def titled(post: Post, index: int) -> bool:
    """Whether a title stands before the word: "mrs k. abernethy", "Mr. Z", "Sra. Ybarrondo"."""
    title, word = post.words[index - 1], post.words[index]
    if not post.bits[index - 1] & TITLE or post.gap(index - 1) not in {" ", ". "}:
        return False
    if word[0].isdigit() or "'" in word.removesuffix("'s"):
        return False
    if title in UNSURE_TITLES and not (post.capital(index) or post.bits[index] & KNOWN):
        return False
    if len(word) == 1:
        return title not in UNSURE_TITLES or post.capital(index)
    return True


def _capital_name(post: Post, index: int, bits: int, word: str) -> bool:
    if not bits & KNOWN and has_digit(word):
        return False
    upper = post.plain[post.starts[index] : post.ends[index]].isupper()
    if bits & KNOWN:
        if bits & NOT_NAME and not near_name(post, index):
            return False
        return not (upper and len(word) < 4 and not near_name(post, index))
    if bits & (NOT_NAME | STATE | PLACEWORD | STREET | LODGE) or (upper and len(word) < 5):
        return False
    if upper:
        return near_name(post, index)
    if post.opens(index):
        return not ORDINARY.search(word) and near_name(post, index)
    return True


def near_name(post: Post, index: int) -> bool:
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
    if previous.isdigit():
        return False
    if "'" not in word and has_digit(word):
        return True
    if bits & (NOT_NAME | TITLE | DRTITLE) and not before & TITLE:
        return False
    if before & (TITLE | KIN | PATIENT | DRTITLE) or previous in {"named", "called", "i'm", "im", "soy"}:
        return True
    if bits & WORDNAME:
        return bool(after & LAST and not after & (NOT_NAME | FIRST))
    return len(word) > 2
