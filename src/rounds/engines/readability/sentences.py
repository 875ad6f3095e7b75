"""Cuts a text into sentences."""

import re
from collections.abc import Iterator


def split_words(line: str) -> frozenset[str]:
    return frozenset(line.split())


TITLES = split_words(
    "dr dra dres mr mrs ms mx prof st sr sra srta sres sras jr rev hon gen lt col capt sgt vs v e.g eg i.e ie cf approx appt dept "
    "est fig figs no nos vol pp p ed eds min max temp tel ext ave rd blvd ca al ud uds d dª núm núms pág págs art cap "
    "avda dpto aprox máx mín ej p.ej"
)  # never the end of a sentence
PERHAPS = split_words(
    "a.m p.m m etc inc ltd co corp u.s u.k u.n e.u d.c ph.d m.d r.n b.s d.o uu ee jan feb mar apr jun jul aug sep sept oct nov dec "
    "mon tue wed thu fri sat sun u.s.a hr hrs mg ml kg oz lb lbs"
)  # the end only where a sentence clearly starts next
STARTERS = split_words(
    "the a an it he she they we you i this that these those there here if when what why how who where in on at for from as after "
    "before do does did is are was were can could will would should may ask call tell take use get go see if my your our his her "
    "their its no not but and or so some many most all both each every one two three most people patients doctors nurses "
    "el la los las un una unos unas es en si no cuando para por con su sus este esta estos estas hay se pida llame tome use "
    "vaya pregunte lo le les yo usted ustedes ellos ellas nosotros mi y pero o"
)
BREAK = re.compile(r"\n[ \t\r]*+(?:\n\s*+)?")
CLOSERS = r"[\"'”’»)\]]*+"
SHORTENED = "|".join(sorted({re.escape(f" {word}"[-3:]) for word in TITLES | PERHAPS if len(word) > 1}))
AFTER_WORD = rf"(?<=[a-zß-öø-ÿ ][a-zß-öø-ÿ]{{2}}\.)(?<!(?:{SHORTENED})\.)(?! \.)"
AFTER_MARK = r"(?<=[\d)\]}*%\"”»]\.)(?! \.)"
BEFORE_CAPITAL = rf"(?<!\.)(?={CLOSERS}\s[\"“‘'«(\[¿¡]*+[A-Z\d])"
SURE = rf"(?:{AFTER_WORD}|{AFTER_MARK}|{BEFORE_CAPITAL}){CLOSERS}(?!\S)(?P<sure>)"
STOP = re.compile(rf"[.!?…](?:{SURE}|[.!?…]*+(?: \.){{0,5}}{CLOSERS}(?!\S))")
LINE = 60  # a shorter line that is followed by a capital is a line of its own
LAST = re.compile(r"[^\s(\[\"“‘'«/]+\Z")
NEXT = re.compile(r"[\s\"'“‘«(\[]*([¿¡]*[^\W_]+)")


def spans(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of each sentence, without blanks around it.

    >>> text = "It fell to 2.5 mg. ¿Duele? Come at 9 a.m. or later."
    >>> [text[start:end] for start, end in spans(text)]
    ['It fell to 2.5 mg.', '¿Duele?', 'Come at 9 a.m. or later.']
    """
    for first, last in lines(text):
        start = first
        for match in STOP.finditer(text, first, last):
            if match.lastindex or ends_here(text, match, last):
                yield after_blanks(text, start, match.end()), match.end()
                start = match.end()
        if start < last:
            start = after_blanks(text, start, last)
            yield start, start + len(text[start:last].rstrip())


def after_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, list items and headings: line breaks that end what stands before them."""
    start = line = 0
    for match in BREAK.finditer(text):
        if match[0].count("\n") > 1 or own_line(text, line, match):
            yield start, match.start()
            start = match.end()
        line = match.end()
    yield start, len(text)


def own_line(text: str, line: int, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 1]
    width = match.start() - line
    return text[match.end() - 1] != "\n" or (width < LINE and (following.isupper() or following in set('¿¡"“«')))


def ends_here(text: str, match: re.Match[str], last: int) -> bool:
    following = NEXT.match(text, match.end(), last)
    word = following[1] if following else ""
    if not word:
        return True
    mark = match[0].rstrip("\"'”’»)]")
    if mark != ".":
        return not word[0].islower()
    before = LAST.search(text, max(0, match.start() - 12), match.start())
    return after_word(before[0].lower() if before else "", word)


def after_word(before: str, following: str) -> bool:
    if before in TITLES:
        return False
    if before in PERHAPS or (len(before) == 1 and before.isalpha()):
        return following[0] in "¿¡" or (following[0].isupper() and following.lower() in STARTERS)
    return True
