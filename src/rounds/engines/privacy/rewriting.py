"""Other words for the same message, each screened again."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from rounds.engines.privacy.findings import Finding, Rewrite, Verdict
from rounds.engines.privacy.language import guessed
from rounds.engines.privacy.policy import Policy
from rounds.engines.privacy.redaction import Place, identifiers

if TYPE_CHECKING:
    from rounds.engines.privacy.judging import Judge

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
EMPTIED = re.compile(r"(?<=[.!?]) +[.!?]+(?=\s|\Z)")
SPACE_BEFORE = re.compile(r" +([.,!?;:])")
TWICE = re.compile(
    r"\b(?:a|an|the|un|una|el|la|le|une|our|my)\.? ((?:a patient|a nearby place|una persona|un lugar cercano|une personne|un lieu proche)\b)",
    re.IGNORECASE,
)
TITLED = re.compile(
    r"\b(?:(?:mr|mrs|ms|mx|sra?|srta|mme|mlle|dra?|m\.|st)\.?|miss|mister|madam|señora?|señorita|senora?|senorita|don|doña|dona|monsieur|madame|mademoiselle|sir|lady|lord|rev\.?|prof\.?|sgt\.?)\s+\Z",
    re.IGNORECASE,
)
ADDED = re.compile(r"([,;])(?:\s*[,;])+|\(\s*\)")
SPACES = re.compile(r"[ \t]{2,}")


def rewrites(judge: "Judge", findings: tuple[Finding, ...], verdict: Verdict, *, again: Again) -> tuple[Rewrite, ...]:
    """At most three other texts that screen lower than this one."""
    evidence, text = judge.evidence, judge.post.original
    voice, channel, policy = evidence.voice, evidence.channel, evidence.policy.policy
    if verdict is Verdict.CLEAR or len(text) > 5_000:
        return ()
    language = guessed(text)
    places = identifiers(judge)
    offers = [("drop", dropped(text, places)), ("generalise", generalised(text, places, language))]
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


def dropped(text: str, places: list[Place]) -> str:
    """The text without the sentences that hold an identifier."""
    if not places:
        return ""
    kept = [
        match.group()
        for match in SENTENCE.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end, _ in places)
    ]
    return "".join(kept).strip()


def generalised(text: str, places: list[Place], language: str) -> str:
    """The text with wider words for what is too exact."""
    words, out = INSTEAD[language], text
    for start, end, kind in reversed(places):
        wide = words.get(kind, "")
        before, after = out[:start], out[end:]
        if kind == "NAME" and SAID.search(before):
            wide = ""
        elif kind == "NAME" and (CALLED.search(before) or (not before.strip() and after.startswith(","))):
            wide, before, after = "", CALLED.sub("", before), after.removeprefix(",")
        elif kind == "DATE" or not wide:
            before = LEADS.sub("", before)
        if wide and kind == "NAME":
            before = TITLED.sub("", before)
        out = before + wide + after
    out = SPACE_BEFORE.sub(r"\1", EMPTIED.sub("", SPACES.sub(" ", TWICE.sub(r"\1", out))))
    out = ADDED.sub(r"\1", out).strip(" ,;-").lstrip(" .!?:")
    return out[:1].upper() + out[1:] if text[:1].isupper() else out
