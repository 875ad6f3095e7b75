"""What a screening says: frozen data, every part with its reason."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

VOICES = ("provider", "organisation", "patient", "public")


class Verdict(StrEnum):
    """How a text may go on; a higher verdict wins over a lower one.

    >>> max(Verdict.CLEAR, Verdict.BLOCK, key=lambda verdict: verdict.rank).value
    'block'
    """

    CLEAR = "clear"
    REVIEW = "review"
    BLOCK = "block"

    @property
    def rank(self) -> int:
        return ("clear", "review", "block").index(self.value)


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason: the words it is about (offsets are None for a whole post), the rule, why, the law, and how sure."""

    start: int | None
    end: int | None
    type: str
    text: str
    rule: str
    why: str
    law: str
    sure: float
    level: Verdict


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A text that screens lower than the one that was asked about."""

    kind: str
    text: str
    verdict: Verdict


def nothing() -> tuple[Rewrite, ...]:
    return ()


@dataclass(frozen=True)
class Screening:
    """The verdict with its findings. No findings means "nothing found", never "safe"."""

    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    authorization: str = ""
    offer: Callable[[], tuple[Rewrite, ...]] = field(default=nothing, repr=False, compare=False)

    @cached_property
    def rewrites(self) -> tuple[Rewrite, ...]:
        """Other words for the same message; worked out when they are first asked for, as each is screened again."""
        return self.offer()

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs: the rewrites themselves, not the way to them."""
        return self.__dict__ | {"offer": nothing, "rewrites": self.rewrites}

    @property
    def spans(self) -> tuple[Finding, ...]:
        """The findings that have a place in the text."""
        return tuple(finding for finding in self.findings if finding.start is not None)


@dataclass(frozen=True, slots=True)
class Mark:
    """A placeholder of a redacted text and where the words stood in the original."""

    start: int
    end: int
    type: str
    placeholder: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """A text without the identifiers that were found, what stands in their place, and the rules that still stand."""

    text: str
    marks: tuple[Mark, ...] = ()
    left: tuple[str, ...] = ()


def as_json(screening: Screening) -> dict[str, Any]:
    """The screening as plain data, for one line of JSON.

    >>> as_json(Screening(Verdict.CLEAR))
    {'verdict': 'clear', 'findings': [], 'rewrites': []}
    """
    return {
        "verdict": screening.verdict.value,
        "findings": [_finding(finding) for finding in screening.findings],
        "rewrites": [rewrite.text for rewrite in screening.rewrites],
    } | ({"authorization": screening.authorization} if screening.authorization else {})


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "start": finding.start,
        "end": finding.end,
        "type": finding.type,
        "text": finding.text,
        "rule": finding.rule,
        "why": finding.why,
        "law": finding.law,
        "sure": finding.sure,
    }
