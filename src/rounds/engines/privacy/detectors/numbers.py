"""Numbers that belong to one person: records, accounts, licences, plates, serials, network addresses."""

import re
from collections.abc import Iterator

from rounds.engines.privacy import hints
from rounds.engines.privacy.detectors.codes import PHONE_SHAPE, find_codes, find_spaced
from rounds.engines.privacy.detectors.found import Found
from rounds.engines.privacy.detectors.marks import find_marks
from rounds.engines.privacy.detectors.official import find_official
from rounds.engines.privacy.spotting import Spot
from rounds.engines.privacy.text import Post

CODE = r"((?!(?:for|call|calls|at|of|to|by|ext|llame|appelez)\b)[a-z]{0,6}[-. /]?\d(?:[\d /.-]{0,18}\d)?(?:[-/]?[a-z0-9]{1,6}){0,4})(?![\w@])"
LABEL = r"\b(?:{})\b['\"\])]{{0,2}}[ \t]*(?:(?:no|num|nr|number|numero|#|id|is|es|est|ending|ends|in|we|hold|on|file|con|el|the|de)\b[.:]?[ ,:]*|[#:.,=-][ ]?){{0,6}}"
KEYED = tuple(
    (kind, Spot(LABEL.format(words) + CODE, begins=rf"\b(?:{words})"))
    for kind, words in (
        ("SSN", r"ssn|ss|secu|n[ou]? de secu|numero de secu|niss|registre national|avs|ahv|curp|cuil|cuit|cedula|cc|cui|aadhaar|sin|social security|social|last four|last 4|seguro social|numero de seguridad social"),
        ("MRN", r"mrn|mr|m\.r\.n|ipp|iep|nip|nda|nam|ramq|ohip|phn|chi|chi no|fin|csn|visit number|health card|carte soleil|sip|cip|tarjeta sanitaria|episodio|nuhsa|nss|dossier n|dossier|medical record|record|chart|nhs|nhs no|expediente|historia|historia clinica|nhc|pulsera|ficha|hospital number|hosp no|unit number|case note|patient id|patient no|numero de paciente|numero de patient|chart header reads|encounter"),
        ("OTHER_ID", r"accession|acc no|numero de estudio|subject id|door code|donor"),
        ("ACCOUNT", r"acct|account|rx|rx no|auth|claim|member|member id|memberid|policy|subscriber|insurance card|insurance|billing|bill|invoice|case|my case is|reference|ref|statement|cuenta|poliza|reclamo|factura|compte|facture|contrat|medicare|medicare card|medicaid|mbi|plan|plan id|health plan|hmo|ppo|bcbs|aetna|cigna|humana|kaiser|anthem|pami|eps|nss|obra social|prepaga|beneficiario|group|folio|folio de seguro|seguro|afiliacion|tramite|mutuelle|adherente?|eob|numero de afiliad[oa]|copay"),
        ("LICENSE", r"license|licence|license card|driver's|dl|permit|passport|licencia|dni|nie|pasaporte|permis|passeport"),
        ("VEHICLE", r"plate|plates|license plate|my car|keyed my car|number plate|tag|reg|registration|vin|placa|placas|matricula|plaque|immatriculation"),
        ("DEVICE", r"serial|serials|s/n|sn|serie|device id|imei|pump serial"),
    )
)  # fmt: skip
PLATE = Spot(
    r"\b(?:plate|plates|tag|reg|placa|placas|matricula|plaque|immatriculation)\b[ :,#]*((?=[a-z]*[ -]?[a-z]*\d)[a-z0-9]{1,4}[ -]?[a-z0-9]{2,5}(?:[ -][a-z0-9]{1,3})?)\b"
)
LICENCE = Spot(r"\b(?:rn|md|lpn|do)-\d{5,9}(?:-[a-z]{2})?\b")
BARE_SSN = Spot(r"(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])")
SOCIAL = re.compile(
    r"\b(?:ssn?|ss#|social(?! work| media| club| hour| security (?:office|benefits))|carte vitale|seguro social|nir)\b"
)
ODD_SSN = Spot(r"(?<![\w-])[\do]{3}[ .-][\do]{2}[ .-][\do]{4,5}(?![\w-])")
LAST_FOUR = Spot(
    r"\b(?:last (?:four|4)|ending in|ends in|ending|finissant par|terminad[oa] en|termina en)\b(?! (?:today|soon))[^\n\d]{0,24}(\d{2} ?\d{2})(?![\w-]|\d)"
)
ADDRESS = Spot(r"(?<![\w.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\w.]*\d)")
SPACED_TEN = re.compile(r"(?<!\d)\d{3}[ -]\d{3}[ -]\d{4}(?!\d)|(?<!\d)\d{10}(?!\d)")
EXAMPLE = re.compile(
    r"\b(?:format|example|e\.g|for instance|looks like|such as|sample|placeholder|digits? (?:with|and)|template|dummy|teaching|test pat\w*|lots?|batch|ejemplo|formato|lote|exemple|modele)\b"
)
SHOWN = re.compile(
    r"\b(?:example|docs|documentation|connect to|help desk|like (?:10|127|192)|firewall|gateway|router address|localhost)\b"
)
DISTINCT = re.compile(
    r"(?<![\w-])(?:[a-z]{1,5}[-/](?:[a-z0-9]{1,4}[-/]){0,3}\d{2,8}(?:[-/][a-z0-9]{1,6})?|[a-z]{1,5}-?\d{5,12}[a-z]?|\d{7,8}|[a-z]{0,5}-?\d{2,4}[-.]\d{3,5}(?:[-.][a-z0-9]{2,6})?|[a-z]{5} \d{6} [a-z]\d{2}[a-z]{2}|#[a-z]{2,4}-\d{3,5}-\d{3,5}(?:-[a-z])?)(?![\w-])"
)
LABELLED = Spot(r"\b(?:rx|auth|code)\b|\bss#")
LABELS = ("hospital n", "patient id", "patient no", "last four", "last 4", "donor", "s/n")


