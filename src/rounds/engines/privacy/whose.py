"""Signs for whose a name is, read from the words just before and after it."""

from rounds.engines.privacy import hints
from rounds.engines.privacy.detectors.found import Group, several
from rounds.engines.privacy.keeping import KEPT_WORDS
from rounds.engines.privacy.lexicon import (
    BODY,
    CAREPLACE,
    CLIN,
    COND,
    CRED,
    DRTITLE,
    DRUG,
    EVENT,
    FIRST,
    FIRSTP,
    JOB,
    KIN,
    LAST,
    LODGE,
    MONTH,
    ORGWORD,
    PATIENT,
    PERSON,
    PROC,
    PRON3,
    SENS,
    TEAM,
    THANKS,
    TITLE,
    TOWN,
    US,
    WDAY,
    WORDNAME,
    YOU,
)
from rounds.engines.privacy.spotting import Spot
from rounds.engines.privacy.text import Post

PLACED = (
    ("kin", KIN), ("clinician", CLIN), ("team", TEAM), ("title", TITLE), ("dr", DRTITLE), ("patient", PATIENT), ("event", EVENT),
    ("condition", COND | SENS), ("procedure", PROC), ("body", BODY), ("lodge", LODGE), ("org", ORGWORD), ("thanks", THANKS),
    ("he or she", PRON3), ("first person", FIRSTP), ("we", US), ("you", YOU), ("job", JOB), ("credential", CRED), ("day", WDAY | MONTH),
    ("drug", DRUG), ("care place", CAREPLACE), ("person", PERSON), ("name", FIRST | LAST),
)  # fmt: skip
ANY = 0
for _, _bit in PLACED:
    ANY |= _bit
WORDS = several(
    "by with for and or of to from at in on as is was has had our my your her his their the a an this that she he who whose named called meet"
    " thank thanks ask asks said says told tells about when if because but so how now age aged i'm im it's after before against like than not"
    " call contact text email dear hi hello rip pray please love miss lost saw see joined joins host hosts chair author featuring speaker presented"
    " soy de la el del con por para y que nuestro nuestra su mi doctor dra dr se fue tiene llama merci gracias a avec et chez notre mon ma sa son"
    " est qui pour le la les du une un il elle c'est va via w re via owner family team clinic street award fund memorial foundation center hall"
    " bring brought gave give keep update reminder name names mrs mr ms miss sr sra m mme"
)
CARED_FOR = Spot(
    r"\b(?:admitted|discharged|diagnosed|vent|ventilator|extubat\w+|intubat\w+|survived|surviving|remission|chemo|icu|nicu|hospice|transplant\w*|surgery|seizures?|stroke|rehab|coma|meds|biopsy|er visit|went home|going home|rang the bell|passed|died|funeral|recover\w+|ingres\w+|oper\w+|internad\w+|hospitali\w+|opere\w*|soins|memory care|turned \d+|birthday|refus\w+|fell|broke|bled|labs|results?)\b"
)
AT_WORK = Spot(
    r"\b(?:runs|leads?|led|speaks?|speaking|volunteers?|volunteered|donated|gave|joins?|joined|retir\w+|award\w*|promot\w+|hired|graduat\w+|certif\w+|host\w*|teach\w*|taught|present\w*|publish\w*|wrote|author\w*|chairs?|chaired|manages?|coordinat\w+|years of service|our team|register|rsvp|ext\.?|office|desk|shift|jubil\w+|dirige|trabaja|imparte|anime|dirig\w+|depart a la retraite|congrat\w*|welcome|employee|nominat\w+|raised|sponsor\w*|study|lecture|webinar|podcast|keynote)\b"
)


def signs_beside(post: Post, group: Group) -> list[str]:
    """What stands before and after a name, near it in the sentence, and what the name looks like."""
    found = beside(post, group.first, group.last, group.start, group.end)
    found.extend(_shape(post, group))
    return found


def beside(post: Post, first: int, last: int, start: int, end: int) -> list[str]:
    """What stands before and after some words."""
    found = _placed(post, first, last)
    for name, hint, spot in (("cared for", hints.CARED_FOR, CARED_FOR), ("at work", hints.AT_WORK, AT_WORK)):
        if not post.hints & hint:
            continue
        if spot.within(post, max(0, start - 60), start):
            found.append(name + " before it")
        if spot.within(post, end, end + 80):
            found.append(name + " after it")
    found.append("then " + _mark(post.plain[end : end + 2]))
    found.append("since " + _mark(post.plain[max(0, start - 2) : start][::-1]))
    return found


class Placed(dict[tuple[int, int], tuple[str, ...]]):
    """A step from the name and what the word there can mean, to signs; each worked out once."""

    def __missing__(self, key: tuple[int, int]) -> tuple[str, ...]:
        step, meaning = key
        found = tuple(f"{step} {name}" for name, bit in PLACED if meaning & bit)
        if len(self) < KEPT_WORDS:
            self[key] = found
        return found


SIGNS = Placed()


def _placed(post: Post, first: int, last: int) -> list[str]:
    found: list[str] = []
    bits, words, sentences = post.bits, post.words, post.sentences
    size, sentence = len(words), sentences[first]
    for step in (-3, -2, -1, 1, 2, 3):
        index = (first if step < 0 else last) + step
        if not 0 <= index < size or sentences[index] != sentence:
            if step in {-1, 1}:
                found.append(f"{step} none")
            continue
        meaning = bits[index]
        if meaning & ANY:
            found.extend(SIGNS[step, meaning & ANY])
        if -3 < step < 3 and words[index] in WORDS:
            found.append(f"{step} is {words[index]}")
        elif not meaning:
            found.append(f"{step} unknown")
    return found


def _shape(post: Post, group: Group) -> list[str]:
    bits, found = 0, []
    for index in range(group.first, group.last + 1):
        bits |= post.bits[index]
    words = post.plain[group.start : group.end]
    found.append("listed" if bits & FIRST else "family name" if bits & LAST else "in no list")
    if bits & TOWN:
        found.append("also a town")
    if bits & WORDNAME:
        found.append("also a word")
    if words.islower():
        found.append("all small")
    elif words.isupper() and len(words) > 3:
        found.append("all capitals")
    if "-" in words:
        found.append("hyphen")
    if group.last - group.first >= 2:
        found.append("three words")
    if len(group.words[-1]) == 1:
        found.append("ends in a letter")
    if post.sentences[group.first] == 0:
        found.append("in the first sentence")
    return found


def _mark(text: str) -> str:
    """The punctuation beside a name, as one letter."""
    if not text:
        return "end"
    if text[0] == " ":
        return "space" if len(text) < 2 or text[1].isalnum() else text[1]
    return text[0] if not text[0].isalnum() else "word"
