"""Other words for the same message, each screened again."""

import re
from collections.abc import Callable

from rounds.engines.privacy.findings import Finding, Rewrite, Verdict
from rounds.engines.privacy.language import guessed
from rounds.engines.privacy.policy import Policy

Again = Callable[[str, str, str, Policy | None], Verdict]
NEUTRAL = {
    "en": "Thank you for taking the time to write. We cannot talk about anyone's care here. Call us at [phone] and we will listen.",
    "es": "Gracias por tomarse el tiempo de escribir. Aquí no podemos hablar de la atención de ninguna persona. Llámenos al [teléfono] y le escucharemos.",
    "fr": "Merci d'avoir pris le temps d'écrire. Nous ne pouvons parler ici des soins de personne. Appelez-nous au [téléphone], nous vous écouterons.",
}
REPLIES = frozenset({"reply-names-patient", "reply-confirms-care"})
INSTEAD = {
    "en": {
        "NAME": "a patient",
        "DATE": "recently",
        "LOCATION": "a nearby place",
        "AGE_OVER_89": "over 89",
        "PHOTO": "",
        "": "",
    },
    "es": {
        "NAME": "una persona",
        "DATE": "hace poco",
        "LOCATION": "un lugar cercano",
        "AGE_OVER_89": "más de 89",
        "PHOTO": "",
        "": "",
    },
    "fr": {
        "NAME": "une personne",
        "DATE": "récemment",
        "LOCATION": "un lieu proche",
        "AGE_OVER_89": "plus de 89",
        "PHOTO": "",
        "": "",
    },
}
LEADS = re.compile(r"(?:\b(?:on|in|last|this|from|since|at|of|el|la|le|en|desde|du|de|à|@)\s+)\Z", re.IGNORECASE)
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+|\n|\Z)\s*")
SAID = re.compile(
    r"\b(?:patient|pt|resident|mom|mum|mother|dad|father|wife|husband|son|daughter|sister|brother|uncle|aunt|niece|nephew|cousin|partner|child|baby|paciente|hija|hijo|esposa|esposo|madre|padre|patiente?|fille|fils|femme|mari|mere|pere),? \Z",
    re.IGNORECASE,
)
CALLED = re.compile(r"(?:,|\b(?:hi|hello|dear|hola|bonjour)) ?\Z", re.IGNORECASE)
SPACE_BEFORE = re.compile(r" +([.,!?;:])")
SPACES = re.compile(r"[ \t]{2,}")


def rewrites(
    text: str,
    findings: tuple[Finding, ...],
    verdict: Verdict,
    *,
    voice: str,
    channel: str,
    policy: Policy | None,
    again: Again,
) -> tuple[Rewrite, ...]:
    """At most three other texts that screen lower than this one."""
    if verdict is Verdict.CLEAR or len(text) > 5_000:
        return ()
    language = guessed(text)
    offers = [("drop", dropped(text, findings)), ("generalise", generalised(text, findings, language))]
    if voice in {"provider", "organisation"} and any(finding.rule in REPLIES for finding in findings):
        offers.insert(0, ("neutral", NEUTRAL[language]))
    kept: list[Rewrite] = []
    for kind, words in offers:
        if len(words.split()) < 3 or words == text or any(words == one.text for one in kept):
            continue
        level = again(words, voice, channel, policy)
        if level.rank < verdict.rank:
            kept.append(Rewrite(kind, words, level))
    return tuple(kept)


def dropped(text: str, findings: tuple[Finding, ...]) -> str:
    """The text without the sentences that hold an identifier."""
    marks = [
        (finding.start, finding.end) for finding in findings if finding.start is not None and finding.end is not None
    ]
    if not marks:
        return ""
    kept = [
        match.group()
        for match in SENTENCE.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in marks)
    ]
    return "".join(kept).strip()


def generalised(text: str, findings: tuple[Finding, ...], language: str) -> str:
    """The text with wider words for what is too exact."""
    words, out = INSTEAD[language], text
    for finding in sorted((one for one in findings if one.start is not None), key=lambda one: -(one.start or 0)):
        start, end = finding.start or 0, finding.end or 0
        wide = words.get(finding.type, "")
        before, after = out[:start], out[end:]
        if finding.type == "NAME" and SAID.search(before):
            wide = ""
        elif finding.type == "NAME" and (CALLED.search(before) or (not before.strip() and after.startswith(","))):
            wide, before, after = "", CALLED.sub("", before), after.removeprefix(",")
        elif finding.type == "DATE" or not wide:
            before = LEADS.sub("", before)
        out = before + wide + after
    return SPACE_BEFORE.sub(r"\1", SPACES.sub(" ", out)).strip()
