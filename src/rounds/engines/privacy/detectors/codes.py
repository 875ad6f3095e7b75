"""Codes and numbers without a label of their own, spaced, or written in words."""

import re
from collections.abc import Iterator

from rounds.engines.privacy import hints
from rounds.engines.privacy.detectors.found import Found
from rounds.engines.privacy.spotting import Spot
from rounds.engines.privacy.text import Post

DIGIT_WORD = r"(?:oh|zero|one|two|three|four|five|six|seven|eight|nine|(?:double|triple) (?:oh|zero|one|two|three|four|five|six|seven|eight|nine)|hundred|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|un|deux|trois|quatre|cinq|sept|huit|neuf)"
SPEAKABLE = frozenset(re.findall(r"[a-z]{2,}", DIGIT_WORD))
SPOKEN = Spot(rf"\b{DIGIT_WORD}(?:[ ,.-]{{1,3}}(?:dash |hyphen )?{DIGIT_WORD}\b){{5,14}}", begins=rf"\b{DIGIT_WORD}")
SPACED = Spot(r"(?<![\w.])\d(?:[ .-]{1,3}\d(?!\d)){6,12}(?![\w])")
CODE = re.compile(
    r"(?<![\w@./#$-])#?(?=[a-z0-9./-]*\d[a-z0-9./-]*\d)(?:[a-z]{1,4}-\d{3,7}(?:-[a-z0-9]{1,9}){0,3}|\d{2,6}-\d{3,7}(?:-[a-z0-9]{1,5}){0,2}|\d{2,5}-\d{2}-\d{3,6}|\d{3,6}-[a-z]{1,2}-\d{1,6}"
    r"|\d{2,4}-\d{3,5}-[a-z0-9]{1,3}|[a-z]{2,3} \d{6,9}|[a-z]{3} \d{2}-\d{4}-[a-z]|\d[a-z]{2}\d[a-z]\d|[a-z]{2,4}-\d{2}-\d{5,8}|\d{2}\.\d{3}\.\d{3}|[a-z]{2}-\d{3}-\d{2,3}-[a-z])(?![\w-])"
)
PLATES = re.compile(
    r"(?<![\w-])(?:[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]{2} \d{2} \d[A-Z]{2}|[A-Z]{3}[ -]\d{3,4}|[A-Z]{3}\d{4}|[A-Z]{3} \d{2}[A-Z]|\d[A-Z]{3} ?\d{3}|\d{3} [A-Z]{3}|\d{4} [A-Z]{2} \d{2}|[A-Z]{2}-\d{3}-[A-Z]{2})(?![\w-])"
)
BARE = re.compile(
    r"(?<![\w$%#@,.:/+-])(?<![$#+] )[a-z]{0,5}-?\d[\da-z]{0,20}(?:[ ./-]{1,2}[a-z]{0,3}\d[\da-z]{0,20}){0,5}(?![\w%])(?![,.:]\d)"
)
PLAIN = re.compile(
    r"(?:(?:19|20)\d\d[ /-]*)+\Z|\d{1,3}(?: 000)+\Z|\d{1,3}(?:\.\d{3})+\Z|\d{1,3}(?:\.\d{1,3}){3}\Z|\d+0000\Z|\d+(?:st|nd|rd|th|mg|mcg|ml|km|kg|hrs?|am|pm|k|m)\Z"
)
PHONE_SHAPE = re.compile(
    r"\d{3}-\d{4}\Z|\d{3}-\d{3}-\d{4}\Z|(?:1[5-9]|20)\d{2}-(?:1[5-9]|20)?\d{2}\Z|\d{1,2}-\d{1,2}-\d{2,4}\Z|(?:19|20)\d{2}-\d{2}-\d{2}\Z|\d{5}-\d{4}\Z"
)
PUBLIC = re.compile(
    r"\b(?:lots?|batch|model|modelo|modele|grant|isbn|nct|policy|form|ndc|item|catalog|part|recall\w*|trial|protocol|room|suite|version|covid|sars|ext|flight|order|lote|npi|10cfr|cfr|docket|rfa|course)\b[^.!?\n]{0,24}\Z"
)
LABELS = (
    ("SSN", r"ssn?|social(?! work| media)|carte vitale|seguro social|securite sociale"),
    ("LICENSE", r"licen[sc]e|licen[cs]ia|cdl|dl|permis|passport|dni|nie|rut"),
    ("DEVICE", r"pump|vent|ventilator|device|serial|transmitter|implant\w*|pacemaker|stimulateur|monitor|sensor|inhaler|cpap"),
    ("OTHER_ID", r"accession|acc|bracelet|participant|citation|lab ref|run|study|specimen|case|ref"),
    ("ACCOUNT", r"claim|account|acct|member|insur\w+|bill\w*|copay|poliza|afiliad[oa]|feuille|tramite|autoriza\w+|prior auth|assureur|mutuelle|contrat|dossier|voucher|invoice|facture|factura"),
    ("MRN", r"record|chart|mrn|ficha|expediente|patient|hospital|header|sticker|mri|folder|historia"),
)  # fmt: skip
LABEL = re.compile(rf"\b(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in LABELS)})\b")


def find_codes(post: Post) -> Iterator[Found]:
    """Codes by their shape; `hard` where a word near them says what they are."""
    lower = post.lower
    for match in CODE.finditer(lower) if post.coded else ():
        start = match.start() + (match.group()[0] == "#")
        if enough(match.group()) and not PHONE_SHAPE.match(lower[start : match.end()]):
            before = lower[max(0, start - 60) : start]
            if not PUBLIC.search(before):
                kind = kind_near(before)
                yield Found(start, match.end(), kind or "OTHER_ID", hard=bool(kind) and kind != "OTHER_ID")


def find_bare(post: Post) -> Iterator[Found]:
    """Numbers of five digits and more, and plates, that nothing else was found to be; whose they are has to be weighed."""
    if post.digits > 4:
        for match in BARE.finditer(post.lower):
            code = match.group()
            if (
                sum(map(str.isdigit, code)) > 4
                and enough(code)
                and not PHONE_SHAPE.match(code)
                and not PLAIN.match(code)
            ):
                yield Found(match.start(), match.end(), "OTHER_ID")
    if post.digits > 1:
        yield from (Found(m.start(), m.end(), "VEHICLE") for m in PLATES.finditer(post.plain))


def called(post: Post, one: Found) -> Found:
    """A bare number as what the words before it call it."""
    if one.type != "OTHER_ID":
        return one
    return one._replace(type=kind_near(post.lower[max(0, one.start - 60) : one.start]) or one.type)


def enough(code: str) -> bool:
    """Whether a code has four digits and is not one digit over and over."""
    digits = [letter for letter in code if letter.isdigit()]
    return len(digits) >= 4 and len(set(digits)) > 1


def kind_near(before: str) -> str:
    """What the words before a code say it is, or nothing; the nearest word counts."""
    found = ""
    for match in LABEL.finditer(before):
        found = match.lastgroup or found
    return found


def find_spaced(post: Post) -> Iterator[Found]:
    """Digits with gaps between them, and digits written as words."""
    lower = post.lower
    spoken = post.hints & hints.SAID_DIGIT and sum(word in SPEAKABLE for word in post.words) > 5
    for pattern in (*((SPACED,) if post.digits > 6 else ()), *((SPOKEN,) if spoken else ())):
        for match in pattern.finditer(post):
            social = kind_near(lower[max(0, match.start() - 60) : match.start()]) == "SSN"
            yield Found(match.start(), match.end(), "SSN" if social else "PHONE", hard=social)
