"""Days that can be tied to a person: months, weekdays, holidays, dates in numbers; and great ages."""

import re
from collections.abc import Iterator

from rounds.engines.privacy import hints
from rounds.engines.privacy.detectors.found import Found, several
from rounds.engines.privacy.lexicon import HOLI, MONTH, WDAY
from rounds.engines.privacy.spotting import Spot
from rounds.engines.privacy.text import Post

MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre"
    "|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
)
UNSURE = frozenset(
    {"may", "march", "mar", "mars", "august", "jan", "april", "june", "sep", "dec", "mai", "julio", "abril"}
)
DAY = r"(?:\d{1,2}(?:st|nd|rd|th|er|o)?)"
YEAR = r"(?:(?:,? (?:de |del |of )?)?(?:19|20)\d{2}\b)"
WRITTEN = Spot(
    rf"\b(?:{DAY} (?:de |of )?(?:{MONTHS})\b{YEAR}?|(?:{MONTHS})\b\.? {DAY}\b(?!:|[ap]m){YEAR}?|(?:{MONTHS})\b\.?{YEAR}|(?:{MONTHS})\b)"
)
NUMERIC = Spot(
    r"(?<![\w])\d{1,2}[-./ ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[-./ ](?:19|20)?\d{2}\b|(?<![\w/.-])(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}|\d{1,2}/\d{1,2})(?![\w/]|[.-]\d)"
)
WEEKDAY = Spot(
    r"\b(?:(?:palm|easter|good) )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b"
)
SLASHED = Spot(
    r"\b(?:on|born|since|dob|surgery|op|date|due|around|home|from|and|last|for|admitted|discharged|died|seen|er|visit|el|le|del|du|on the) \(?(?:on )?((?:1[0-2]|0?[1-9])[/.](?:3[01]|[12]?\d))(?![\w/.%]|-\d| (?:pain|strength|mg|stars?|in all))"
)
NTH = Spot(
    r"\b(?:the|on|le|el) (?:(?:[12]?\d|3[01])(?:st|nd|rd|th)|1er)\b(?! (?:floor|grade|grader|birthday|street|st|ave|avenue|time|of|period|century|percentile|anniversary|year|week|day|month|hour|round|annual|dose|cycle|surgery|try|attempt|patient|baby|century|amendment|place|edition|bed|admission|visit|call|code|annual))|\b(?:le|du) (?:[12]?\d|3[01])(?=[,;)]|\.(?!\d)|$)"
)
SHORT_DAY = re.compile(
    r"\b(?:Mon|Tues?|Wed|Thurs?|Thu|Fri)\b(?=[.,!;:)\n]|$| (?:at|am|pm|night|morning|and|to|for|in|with|the|he|she|we|afternoon))|\b(?:on|last|this|next|since|by|practice|every) (mon|tues?|wed|thurs?|thu|fri|sat|sun)\b(?! (?:burn|cream|light))|\b(tues|thurs|thur)\b"
)
HOLIDAY = Spot(
    r"\b(?:christmas(?: eve| day)?|thanksgiving|easter|halloween|new year'?s'?(?: eve| day)|new year'?s|valentine'?s(?: day)?|mother's day|father's day|labor day|memorial day|4th of july|fourth of july"
    r"|black friday|leap day|veterans day|independence day|presidents' day|groundhog day|ash wednesday|super bowl sunday|pentecote|carnaval|dia de (?:la madre|los muertos|reyes)|ascension|bastille day|lunar new year|guy fawkes|st patrick's day|hanukkah|ramadan|eid|diwali|passover|juneteenth|boxing day|bank holiday|opening day|mardi gras|cinco de mayo|memorial weekend|navidad|nochebuena|nochevieja|semana santa|noel|paques|toussaint)\b"
)
NEARS = frozenset(
    [
        "in",
        "since",
        "last",
        "until",
        "till",
        "on",
        "by",
        "from",
        "after",
        "before",
        "this",
        "early",
        "late",
        "mid",
        "of",
        "en",
        "desde",
        "el",
        "de",
        "depuis",
        "en",
        "du",
        "le",
        "due",
        "born",
        "dob",
    ]
)
AGE = re.compile(
    r"\b(9\d|1[01]\d)(?=(?:[- ]?(?:years?[- ]?old|yrs?[- ]?old|y/?o\b|year-old|ans\b|anos\b|bougies)|(?:st|nd|rd|th)? (?:birthday|bday)|(?:th|st|nd|rd)\b birthday))"
    r"|\b(?:age[d]?|turn(?:s|ed|ing)?|is|was|cumple|cumplio|a sus|at|now|fete|fetait|celebrates? (?:her|his)|celebrated (?:her|his)) (9\d|1[01]\d)(?=st|nd|rd|th|\b)(?![\d%:/-]|\.\d| ?(?:%|percent|mg|ml|mmhg|minutes|days|dias|jours|hours|beats|bpm|people|staff|beds|to\b|and over|or older|degrees|miles|over|sat))"
    r"|\b(?:hit|happy|reached|made it to) (9\d|1[01]\d)(?:st|nd|rd|th)?\b(?! ?%| percent| years of| followers| degrees| miles| days)|(?<=[!?.\n] )(9\d|1[01]\d)(?= (?:and (?:still|going|sharp|counting)|years (?:young|old)))|(?<=\()(9\d|1[01]\d)(?=,)|\b(9\d|1[01]\d) and (?:9\d|1[01]\d), (?=shar|still|both|marr|liv|roommate)|\b(?:9\d|1[01]\d) and (9\d|1[01]\d), "
    r"|\b(?:he's|she's|he is|she is|hes|shes|cumplido|cumplia|tiene|fete ses|fetait ses|a fete ses|has turned|has just turned) (9\d|1[01]\d)\b(?![\d%:/-]|\.\d| ?(?:%|percent|mg|ml|minutes|days|dias|jours|hours|beats|bpm|weeks|semanas|km|kg|pounds|lbs|miles|in|and over))"
    r"|^(9\d|1[01]\d)\b(?=[.,!] (?:she|he)\b)"
    r"|(?<=, )(9\d|1[01]\d)(?=,|\.| (?:of|from|years)\b|\)| and\b)|(?<=\()(9\d|1[01]\d)(?=\))|\b(9\d|1[01]\d)(?=[mf]\b)"
)
BARE_AGE = re.compile(
    r"(?<![\w.,:/$#%+'-])(?<!no\. )(9\d|1[01]\d)(?=(?:st|nd|rd|th)\b|[^\w%:/'-]|\Z)(?![.,]\d)(?! ?(?:%|percent|per cent|mg|ml|mcg|mmhg|kg|km|lbs?|pounds|cm|days?|minutes?|mins?|hours?|seconds|weeks?|months?|beats|bpm|degrees|miles|times|more|other|over|people|patients|cases|staff|beds|units|sessions|nurses|students|families|hospitals|clinics|dollars|cents|points|feet|dias|minutos|jours|heures|euros|or older|and over|to ))"
)
GREAT_WORDS = ("ninet", "noven", "quatre-v", "nari", "naire", "quatre v", "hundred y", "cien anos", "cent ans")
ONES = (
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine|uno|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve))?"
)
COUNTED = r"(?! ?(?:days?|minutes?|mins?|percent|per cent|hours?|beats|bpm|miles|degrees|seconds|dollars|people|patients|cases|dias|minutos|por ciento|jours|heures|pour cent|euros|sessions|pounds|lbs|staff|beds|units|more|of|and over|or older))"
WORDED = Spot(
    rf"\b((?:ninety|noventa y|noventa){ONES}|nonagenarian|centenarian|centenari[oa]|nonagenari[oa]|centenaire|nonagenaire|quatre[- ]vingts?[- ](?:dix(?:[- ](?:sept|huit|neuf))?|onze|douze|treize|quatorze|quinze|seize)|(?:one|a) hundred(?: and (?:one|two|three|four|five|six|seven))?(?= years| yrs)|(?:cien|cent)(?= (?:anos|ans)\b))\b{COUNTED}"
)


