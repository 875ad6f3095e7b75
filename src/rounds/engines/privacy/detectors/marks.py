"""What only one person has: a print, a voice, the words of a tattoo, a role in a small place."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from rounds.engines.privacy import hints
from rounds.engines.privacy.detectors.found import Found
from rounds.engines.privacy.spotting import Spot
from rounds.engines.privacy.text import Post

OWNED = r"(?:(?:my|his|her|their|our|the|patient's|mi|su|mon|son|sa|ma|del|du|whose|a|an|left|right|own) ){0,3}"
PRINT = Spot(
    r"\b(?:(?:left|right|full|own) )?(?:finger|thumb|palm|hand|foot|retina|retinal|iris|voice|face|bite-mark|ear)(?:[ -]?(?:print|scan|template|impression|pattern|image|recording)s?\b(?: (?:scan|card|template)s?\b)?)"
    r"|\b(?:voiceprint|thumbprint|fingerprint|faceprint)s?(?: (?:scan|card|template)s?)?\b|\bvoice ?mail in (?:\w+ ){0,2}(?:patient's )?own voice\b|\bvoice recording\b"
    r"|\bhuellas?(?: dactilar(?:es)?)?\b|\bempreintes?(?: digitales?)?\b|\b(?:grabacion de (?:su|mi) voz|enregistrement de (?:sa|ma) voix)\b"
)
PRINT_CODE = Spot(r"\b(?:template|gabarit|plantilla)s? ((?:[a-z]{2,5}-){1,2}\d{3,5}-[a-z0-9]{1,3})\b")
THEIRS = re.compile(
    r"\b(?:my|his|her|their|patient's|patients'|whose|mi|su|mon|son|sa|ma|made (?:my|our)|saved|'s|del paciente|du patient|enrolled)\b|'s "
)
NOT_THEIRS = re.compile(
    r"\b(?:reader|scanner|login|volunteer|staff|badge|employees?|background check|kit|lab coat|or only|do you|does the)\b"
)
TATTOO = re.compile(
    r"\b(?:tattoo\w*|tatuaje|tatouage|engraved|grabad[oa]|grave[e]?|inked|decal|across (?:my|his|her))\b[^\"\n.]{0,50}?(\"[^\"\n]{3,60}\")"
    r"|(\"[^\"\n]{3,60}\") (?:tattoo\w*|across (?:my|his|her)|tatue\w*|inked)"
    r"|\btatuaje de ([^\n,;.]{5,60})|\btattoo(?:ed)? (?:of|reads|reading|says|that says|that reads) ([^\n,;.\"]{4,60})|\b(una? (?:cicatriz|lunar|marca) (?:en|con) [^\n,;.]{5,60})"
    r"|\bdecal ((?:[a-z]+ ){1,3}\d{4})"
)
JOBS = (
    "mayor|coach|pastor|priest|parroco|cura|pilot|captain|harbou?rmaster|referee|sheriff|principal|librarian|keeper|survivor|postmaster|postman|"
    "judge|fire chief|chief|goalkeeper|quarterback|anchor|lighthouse keeper|intendente|alcalde|alcaldesa|maire|boulanger|notaire|facteur|bombero|"
    "diver|crossing guard|codebreaker|champion|president|superintendent|deputy|commissioner|imam|rabbi|organist|farrier|blacksmith|maestra|maestro|senator"
)
ROLE = re.compile(
    rf"\b(?:the |our |el |la |le )?(?:(?:head|youth|only|sole|first|one and only|\w+) ){{0,3}}?(?:\w+ )?(?:{JOBS})\b (?:of|at|in|on|de|del|du|d') (?:the |el |la |le )?[a-z][\w'\u2013-]*(?: (?:de|del|du|[a-z]?[\w'\u2013-]+(?= (?:collapse|final|crash|fire|fair)\b)|collapse|final|crash|fire|high|falls|bend|bay|spur|isle|airstrip|tabernacle|bridge|harbor|harbour|state|county|river|lake|valley|creek|springs|hollow|junction|academy|rio|elementary|school))*"
)
PLACED = Spot(rf"\b(?:{JOBS})\b (?:of|at|in|on|de|del|du|d') ")
ONLY = Spot(
    r"(?:\b(?:the|our|el|la) |l')?\b(?:one and only|only|sole|unico|unica|seule?) (?:[\w-]+ ){1,4}(?:in|on|at|of|de|del|en|du) (?:the |our |this |el |la |le )?(?:[\w'-]+ ?){1,3}"
)
NEWS = re.compile(
    r"\b(?:the|that|el|la|le|l') ?(?:boy|girl|guy|man|woman|kid|lady|dude|one|bombero|hombre|mujer|nino|nina|homme|femme|gamin) (?:who|that|from the news|que|qui)\b(?:[ ,]+[\w'-]+){2,12}"
)
ROLES = re.compile(rf"\b(?:{JOBS}|one and only|only|sole|unic[oa]|seule?|from the news|who was|que salio)\b")

ANY = hints.PRINT | hints.TEMPLATE | hints.TATTOO | hints.ROLE


def find_marks(post: Post) -> Iterator[Found]:
    """Marks and roles of one person; only together with other signs do they tell who it is."""
    lower = post.lower
    if not post.hints & ANY:
        return
    if post.hints & (hints.PRINT | hints.TEMPLATE):
        yield from _prints(post)
    if post.hints & hints.TATTOO and any(piece in lower for piece in ('"', "tat", "cicatriz", "lunar", "decal")):
        for match in TATTOO.finditer(lower):
            start, end = match.span(match.lastindex or 0)
            if lower[start] == '"':
                start, end = start + 1, end - 1
            yield Found(start, end, "OTHER_ID")
    if post.hints & hints.ROLE:
        for match in (*_roles(post), *ONLY.finditer(post)):
            yield Found(match.start(), _trimmed(lower, match), "OTHER_ID")


def _roles(post: Post) -> Iterator[re.Match[str]]:
    """Roles of one person. What leads to the job is a dozen words at most."""
    job = next(PLACED.finditer(post), None)
    if job is None:
        return iter(())
    first = max(0, bisect_left(post.starts, job.start()) - 12)
    return ROLE.finditer(post.lower, post.starts[first])


def _prints(post: Post) -> Iterator[Found]:
    lower = post.lower
    if post.hints & hints.TEMPLATE:
        yield from (Found(m.start(1), m.end(1), "BIOMETRIC", hard=True) for m in PRINT_CODE.finditer(post))
    for match in PRINT.finditer(post) if post.hints & hints.PRINT else ():
        around = lower[max(0, match.start() - 30) : match.end()]
        following = lower[match.end() : match.end() + 10]
        theirs = THEIRS.search(around) is not None and not NOT_THEIRS.search(around + following)
        plain = match.group() in {"voice recording"} and not theirs
        if not plain:
            yield Found(match.start(), match.end(), "BIOMETRIC", hard=theirs)


def _trimmed(lower: str, match: re.Match[str]) -> int:
    end = match.end()
    while end > match.start() and lower[end - 1] in " ,;:-":
        end -= 1
    return end