def find_numbers(post: Post) -> Iterator[Found]:
    """Every private number of a text, whoever it belongs to; examples of a format and lot numbers are left out."""
    lower = post.lower
    yield from find_marks(post)
    yield from find_spaced(post)
    yield from find_official(post)
    if not post.digits:
        return
    if post.digits > 8 and "-" in lower:
        yield from (
            Found(m.start(), m.end(), "SSN", hard=True)
            for m in BARE_SSN.finditer(post)
            if not _example(lower, m.start())
        )
    if post.digits > 3 and lower.count(".") > 2:
        yield from _addresses(post)
    if post.digits > 1:
        yield from (one for one in find_codes(post) if not _example(lower, one.start))
    if "soc" in lower or "ss" in lower or "nir" in lower:
        yield from _socials(post)
    if post.hints & hints.KEYWORD or (post.hints & hints.MAYBE_KEYWORD and _labelled(post)):
        yield from _keyed(post)


def _labelled(post: Post) -> bool:
    """Whether one of the labels is there that single words cannot tell."""
    return LABELLED.there(post) or any(words in post.lower for words in LABELS)


def _addresses(post: Post) -> Iterator[Found]:
    lower = post.lower
    for match in ADDRESS.finditer(post):
        near = max(0, match.start() - 60), match.end() + 60
        if all(int(part) < 256 for part in match.groups()) and not SHOWN.search(lower, *near):
            yield Found(match.start(), match.end(), "IP", hard=True)


def _socials(post: Post) -> Iterator[Found]:
    """Social security numbers that are not written in the usual way, and their last four digits."""
    lower = post.lower
    if SOCIAL.search(lower):
        yield from (Found(m.start(1), m.end(1), "SSN", hard=True) for m in LAST_FOUR.finditer(post))
    for match in ODD_SSN.finditer(post):
        if (
            private("SSN", match.group())
            and not match.group().startswith("000")
            and SOCIAL.search(lower, max(0, match.start() - 60), match.start())
        ):
            yield Found(match.start(), match.end(), "SSN", hard=True)


