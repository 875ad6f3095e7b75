"""What the composer shows about a text: marks, findings, rewrites, reading. The text is kept nowhere."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rounds.engines.privacy import Finding, Screening, Verdict, screen
from rounds.screening.fixes import instead_of
from rounds.screening.models import Authorization, Place
from rounds.screening.queries.authorizations import for_text
from rounds.screening.queries.decisions import Accepted, decided, print_of
from rounds.screening.queries.places import policy_of
from rounds.screening.queries.reading import ReadingShown, reading_of
from rounds.screening.sentences import spoken, title_of

KINDS = {
    "drop": gettext_lazy("Leave those sentences out"),
    "generalise": gettext_lazy("Say it with wider words"),
    "neutral": gettext_lazy("Answer without saying who"),
}
VERDICTS = {
    Verdict.CLEAR: gettext_lazy("Nothing is found in it."),
    Verdict.REVIEW: gettext_lazy("There is still something to look at."),
    Verdict.BLOCK: gettext_lazy("There is still something that must be fixed."),
}
WHOLE = "whole"


@dataclass(frozen=True)
class Shown:
    """A finding as the list shows it. `key` names it in a form; `start16` is its place for a browser."""

    key: str
    level: str
    title: str
    words: str
    why: str
    law: str
    fix: str = ""
    accept: bool = False
    reason: str = ""
    who: str = ""
    start16: int | None = None


@dataclass(frozen=True)
class Piece:
    text: str
    level: str = ""


@dataclass(frozen=True)
class Offer:
    key: str
    title: str
    text: str
    verdict: str
    kind: str


@dataclass(frozen=True)
class Marks:
    """Everything the templates of the composer need, in the reader's language."""

    text: str
    screening: Screening
    findings: list[Shown]
    pieces: list[Piece]
    offers: list[Offer]
    reading: ReadingShown
    must: int
    look: int
    authorization: str = ""
    items: list[dict[str, str]] = field(default_factory=list)

    @property
    def said(self) -> str:
        """What a screen reader hears after each check."""
        if not self.text.strip():
            return ""
        if not (self.must or self.look):
            return _("We found nothing.") if not self.findings else _("Nothing is left to do.")
        return ", ".join(filter(None, [must_words(self.must), look_words(self.look)])) + "."

    @property
    def kind(self) -> str:
        return "bad" if self.must else "warn" if self.look else "ok"

    @property
    def short(self) -> str:
        if not self.text.strip():
            return ""
        return _("Not ready") if self.must else _("Look again") if self.look else _("Nothing found")


def must_words(number: int) -> str:
    return ngettext("%(n)s must fix", "%(n)s must fix", number) % {"n": number} if number else ""


def look_words(number: int) -> str:
    return ngettext("%(n)s to look at", "%(n)s to look at", number) % {"n": number} if number else ""


def marks_for(
    text: str,
    voice: str = "provider",
    channel: str = "",
    place: Place | None = None,
    *,
    authorization: Authorization | None = None,
    on: dt.date | None = None,
    accepted: Mapping[str, str] | None = None,
    officer: bool = False,
    pictures: Sequence[str | None] = (),
) -> Marks:
    """Screen and grade a text for the templates `ui/composer.html`, `ui/findings.html` and `ui/reading.html`.

    `accepted` holds a visitor's own reasons by the key of the finding; those of a place come from its record.
    """
    signed = for_text(authorization, text) if authorization else None
    found = screen(text, voice=voice, channel=channel, policy=policy_of(place), authorization=signed, on=on)
    reading = reading_of(text, pictures)
    fine = fine_findings(found, text, place, accepted or {})
    shown = [finding_shown(one, text, fine.get(key_of(one)), reading.language, officer) for one in found.findings]
    must, look = (sum(one.level == level for one in shown) for level in ("must", "check"))
    marks = Marks(
        text=text,
        screening=found,
        findings=sorted(shown, key=order),
        pieces=pieces_of(text, found.findings, {one.key: one.level for one in shown}),
        offers=[
            Offer(str(n), str(KINDS[one.kind]), one.text, str(VERDICTS[one.verdict]), kind_of(one.verdict))
            for n, one in enumerate(found.rewrites)
        ],
        reading=reading,
        must=must,
        look=look,
        authorization=found.authorization,
    )
    marks.items.extend(bar_of(marks))
    return marks


