"""One safe change for one finding."""

import re

from rounds.engines.privacy import Finding, Verdict  # noqa: F401  the example needs Verdict

INSTEAD = {
    "en": {"NAME": "a patient", "DATE": "recently", "LOCATION": "our area", "AGE_OVER_89": "over 89"},
    "es": {"NAME": "una persona", "DATE": "hace poco", "LOCATION": "nuestra zona", "AGE_OVER_89": "más de 89"},
}
SOMEBODY = {"en": "someone", "es": "alguien"}
RELATIVE = {"en": "a relative", "es": "un familiar"}
LEADS = re.compile(r"\b(?:on|last|this|next|since|el|la|del|este|esta|desde el|desde)\s+\Z", re.IGNORECASE)
TITLE = re.compile(r"\b(?:mrs?|ms|mx|miss|sra?|srta|don|doña)\.?\s+\Z", re.IGNORECASE)
CALLED = re.compile(r"\b(?:patients?|pacientes?)(?:,)?\s+\Z", re.IGNORECASE)  # "my patient Ann": the name can go
TIDY = ((re.compile(r"[ \t]{2,}"), " "), (re.compile(r"[ \t]+([.,;:!?])"), r"\1"), (re.compile(r"\(\s*\)"), ""))


def instead_of(finding: Finding, text: str, language: str) -> str:
    """The wider words that may stand there, "" where the words are best left out."""
    spoken = language if language in INSTEAD else "en"
    if finding.type == "NAME" and CALLED.search(text[: finding.start or 0]):
        return ""
    if finding.type == "NAME" and finding.rule == "unclear-person":
        return SOMEBODY[spoken]
    if finding.type == "NAME" and finding.rule == "relative-identifier":
        return RELATIVE[spoken]
    return INSTEAD[spoken].get(finding.type, "")


def mended(text: str, finding: Finding, language: str) -> str:
    """The text with this one finding made wider or left out.

    >>> found = Finding(12, 23, "DATE", "12 November", "patient-identifier", "", "", 0.9, Verdict.BLOCK)
    >>> mended("She came on 12 November.", found, "en")
    'She came recently.'
    """
    start, end = finding.start or 0, finding.end or 0
    before, after, words = text[:start], text[end:], instead_of(finding, text, language)
    if finding.type == "NAME":
        before = TITLE.sub("", before)
    elif finding.type == "DATE" or not words:
        before = LEADS.sub("", before)
    if words and (not before.strip() or before.rstrip()[-1:] in ".!?\n"):
        words = words[0].upper() + words[1:]
    out = before + words + after
    for pattern, put in TIDY:
        out = pattern.sub(put, out)
    return out.strip()