def find_dates(post: Post) -> Iterator[Found]:
    """Every day of a text; whose day it is, the rules decide."""
    lower = post.lower
    if post.seen & MONTH:
        yield from (Found(m.start(), m.end(), "DATE") for m in WRITTEN.finditer(post) if _a_month(post, m))
    if post.seen & WDAY:
        yield from (Found(m.start(), m.end(), "DATE") for m in WEEKDAY.finditer(post))
    if post.hints & hints.ORDINAL or (post.digits and not LED.isdisjoint(post.unique)):
        yield from (Found(m.start(), m.end(), "DATE") for m in NTH.finditer(post))
    yield from _short_days(post)
    if post.seen & HOLI or (post.hints & hints.HOLIDAY and any(word in lower for word in HOLIDAY_WORDS)):
        yield from (Found(m.start(), m.end(), "DATE") for m in HOLIDAY.finditer(post))
    if post.digits > 1:
        yield from (Found(m.start(), m.end(), "DATE") for m in NUMERIC.finditer(post) if _a_day(m.group()))
    if post.digits > 1 and ("/" in lower or "." in post.gaps):
        yield from (Found(m.start(1), m.end(1), "DATE") for m in SLASHED.finditer(post))


def _short_days(post: Post) -> Iterator[Found]:
    """ "Tues", "thurs", "on sat": short names of days, where nothing else is meant."""
    if SHORT_DAYS.isdisjoint(post.words):
        return
    for match in SHORT_DAY.finditer(post.plain):
        start, end = match.span(match.lastindex or 0)
        yield Found(start, end, "DATE")