def _keyed(post: Post) -> Iterator[Found]:
    lower = post.lower
    yield from (Found(m.start(), m.end(), "LICENSE", hard=True) for m in LICENCE.finditer(post))
    yield from (Found(m.start(1), m.end(1), "VEHICLE", hard=True) for m in PLATE.finditer(post))
    if "nhs" in lower:
        yield from (
            Found(m.start(), m.end(), "MRN", hard=True) for m in SPACED_TEN.finditer(lower) if health_number(m.group())
        )
    yield from _loose(post)
    for kind, pattern in KEYED:
        for match in pattern.finditer(post):
            start, end = match.span(1)
            if (
                private(kind, match.group(1))
                and not _example(lower, match.start())
                and not _clinicians(lower, match)
                and not (kind in {"SSN", "ACCOUNT"} and PHONE_SHAPE.match(match.group(1)))
            ):
                yield Found(start, end, kind, hard=True)


def private(kind: str, code: str) -> bool:
    """Whether a code behind its label is long enough and not made of zeros.

    >>> private("MRN", "00481973"), private("MRN", "00-00-00-00"), private("ACCOUNT", "2024")
    (True, False, False)
    """
    digits = [letter for letter in code if letter.isdigit()]
    if len(set(digits)) < 2 or code.startswith("of "):
        return False
    least = 4 if kind in {"SSN", "VEHICLE"} else 5
    return len(digits) >= least or (len(code) >= 6 and len(digits) >= 3 and any(letter.isalpha() for letter in code))


def health_number(code: str) -> bool:
    """An NHS number by its check digit (NHS data dictionary: weights 10 to 2, modulo 11).

    >>> health_number("943 476 5919"), health_number("943 476 5918"), health_number("000 000 0000")
    (True, False, False)
    """
    digits = [int(letter) for letter in code if letter.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (0 if check == 11 else check) == digits[9]


def provider_number(code: str) -> bool:
    """A US provider's number (NPI) by its check digit (Luhn over 80840 and the number): it names a clinician.

    >>> provider_number("1234567893"), provider_number("1234567890")
    (True, False)
    """
    digits = [int(letter) for letter in "80840" + code if letter.isdigit()]
    if len(digits) != 15:
        return False
    doubled = [digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[-2::-2]]
    return (sum(doubled) + sum(digits[-1::-2])) % 10 == 0


def _clinicians(lower: str, match: re.Match[str]) -> bool:
    """Whether a number of ten digits behind "NPI" or a licence is a clinician's own number."""
    return "npi" in lower[max(0, match.start() - 20) : match.end()] and provider_number(match.group(1))


def _example(lower: str, place: int) -> bool:
    return EXAMPLE.search(lower, max(0, place - 60), place + 30) is not None


def _loose(post: Post) -> Iterator[Found]:
    """Codes of a clear shape that stand some words after what they are."""
    lower = post.lower
    for match in DISTINCT.finditer(lower) if post.coded else ():
        before = lower[max(0, match.start() - 70) : match.start()]
        label = LOOSE.search(before)
        if (
            label
            and private("MRN", match.group())
            and not PHONE_SHAPE.match(match.group())
            and not _example(lower, match.start())
        ):
            yield Found(match.start(), match.end(), LOOSE_KINDS[label.lastindex or 1], hard=True)


LOOSE = re.compile(
    r"(licen[sc]\w*|driv\w+|permis|passport)|(pump|device|serial|transmitter|implant|pacemaker)|(claim|account|acct|member|insurance|billing|copay)|(record|chart|mrn|hrn|uhid|hosp(?:ital)? n|patient no|dossier|expediente)|(social|ssn)"
)
LOOSE_KINDS = {1: "LICENSE", 2: "DEVICE", 3: "ACCOUNT", 4: "MRN", 5: "SSN"}
