"""A text with a stable mark in place of each identifier."""

import hashlib
import hmac
import re
from collections.abc import Iterator

from rounds.engines.privacy.detectors.eager import find_eager, ordinary
from rounds.engines.privacy.detectors.found import Found, Group, several
from rounds.engines.privacy.detectors.looser import find_loose
from rounds.engines.privacy.evidence import MARK, Evidence
from rounds.engines.privacy.findings import VOICES, Mark, Redaction
from rounds.engines.privacy.judging import Judge
from rounds.engines.privacy.policy import Policy, compiled
from rounds.engines.privacy.text import fold
from rounds.engines.privacy.ties import SCENE

NAMED = {
    "AGE_OVER_89": "age", "LOCATION": "place", "SSN": "number", "MRN": "record", "ACCOUNT": "account", "LICENSE": "licence",
    "VEHICLE": "plate", "IP": "address", "PHOTO": "picture", "BIOMETRIC": "mark", "OTHER_ID": "mark", "EMAIL": "mail", "URL": "link",
}  # fmt: skip
PASSES = 8
# What is stored may have been written under a picture, so every part of it is asked what it shows.
DESCRIBED = "alt text"
DOUBT, TROUBLE, HINT, SHOWN = 0.02, 0.05, 0.015, 0.22
ONE = frozenset(
    {
        "he or she",
        "one patient",
        "one person",
        "one kin",
        "kin",
        "patient",
        "person",
        "lodge",
        "you",
        "first person",
        "known role",
        "one of a kind",
    }
)
MEDICS = several(
    "dr dra dre doctor doctora docteur docteure drs nurse rn np pa professor prof pr enfermera enfermero infirmiere"
)
AS_PATIENT = frozenset({"aged", "ill", "staff ill", "cared for after it"})
UNWELL = AS_PATIENT | {"near condition", "near procedure", "near sensitive", "near lodge", "near patient"}
FIRM = frozenset({"credited", "role before"})
Place = tuple[int, int, str]


def redact(text: str, *, voice: str = "public", policy: Policy | None = None, key: bytes = b"") -> Redaction:
    """The text with marks such as [name 1] in place of identifiers; the same handle always gets the same keyed mark.

    Leaving an identifier is the worse fault, so in a text about somebody's care all that may be one goes; `left` names
    the rules that still ask for a person's eyes.

    >>> redact("Pray for my uncle Ray Dunmore, he had a stroke on Friday.").text
    'Pray for my uncle [name 1], he had a stroke on [date 1].'
    """
    if voice not in VOICES:
        raise ValueError(f"A voice is one of {', '.join(VOICES)}, not {voice!r}.")
    marks: dict[str, str] = {}
    places: list[Mark] = []
    out, wary = text, False
    for number in range(PASSES):
        spans, wary = _spans(out, voice, policy, wary)
        if not spans:
            break
        for start, end, kind in reversed(spans):
            placeholder = _placeholder(kind, out[start:end], marks, key)
            if number == 0:
                places.append(Mark(start, end, kind, placeholder))
            out = out[:start] + placeholder + out[end:]
        out = _everywhere(out, marks)
    return Redaction(out, tuple(reversed(places)), left(out, voice, policy))


def left(text: str, voice: str, policy: Policy | None) -> tuple[str, ...]:
    """The rules, other than those about an identifier, that stand in a redacted text."""
    if not text.strip():
        return ()
    judge = Judge(Evidence(text, voice=voice, channel="", policy=compiled(policy)))
    judge.redacted = False
    return tuple(dict.fromkeys(finding.rule for finding in judge.found if finding.start is None))


def identifiers(judge: Judge) -> list[Place]:
    """All that may be an identifier in a text that is about somebody's care, in order: start, end, type."""
    return _apart(judge.post.original, _certain(judge) + _doubtful_places(judge, eager=False))


def _certain(judge: Judge) -> list[Place]:
    return [
        (one.start, one.end, one.type)
        for one in judge.found
        if one.start is not None and one.end is not None and one.type != "house-rule"
    ]


def _doubtful_places(judge: Judge, *, eager: bool) -> list[Place]:
    place = judge.post.place
    return [(*place(one.start, one.end), one.type) for one in _doubtful(judge.evidence, judge, eager)]


def _spans(text: str, voice: str, policy: Policy | None, wary: bool) -> tuple[list[Place], bool]:
    """What goes, in order and apart; and whether the text is about somebody's care."""
    if not text.strip():
        return [], wary
    evidence = Evidence(text, voice=voice, channel=DESCRIBED, policy=compiled(policy))
    judge = Judge(evidence)
    wary = (
        wary
        or bool(judge.found)
        or judge.troubled > TROUBLE
        or _somebody(evidence, judge)
        or MARK.search(text) is not None
    )
    return _apart(text, _certain(judge) + (_doubtful_places(judge, eager=True) if wary else [])), wary


