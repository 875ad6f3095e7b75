"""Names of registers in capitals, written as people write them; what is already in small letters stays as it is."""

import re
import unicodedata

SMALL = {"of", "and", "the", "at", "for", "in", "on", "de", "del", "by", "to", "or"}
WHOLE = {
    "ii", "iii", "iv", "va", "us", "usa", "ucla", "uab", "uci", "ucsf", "usc", "ohsu", "hca", "amg", "ahn", "ssm", "umc",
    "ou", "ut", "uw", "um", "umass", "upmc", "ihs", "suny", "iu", "uva", "ucf", "unc", "uh", "usmd", "la", "llc", "llp", "lp",
    "pc", "nyu", "aurora-va", "ecu", "uofl", "uams", "ahmc", "aims", "eamc", "oss", "ne", "nw", "se", "sw", "po",
}  # fmt: skip
SPLIT = re.compile(r"([\s/()&,-]+)")
VOWELS = set("aeiouy")


def tidy(name: str) -> str:
    """
    >>> tidy("ST. MARY'S MEDICAL CENTER OF THE LAKES, LLC"), tidy("NORTHLAKE HOSPITAL-SOUTH (WI)")
    ("St. Mary's Medical Center of the Lakes, LLC", 'Northlake Hospital-South (WI)')
    >>> tidy("MCLEOD O'CONNOR VA HOSPITAL"), tidy("Northlake eHospital")
    ("McLeod O'Connor VA Hospital", 'Northlake eHospital')
    """
    if any(letter.islower() for letter in name):
        return name
    pieces = SPLIT.split(name)
    shown = "".join(piece if at % 2 else word(piece, first=at == 0) for at, piece in enumerate(pieces))
    return re.sub(r"\(\w\w\)", lambda state: state[0].upper(), shown)


def word(capitals: str, *, first: bool) -> str:
    small = capitals.lower()
    if small in SMALL and not first:
        return small
    letters = [letter for letter in small if letter.isalpha()]
    known = small.strip(".") in {"st", "mt", "dr", "ft", "jr", "sr", "ctr", "hlth", "mr", "mrs"}
    if small in WHOLE or (len(letters) > 1 and not known and not VOWELS & set(letters)):
        return capitals
    if small.startswith("mc") and len(small) > 4:
        return "Mc" + small[2:].capitalize()
    if len(small) > 3 and small[1:2] in {"'", "’"}:
        return small[:2].upper() + small[2:].capitalize()
    return small.capitalize()


def plain(text: str) -> str:
    """Text as a search compares it: small letters without accents and marks.

    >>> plain("Hôpital St. Mary's")
    'hopital st marys'
    """
    bare = unicodedata.normalize("NFKD", text)
    kept = "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()
    return " ".join(re.sub(r"[^\w\s]", "", kept.replace("-", " ").replace("/", " ")).split())
