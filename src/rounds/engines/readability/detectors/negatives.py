"""Two negatives where one plain statement would do."""

import re
from collections.abc import Iterator

from rounds.engines.readability.findings import Hint, hint
from rounds.engines.readability.prose import Prose
from rounds.engines.readability.wording import capital

STRAIGHT = {
    "uncommon": "common", "unusual": "usual", "unlikely": "likely", "unable": "able", "impossible": "possible", "infrequent": "frequent",
    "infrequently": "often", "unimportant": "important", "unsafe": "safe", "unhealthy": "healthy", "unreasonable": "reasonable",
    "unnecessary": "needed", "unaware": "aware", "unfamiliar": "familiar", "unhelpful": "helpful", "unknown": "known", "unwell": "well",
    "ineffective": "effective", "inappropriate": "right", "incorrect": "correct", "inaccurate": "correct", "untrue": "true",
    "dissimilar": "alike", "uncomfortable": "comfortable", "unpleasant": "pleasant", "without": "",
}  # fmt: skip
ANY = {"no": "any", "nothing": "anything", "nobody": "anybody", "none": "any", "nowhere": "anywhere", "never": "ever"}
NOT_UN = re.compile(rf"\b(?:(\w+)n't|not)(?: (an?))? ({'|'.join(STRAIGHT)})\b", re.IGNORECASE)
NOT_NO = re.compile(
    r"(?<!or )\b(?:\w+n't|not|never)(?: (?!if|when|because|that|and|but|or|only|there|until|unless|a\b)[a-z]+){1,2} "
    r"(no|nothing|nobody|none|nowhere)\b(?! (?:longer|more|less|later|matter|one)\b)",
    re.IGNORECASE,
)
SPANISH = re.compile(
    r"\bno (es|son|fue|era|está|sería) (infrecuente|imposible|improbable|inusual|innecesari[oa]|insegur[oa])(s?)\b",
    re.IGNORECASE,
)
SPANISH_STRAIGHT = {"infrecuente": "frecuente", "imposible": "posible", "improbable": "probable", "inusual": "usual"}


def find(read: Prose, language: str) -> Iterator[Hint]:
    if language == "es":
        yield from spanish(read)
    if language != "en":
        return
    for match in NOT_UN.finditer(read.masked):
        yield hint("double_negative", read.text, *match.span(), swap=straight(match))
    for match in NOT_NO.finditer(read.masked):
        words = match[0][: -len(match[1])] + ANY[match[1].lower()]
        yield hint("double_negative", read.text, *match.span(), swap=words)


def straight(match: re.Match[str]) -> str:
    plain = STRAIGHT[match[3].lower()]
    if not plain:
        return ""
    article = ("an " if plain[0] in "aeiou" and plain != "usual" else "a ") if match[2] else ""
    verb = {"ca": "can", "wo": "will"}.get(match[1].lower(), match[1]) + " " if match[1] else ""
    return capital(verb + article + plain) if match[0][0].isupper() else verb + article + plain


def spanish(read: Prose) -> Iterator[Hint]:
    for match in SPANISH.finditer(read.masked):
        word = match[2].lower()
        plain = SPANISH_STRAIGHT.get(word, word[2:]) + match[3]
        verb = match[1].lower()
        yield hint(
            "double_negative", read.text, *match.span(), swap=f"{capital(verb) if match[0][0] == 'N' else verb} {plain}"
        )
