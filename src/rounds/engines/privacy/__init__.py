"""Screens a text for what could tell who a patient is."""

from typing import TYPE_CHECKING, Any

from rounds.engines.privacy.estimating import Described, Estimate, Factor, estimate
from rounds.engines.privacy.findings import VOICES, Finding, Mark, Redaction, Rewrite, Screening, Verdict, as_json
from rounds.engines.privacy.policy import SCOPES, Authorization, Policy
from rounds.engines.privacy.reasons import REASONS, RULES, Rule
from rounds.engines.privacy.screening import screen

if TYPE_CHECKING:
    from rounds.engines.privacy.redaction import redact

__all__ = [
    "REASONS",
    "RULES",
    "SCOPES",
    "VOICES",
    "Authorization",
    "Described",
    "Estimate",
    "Factor",
    "Finding",
    "Mark",
    "Policy",
    "Redaction",
    "Rewrite",
    "Rule",
    "Screening",
    "Verdict",
    "as_json",
    "estimate",
    "redact",
    "screen",
]


def __getattr__(name: str) -> Any:
    """`redact` is loaded when it is first asked for: it brings all patterns along."""
    if name == "redact":
        from rounds.engines.privacy.redaction import redact

        return redact
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
