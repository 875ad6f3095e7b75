"""A text with a stable mark in place of each identifier."""

import hashlib
import hmac
import re

from rounds.engines.privacy.evidence import Evidence
from rounds.engines.privacy.findings import VOICES, Finding, Mark, Redaction
from rounds.engines.privacy.judging import Judge
from rounds.engines.privacy.policy import Policy, compiled
from rounds.engines.privacy.text import fold

NAMED = {
    "AGE_OVER_89": "age", "LOCATION": "place", "SSN": "number", "MRN": "record", "ACCOUNT": "account", "LICENSE": "licence",
    "VEHICLE": "plate", "IP": "address", "PHOTO": "picture", "BIOMETRIC": "mark", "OTHER_ID": "mark", "EMAIL": "mail", "URL": "link",
}  # fmt: skip
MARK = re.compile(
    r"\[(?:name|date|age|place|phone|mail|link|handle|number|record|account|licence|plate|device|address|picture|mark) [0-9a-f]{1,6}\]"
)
PASSES = 4


def redact(text: str, *, voice: str = "public", policy: Policy | None = None, key: bytes = b"") -> Redaction:
    """The text with marks such as [name 1] in place of identifiers; the same handle always gets the same keyed mark.

    >>> redact("Pray for my uncle Ray Dunmore, he had a stroke on Friday.").text
    'Pray for my uncle [name 1], he had a stroke on [date 1].'
    """
    marks: dict[str, str] = {}
    places: list[Mark] = []
    out = text
    for number in range(PASSES):
        spans = [finding for finding in _found(out, voice, policy) if _spoken(finding, out)]
        if not spans:
            break
        for finding in sorted(spans, key=lambda one: -(one.start or 0)):
            placeholder = _placeholder(finding, marks, key)
            start, end = finding.start or 0, finding.end or 0
            if number == 0:
                places.append(Mark(start, end, finding.type, placeholder))
            out = out[:start] + placeholder + out[end:]
    return Redaction(_everywhere(out, marks), tuple(sorted(places, key=lambda mark: mark.start)))


def _found(text: str, voice: str, policy: Policy | None) -> tuple[Finding, ...]:
    if voice not in VOICES:
        raise ValueError(f"A voice is one of {', '.join(VOICES)}, not {voice!r}.")
    return Judge(Evidence(text, voice=voice, channel="", policy=compiled(policy))).everything() if text.strip() else ()


def _spoken(finding: Finding, text: str) -> bool:
    if finding.start is None or finding.end is None or finding.type == "house-rule":
        return False
    return not any(finding.start < match.end() and match.start() < finding.end for match in MARK.finditer(text))


def _placeholder(finding: Finding, marks: dict[str, str], key: bytes) -> str:
    kind = NAMED.get(finding.type, finding.type.lower())
    words = " ".join(fold(finding.text).lower().split())
    if finding.type == "HANDLE":
        return f"[handle {hmac.new(key, words.lstrip('@').encode(errors='replace'), hashlib.sha256).hexdigest()[:6]}]"
    known = f"{kind} {words}"
    if known not in marks:
        marks[known] = f"[{kind} {1 + sum(one.startswith(kind + ' ') for one in marks)}]"
    return marks[known]


def _everywhere(text: str, marks: dict[str, str]) -> str:
    """Also the mentions of a name that stood where nothing spoke for it."""
    for known, placeholder in marks.items():
        kind, _, words = known.partition(" ")
        if kind == "name" and len(words) > 3:
            text = re.sub(rf"(?<![\w\[]){re.escape(words)}(?![\w\]])", placeholder, text, flags=re.IGNORECASE)
    return text
