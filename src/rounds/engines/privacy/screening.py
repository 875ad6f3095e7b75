"""The one verb: screen a text."""

import datetime as dt
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from rounds.engines.privacy.authorizing import unlocked
from rounds.engines.privacy.findings import VOICES, Finding, Rewrite, Screening, Verdict
from rounds.engines.privacy.policy import Authorization, Policy, compiled

if TYPE_CHECKING:
    from rounds.engines.privacy.evidence import Evidence
    from rounds.engines.privacy.judging import Judge


def screen(
    text: str,
    *,
    voice: str = "provider",
    channel: str = "",
    policy: Policy | None = None,
    authorization: Authorization | None = None,
    on: dt.date | None = None,
    offers: bool = True,
) -> Screening:
    """What in a text could tell who a patient is, and why; "clear" means nothing was found, never that it is safe.

    Rewrites wait until they are asked for; `offers=False` leaves them out and keeps nothing of what was read.

    >>> found = screen("Mrs. Ellen Whitcombe in bed 4 had her hip replaced on Tuesday.")
    >>> found.verdict.value, [(finding.type, finding.text) for finding in found.spans]
    ('block', [('NAME', 'Mrs. Ellen Whitcombe'), ('LOCATION', 'bed 4'), ('DATE', 'Tuesday')])
    >>> screen("Flu shots are free for everyone on Saturday from 9 to 1.", voice="organisation").verdict.value
    'clear'
    """
    judge = judged(text, voice=voice, channel=channel, policy=policy)
    findings = judge.found if judge else ()
    if authorization is not None and authorization.valid(channel=channel, on=on):
        left = unlocked(findings, authorization)
        if len(left) < len(findings) and worst(left) is Verdict.CLEAR:
            return Screening(Verdict.CLEAR, (), authorization.id)
        findings = left
    verdict = worst(findings)
    if verdict is Verdict.CLEAR or judge is None or not offers:
        return Screening(verdict, findings)
    return Screening(verdict, findings, offer=partial(_offered, judge, findings, verdict))


def _offered(judge: "Judge", findings: tuple[Finding, ...], verdict: Verdict) -> tuple[Rewrite, ...]:
    from rounds.engines.privacy.rewriting import rewrites

    return rewrites(judge, findings, verdict, again=_again)


def found_in(text: str, *, voice: str, channel: str = "", policy: Policy | None = None) -> tuple[Finding, ...]:
    """The findings of a text, without rewrites."""
    judge = judged(text, voice=voice, channel=channel, policy=policy)
    return judge.found if judge else ()


def judged(text: str, *, voice: str, channel: str, policy: Policy | None) -> "Judge | None":
    """What was read from a text and found in it; None for a text without words, or one so calm that none need be weighed."""
    if voice not in VOICES:
        raise ValueError(f"A voice is one of {', '.join(VOICES)}, not {voice!r}.")
    if not text.strip():
        return None
    judge, evidence = reader()
    read = evidence(text, voice=voice, channel=channel, policy=compiled(policy), hurry=True)
    return None if read.calm else judge(read)


@lru_cache(maxsize=1)
def reader() -> tuple[type["Judge"], type["Evidence"]]:
    """The two that read a text. Their patterns take a while to load, so that waits for the first text."""
    from rounds.engines.privacy.evidence import Evidence
    from rounds.engines.privacy.judging import Judge

    return Judge, Evidence


def _again(text: str, voice: str, channel: str, policy: Policy | None) -> Verdict:
    return worst(found_in(text, voice=voice, channel=channel, policy=policy))


def worst(findings: tuple[Finding, ...]) -> Verdict:
    return max((finding.level for finding in findings), key=lambda level: level.rank, default=Verdict.CLEAR)
