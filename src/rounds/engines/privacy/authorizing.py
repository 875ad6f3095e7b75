"""What a signed authorization unlocks."""

from rounds.engines.privacy.findings import Finding
from rounds.engines.privacy.policy import SCOPES, Authorization, folded
from rounds.engines.privacy.reasons import RULES
from rounds.engines.privacy.text import fold

TOLD = frozenset({3, 4, 6, 7, 8, 11, 12})


def unlocked(findings: tuple[Finding, ...], authorization: Authorization) -> tuple[Finding, ...]:
    """The findings that the authorization does not cover. Private numbers, mockery and claims are never covered."""
    return tuple(finding for finding in findings if not _covers(authorization, finding))


def _covers(authorization: Authorization, finding: Finding) -> bool:
    situation = RULES[finding.rule].situation
    if finding.rule == "consent-claimed":
        return True
    if finding.start is None:
        return "story" in authorization.scope and situation in TOLD
    if situation in {2, 0}:
        return False
    if finding.type == "NAME":
        return "name" in authorization.scope and _signed_for(authorization, finding.text)
    return any(finding.type in SCOPES.get(scope, ()) for scope in authorization.scope)


def _signed_for(authorization: Authorization, name: str) -> bool:
    """Every word of the name but a title stands in a name the authorization is about."""
    known = {word for full in folded(authorization.names) for word in full.split()}
    words = [word.strip(".,'\"").lower() for word in fold(name).split()]
    return all(word in known or word in TITLES for word in words)


TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "sr",
        "sra",
        "srta",
        "don",
        "dona",
        "m",
        "mme",
        "mlle",
        "monsieur",
        "madame",
        "sir",
    ]
)
