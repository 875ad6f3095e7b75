"""Makes a swap stand well where the old words stood: capitals, and the article before them."""

import re

from .inflection import article

ARTICLE = re.compile(r"\b(an?) \Z", re.IGNORECASE)
OTHER_GENDER = {
    "el": "la", "la": "el", "los": "las", "las": "los", "un": "una", "una": "un", "unos": "unas", "unas": "unos", "del": "de la",
    "al": "a la", "de la": "del", "a la": "al", "este": "esta", "esta": "este", "ese": "esa", "esa": "ese", "estos": "estas",
    "estas": "estos", "esos": "esas", "esas": "esos", "otro": "otra", "otra": "otro", "otros": "otras", "otras": "otros",
    "nuestro": "nuestra", "nuestra": "nuestro", "mucho": "mucha", "mucha": "mucho", "muchos": "muchas", "muchas": "muchos",
}  # fmt: skip
GENDERED = re.compile(rf"\b({'|'.join(sorted(OTHER_GENDER, key=len, reverse=True))}) \Z", re.IGNORECASE)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def like(old: str, new: str) -> str:
    """The new words with the capitals of the old.

    >>> like("Hypertension", "high blood pressure"), like("OEDEMA", "swelling")
    ('High blood pressure', 'SWELLING')
    """
    if len(old) > 1 and old.isupper():
        return new.upper()
    return capital(new) if old[:1].isupper() else new


def in_place(text: str, start: int, end: int, swap: str) -> tuple[int, str]:
    """Where the hint starts, and the swap: with the article before it, if that has to change.

    >>> in_place("Take an analgesic.", 8, 17, "pain reliever")
    (5, 'a pain reliever')
    """
    swap = like(text[start:end], swap)
    before = ARTICLE.search(text, max(0, start - 3), start)
    if not before or before[1].lower() == article(swap):
        return start, swap
    return before.start(), like_article(before[1], article(swap)) + " " + swap


def like_article(old: str, new: str) -> str:
    return capital(new) if old[0].isupper() else new


def with_gender(text: str, start: int, end: int, swap: str) -> tuple[int, str]:
    """The same for a Spanish swap whose gender differs.

    >>> with_gender("Trata la cefalea.", 9, 16, "dolor de cabeza")
    (6, 'el dolor de cabeza')
    """
    swap = like(text[start:end], swap)
    before = GENDERED.search(text, max(0, start - 10), start)
    if not before:
        return start, swap
    return before.start(), like_article(before[1], OTHER_GENDER[before[1].lower()]) + " " + swap
