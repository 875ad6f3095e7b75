"""Clues beside a name for and against its being a patient's: titles, roles, greetings, ages, illness, work."""

import re
from functools import reduce
from operator import or_

from rounds.engines.privacy.cues import (
    AGED,
    ASKED,
    CREDITED,
    DOSED,
    ILL,
    ILLNESS,
    PRODUCED,
    PRODUCT,
    SELF,
    WORKING,
    WORKS,
)
from rounds.engines.privacy.detectors.found import Group, several
from rounds.engines.privacy.keeping import KEPT_WORDS
from rounds.engines.privacy.lexicon import (
    BIT,
    BODY,
    CAREPLACE,
    CLIN,
    COND,
    CONSENT,
    CRED,
    DRTITLE,
    DRUG,
    EVENT,
    FICTION,
    FIRSTP,
    GENERIC,
    HEALTH,
    JOB,
    KIN,
    LODGE,
    MINOR,
    MONTH,
    ORGWORD,
    PATIENT,
    PERSON,
    PET,
    PROC,
    PRON3,
    RECENT,
    SENS,
    SOFTTITLE,
    TEAM,
    THANKS,
    THEMES,
    TITLE,
    US,
    WDAY,
    YOU,
)
from rounds.engines.privacy.spotting import Spot
from rounds.engines.privacy.text import Post
from rounds.engines.privacy.whose import signs_beside

GREETED = Spot(
    r"\b(?:hi|hello|dear|bonjour|hola|thanks|thank you|gracias|merci|sorry),? (?:sra?\.? |m(?:me)?\.? |dona? )?\Z"
)
CALLED = re.compile(r" ?[,:]")
NEARBY = (
    ("condition", COND), ("body", BODY), ("sensitive", SENS), ("procedure", PROC), ("event", EVENT), ("lodge", LODGE), ("he or she", PRON3), ("kin", KIN),
    ("patient", PATIENT), ("minor", MINOR), ("team", TEAM), ("credential", CRED), ("clinician", CLIN), ("dr", DRTITLE), ("we", US), ("you", YOU),
    ("first person", FIRSTP), ("recent", RECENT), ("thanks", THANKS), ("person", PERSON), ("generic", GENERIC), ("care place", CAREPLACE),
    ("job", JOB), ("month", MONTH | WDAY), ("pet", PET), ("fiction", FICTION), ("org", ORGWORD), ("drug", DRUG), ("mr", TITLE), ("consent", CONSENT),
    *((name.lower(), BIT[name]) for name in THEMES),
)  # fmt: skip
TRAINED = several(
    "chief senior junior pharmacy surgery surgical medicine medical pediatric pediatrics psychiatry radiology ortho orthopedic"
    " er em ob obgyn family anesthesia neurology dental derm cardiology first-year second-year third-year"
)
TITLED = (("dr", DRTITLE), ("mr", TITLE))
BEFORE = (
    ("role before", CLIN), ("team before", TEAM), ("kin before", KIN), ("patient before", PATIENT), ("soft title", SOFTTITLE),
    ("person before", PERSON),
)  # fmt: skip
ANY_NEARBY = sum(bit for _, bit in NEARBY)
REACH = 40


class Named(dict[int, tuple[str, ...]]):
    """The names of meanings, each set of meanings worked out once."""

    def __init__(self, lead: str) -> None:
        super().__init__()
        self.lead = lead

    def __missing__(self, meanings: int) -> tuple[str, ...]:
        found = tuple(self.lead + name for name, bit in NEARBY if meanings & bit)
        if len(self) < KEPT_WORDS:
            self[meanings] = found
        return found


NEAR, SENTENCE = Named("near "), Named("sentence ")


def meanings_around(bits: list[int], first: int, after: int, sentence: range) -> tuple[list[int], int, int]:
    """What the words near by can mean, all that together, and all of the sentence."""
    near = bits[max(sentence.start, first - 9) : first] + bits[after : min(sentence.stop, after + 9)]
    wide = reduce(or_, bits[after : sentence.stop], reduce(or_, bits[sentence.start : first], 0))
    return near, reduce(or_, near, 0), wide


def near_and_wide(post: Post, first: int, last: int) -> tuple[str, ...]:
    """The same as signs, for anything that stands from one word to another."""
    whole = post.within(post.sentences[first])
    sentence = range(max(whole.start, first - REACH), min(whole.stop, last + REACH))
    _, union, wide = meanings_around(post.bits, first, last + 1, sentence)
    return NEAR[union & ANY_NEARBY] + SENTENCE[wide & ANY_NEARBY]