def _doubtful(evidence: Evidence, judge: Judge, eager: bool) -> Iterator[Found]:
    """All that may be an identifier, the widest first; what is stored loses more than what is written anew."""
    yield from (one for one, readable in evidence.pictures if readable or judge.troubled > TROUBLE)
    yield from (tie.found for tie in evidence.ties.all if tie.kind == SCENE and tie.sure > SHOWN)
    yield from (*evidence.numbers, *evidence.contacts, *evidence.dates, *evidence.places, *evidence.ages)
    for group in evidence.people.groups:
        if group.kind == "tag" or _keep(evidence, group, eager=eager):
            continue
        yield judge.with_title(group) if group.kind != "place" else Found(group.start, group.end, "LOCATION")
    yield from find_loose(evidence.post)
    if not eager:
        return
    kept = [range(group.start, group.end) for group in evidence.people.groups if _keep(evidence, group, eager=eager)]
    yield from (one for one in find_eager(evidence.post) if not any(one.start in known for known in kept))


def _somebody(evidence: Evidence, judge: Judge) -> bool:
    """Whether there is a sign of one person, however weak: any name that is not firmly a clinician's is one."""
    if judge.contacts or not all(_keep(evidence, group, eager=True) for group in evidence.people.named):
        return True
    if judge.tied_marks() > 0.35 or any(one.hard for one in evidence.numbers):
        return True
    return judge.troubled > HINT and (bool(evidence.people.named) or not ONE.isdisjoint(evidence.signs))


def _keep(evidence: Evidence, group: Group, *, eager: bool) -> bool:
    """A public figure, one of the place's own, a product, or firmly a clinician and nobody else; when eager, an organisation goes too."""
    if group.staff > 50 or group.kind == "product" or (group.kind == "organisation" and not eager):
        return True
    if group.kind in {"place", "street"}:
        return False
    words, first = evidence.post.words, group.first
    titled = any(word in MEDICS for word in words[max(0, first - 1) : first + 1])
    why = set(group.why)
    if eager:
        return group.sure < 0.2 and titled and not why & UNWELL
    firm = (titled or bool(FIRM & why and "resident" not in words[max(0, first - 1) : first])) and not why & AS_PATIENT
    return group.sure < (DOUBT if not firm else 0.2)


def _apart(text: str, places: list[Place]) -> list[Place]:
    """The places that do not overlap: longer ones win, marks and single letters stay."""
    taken = bytearray(len(text) + 1)
    for mark in MARK.finditer(text):
        taken[mark.start() : mark.end()] = b"1" * (mark.end() - mark.start())
    kept: list[Place] = []
    for start, end, kind in sorted(places, key=lambda place: (place[0] - place[1], place[0])):
        for first, last in _free(taken, start, end):
            taken[first:last] = b"1" * (last - first)
            if any(map(str.isalnum, text[first:last])) and (last - first > 1 or first == start):
                kept.append((first, last, kind))
    return sorted(kept)


def _free(taken: bytearray, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a place that nothing else has taken."""
    first = start
    while first < end:
        if taken[first]:
            first += 1
            continue
        last = first
        while last < end and not taken[last]:
            last += 1
        yield first, last
        first = last


def _placeholder(kind: str, text: str, marks: dict[str, str], key: bytes) -> str:
    name = NAMED.get(kind, kind.lower())
    words = " ".join(fold(text).lower().split())
    if kind == "HANDLE":
        return f"[handle {hmac.new(key, words.lstrip('@').encode(errors='replace'), hashlib.sha256).hexdigest()[:6]}]"
    known = f"{name} {words}"
    if known not in marks:
        marks[known] = f"[{name} {1 + sum(one.startswith(name + ' ') for one in marks)}]"
    return marks[known]


def _everywhere(text: str, marks: dict[str, str]) -> str:
    """Also the mentions of a name, or of a part of it, that stood where nothing spoke for it."""
    for known, placeholder in marks.items():
        kind, _, words = known.partition(" ")
        parts = words.split() if kind == "name" else ()
        for mention in dict.fromkeys((words, *parts) if kind in {"name", "place"} else ()):
            if len(mention) > 3 and mention.isascii() and not ordinary(mention):
                text = re.sub(rf"(?<![\w\[]){re.escape(mention)}(?![\w\]])", placeholder, text, flags=re.IGNORECASE)
    return text