def order(one: Shown) -> tuple[int, bool, int]:
    """What must be fixed first, then as in the text, and last what is about the whole of it."""
    return ("must", "check", "note", "done").index(one.level), one.start16 is None, one.start16 or 0


def kind_of(verdict: Verdict) -> str:
    return {Verdict.CLEAR: "ok", Verdict.REVIEW: "warn", Verdict.BLOCK: "bad"}[verdict]


def key_of(finding: Finding) -> str:
    """Names a finding within one text, such as NAME-43-51 or patient-story-whole."""
    if finding.start is None:
        return f"{finding.rule}-{WHOLE}"
    return f"{finding.type}-{finding.start}-{finding.end}"


def finding_called(found: Screening, key: str) -> Finding | None:
    return next((one for one in found.findings if key_of(one) == key), None)


def fine_findings(found: Screening, text: str, place: Place | None, accepted: Mapping[str, str]) -> dict[str, Accepted]:
    """Which findings somebody has said are fine, by key. Without a place, or one that is only tried, no "must fix" is."""
    if place is None or place.pk is None:
        return {
            key_of(one): Accepted(accepted[token_of(one)])
            for one in found.findings
            if one.level is not Verdict.BLOCK and token_of(one) in accepted
        }
    known = decided(place, found.findings, text) if found.findings else {}
    return {key_of(one): known[mark] for one in found.findings if (mark := print_of(place, one, text)) in known}


def token_of(finding: Finding) -> str:
    """Names a finding across small changes of the text, for reasons that live in the page only."""
    return f"{finding.rule}|{finding.type}|{finding.text}"


def finding_shown(one: Finding, text: str, fine: Accepted | None, language: str, officer: bool) -> Shown:
    level = {Verdict.BLOCK: "must", Verdict.REVIEW: "check", Verdict.CLEAR: "note"}[one.level]
    told = (title_of(one), one.text, spoken(one.why), spoken(one.law))
    if fine:
        return Shown(key_of(one), "done", *told, reason=fine.reason, who=fine.who)
    return Shown(
        key_of(one),
        level,
        *told,
        fix=fix_words(one, text, language) if one.start is not None else "",
        accept=level == "check" or (level == "must" and officer),
        start16=units(text, one.start),
    )


def findings_of(found: Screening) -> list[Shown]:
    """The findings of a text that cannot be changed or decided on here: words to read, without buttons."""
    shown = (finding_shown(one, "", None, "", officer=False) for one in found.findings)
    return sorted((replace(one, fix="", accept=False, start16=None) for one in shown), key=order)


def units(text: str, place: int | None) -> int | None:
    """Where a browser counts this place: letters outside the first plane are two for it.

    >>> units("😀 Ann", 2)
    3
    """
    if place is None:
        return None
    return place + sum(letter > "\uffff" for letter in text[:place])


def fix_words(finding: Finding, text: str, language: str) -> str:
    words = instead_of(finding, text, language)
    return _("Use “%(words)s”") % {"words": words} if words else _("Leave it out")


def pieces_of(text: str, findings: Sequence[Finding], levels: Mapping[str, str]) -> list[Piece]:
    """The text in pieces, so that the layer behind the box can mark what was found."""
    pieces, at = [], 0
    placed = [one for one in findings if one.start is not None and one.end is not None]
    for one in sorted(placed, key=lambda one: (one.start or 0, -(one.end or 0))):
        start, end = one.start or 0, one.end or 0
        level = levels[key_of(one)]
        if start < at or level in {"done", "note"}:
            continue
        pieces += [Piece(text[at:start]), Piece(text[start:end], "name" if level == "must" else "check")]
        at = end
    return [piece for piece in (*pieces, Piece(text[at:])) if piece.text]


def bar_of(marks: Marks) -> list[dict[str, str]]:
    """Both verdicts for the bar on phones."""
    if not marks.text.strip():
        return []
    found = " · ".join(filter(None, [must_words(marks.must), look_words(marks.look)])) or _("Nothing found")
    icon = "shield-check" if marks.kind == "ok" else "shield-alert"
    privacy = {"text": found, "url": "#privacy-check", "kind": marks.kind, "icon": icon}
    reading = {"text": marks.reading.grade, "url": "#reading-check", "kind": marks.reading.kind, "icon": "book-open"}
    return [privacy, reading]