LED = several("le du")
SHORT_DAYS = several("mon tue tues wed thu thur thurs fri sat sun")
HOLIDAY_WORDS = (
    "'s day",
    "new year",
    "of july",
    "labor day",
    "paques",
    "black friday",
    "toussaint",
    "ash wed",
    "pentecote",
    "carnaval",
    "bastille",
    "fawkes",
    "patrick",
    "dia de",
    " day",
)


def _a_month(post: Post, match: re.Match[str]) -> bool:
    """Whether "may" or "march" is the month: a number beside it, or "in", "since" before it and a capital."""
    words = match.group()
    if words == "sept" and post.lower[match.end() : match.end() + 6].startswith(
        (" jour", " heur", " ans", " mois", " sema")
    ):
        return False
    if words not in UNSURE:
        return True
    before = post.lower[max(0, match.start() - 8) : match.start()].split()
    return bool(before) and before[-1] in NEARS and (words != "may" or post.plain[match.start()].isupper())


def _a_day(words: str) -> bool:
    if any(map(str.isalpha, words)):
        return True
    parts = [int(part) for part in re.split(r"[/.-]", words)]
    if len(parts) == 2:
        return ("/" in words and 0 < parts[0] <= 12 and 12 < parts[1] <= 31) or (
            0 < parts[1] <= 12 and 12 < parts[0] <= 31
        )
    return all(part > 0 for part in parts[:2])


def find_great_ages(post: Post) -> Iterator[Found]:
    """Ages of 90 and more, the number only; of a bare number, what stands around it has to tell."""
    if post.hints & hints.GREAT_NUMBER:
        for match in AGE.finditer(post.lower):
            group = match.lastindex or 0
            yield Found(match.start(group), match.end(group), "AGE_OVER_89")
    if post.digits > 1:
        yield from (Found(m.start(), m.end(), "AGE_OVER_89") for m in BARE_AGE.finditer(post.lower))
    if post.hints & hints.GREAT_AGE and any(words in post.lower for words in GREAT_WORDS):
        yield from (Found(m.start(), m.end(), "AGE_OVER_89") for m in WORDED.finditer(post))
