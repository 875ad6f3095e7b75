"""Screens a text for what could tell who a patient is."""

from rounds.engines.privacy.estimating import Described, Estimate, Factor, estimate
from rounds.engines.privacy.findings import VOICES, Finding, Mark, Redaction, Rewrite, Screening, Verdict, as_json
from rounds.engines.privacy.policy import SCOPES, Authorization, Policy
from rounds.engines.privacy.reasons import REASONS, RULES, Rule
from rounds.engines.privacy.redaction import redact
from rounds.engines.privacy.screening import screen

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