class Clues:
    """Weighs the names of one text."""

    def __init__(self, post: Post, inside: bool) -> None:
        self.post, self.inside = post, inside

    def weigh(self, group: Group) -> None:
        post = self.post
        whole = post.within(post.sentences[group.first])
        sentence = range(max(whole.start, group.first - REACH), min(whole.stop, group.last + REACH))
        self._titles(group)
        self._beside(group)
        self._around(group, sentence)
        group.why.extend(signs_beside(post, group))
        if group.kind == "unknown":
            group.patient *= 0.8 if group.last > group.first else 0.7
        if group.kind == "family":
            group.patient += 0.5

    def _titles(self, group: Group) -> None:
        post, before = self.post, self.before(group)
        previous = post.words[group.first - 1] if group.first else ""
        titled = group.titled | (before & (TITLE | DRTITLE))
        if titled:
            group.why.extend(name for name, bit in TITLED if titled & bit)
        if before:
            group.why.extend(name for name, bit in BEFORE if before & bit)
            if before & TEAM and self.inside:
                group.why.append("team in voice")
        if titled & DRTITLE:
            group.staff += 4
        elif titled & TITLE:
            group.patient += 1.2 if self.inside else 0.4
        if before & CLIN and not titled:
            group.staff += 3.5
        if before & KIN and not before & (CLIN | TITLE):
            group.patient += 2.4
        if before & PATIENT or (previous in {"patient", "pt", "resident"} and before & PATIENT):
            group.patient += 3.5
        if before & SOFTTITLE and not before & KIN and previous not in {"little", "big", "old", "young", "baby", "lil"}:
            group.patient += 0.3
        elif before & SOFTTITLE:
            group.patient += 0.8

    def before(self, group: Group) -> int:
        index = group.first - 1
        if index < 0 or self.post.gap(index) not in {" ", ". ", ' "', ", ", ": ", " ("}:
            return 0
        if self.post.words[index] == "resident" and index and self.post.words[index - 1] in TRAINED:
            return CLIN
        return (
            self.post.bits[index]
            if self.post.gap(index) in {" ", ". ", ' "'} or self.post.bits[index] & (CLIN | KIN)
            else 0
        )

    def _beside(self, group: Group) -> None:
        post, start = self.post, group.start
        first, lower = max(0, start - 40), post.lower
        left, right = lower[first:start], lower[group.end : group.end + 60]
        if CREDITED.match(right):
            group.staff += 4
            group.why.append("credited")
        end, last = group.end, group.end + 60
        if WORKING.within(post, end, last) and WORKS.match(right):
            group.staff += 2.5
            group.why.append("works")
        if ASKED.within(post, first, start):
            group.staff += 1.6
            group.why.append("asked for")
        if ILLNESS.within(post, end, last) and ILL.match(right):
            group.patient += 1.0
            group.why.append("ill")
            if group.titled & DRTITLE or "role before" in group.why or "team before" in group.why:
                group.why.append("staff ill")
        if (
            right in {"", "?"}
            or (DOSED.within(post, end, last) and PRODUCT.match(right))
            or PRODUCED.within(post, first, start)
        ):
            group.why.append("product")
        if post.digits and AGED.match(right):
            group.patient += 2.5
            group.why.append("aged")
        if not self.inside and SELF.search(left):
            group.patient += 2.2
            group.why.append("names self")
        if right[:1] == "," or right[:1] == "!":
            group.why.append("called on")
        if right[:2] == "'s":
            group.why.append("owner")
        if not right.strip(" .!?\n)") and not self.inside:
            group.why.append("signs")
        if self.inside and group.first == 0 and CALLED.match(right):
            group.patient += 0.8
            group.why.append("addressed")
        if self.inside and GREETED.within(post, first, start):
            group.patient += 0.8
            group.why.append("greeted")

    def _around(self, group: Group, sentence: range) -> None:
        bits = self.post.bits
        why = group.why
        near, union, wide = meanings_around(bits, group.first, group.last + 1, sentence)
        why.extend(NEAR[union & ANY_NEARBY])
        why.extend(SENTENCE[wide & ANY_NEARBY])
        group.patient += (
            1.2 * bool(union & (COND | SENS))
            + 0.9 * bool(union & PROC)
            + 1.0 * bool(union & EVENT)
            + 1.4 * bool(union & LODGE and self._lodged(sentence))
        )
        group.patient += (
            0.5 * bool(union & PRON3)
            + 0.6 * bool(union & KIN)
            + 1.0 * bool(union & PATIENT)
            + 0.4 * bool(union & MINOR)
        )
        group.patient += 0.4 * bool(wide & HEALTH)
        group.staff += (
            0.8 * min(3, sum(1 for one in near if one & TEAM))
            + 0.5 * bool(wide & TEAM)
            + 1.2 * bool(union & CRED and not union & PROC)
        )
        group.staff += (
            1.0 * bool(union & CLIN and not union & EVENT)
            + 1.0 * bool(self.post.seen & PET)
            + 2.0 * bool(union & DRTITLE and not group.patient > 3)
        )

    def _lodged(self, sentence: range) -> bool:
        return any(
            self.post.bits[i] & LODGE
            and any(map(str.isdigit, self.post.gap(i) + self.post.lower[self.post.ends[i] : self.post.ends[i] + 6]))
            for i in sentence
        )
