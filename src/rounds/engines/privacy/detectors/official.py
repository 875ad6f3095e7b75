"""Numbers that a state or an insurer gives to one person, by their shape and check."""

import re
from collections.abc import Iterator

from rounds.engines.privacy.detectors.found import Found
from rounds.engines.privacy.text import Post

SHAPES = tuple(
    (kind, least, re.compile(rf"(?<![\w.-])(?:{shape})(?![\w-])"))
    for kind, least, shape in (
        ("SSN", 13, r"[12][ .]?\d\d[ .]?(?:0[1-9]|1[0-2])[ .]?(?:\d\d|2[ab])[ .]?\d{3}[ .]?\d{3}(?:[ .]?\d\d)?"),
        ("SSN", 13, r"756\.?\d{4}\.?\d{4}\.?\d\d"),
        ("SSN", 11, r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d"),
        ("SSN", 8, r"[a-z]{4}\d{6}[hm][a-z]{5}[a-z0-9]\d"),
        ("ACCOUNT", 5, r"[1-9][ac-hj-np-rt-y][ac-hj-np-rt-y0-9]\d-[ac-hj-np-rt-y][ac-hj-np-rt-y0-9]\d-[ac-hj-np-rt-y]{2}\d\d"),
        ("MRN", 8, r"[a-z]{4} \d{4} ?\d{4}"),
    )
)  # fmt: skip
IDENTITY_CARD = re.compile(r"(?<![\w.-])(?:\d{8}|[xyz]-?\d{7})[ -]?[a-z](?![\w-])")
CHECK_LETTERS = "trwagmyfpdxbnjzsqvhlcke"


def find_official(post: Post) -> Iterator[Found]:
    """Social security numbers of France, Switzerland and Belgium, Mexico's CURP, Medicare cards, Quebec's and Spain's cards.

    >>> [(one.type, one.start, one.end) for one in find_official(Post("sécu 1 84 07 29 019 233 41"))]
    [('SSN', 5, 26)]
    """
    if post.digits < 5:
        return
    for kind, least, shape in SHAPES:
        if post.digits >= least:
            yield from (Found(match.start(), match.end(), kind, hard=True) for match in shape.finditer(post.lower))
    for match in IDENTITY_CARD.finditer(post.lower) if post.digits > 6 else ():
        if identity_card(match.group()):
            yield Found(match.start(), match.end(), "LICENSE", hard=True)


def identity_card(code: str) -> bool:
    """A Spanish identity card (DNI or NIE) by its check letter (the number modulo 23).

    >>> identity_card("12345678z"), identity_card("12345678-a"), identity_card("x1234567l")
    (True, False, True)
    """
    letters = code.replace(" ", "").replace("-", "")
    number = letters[:-1].replace("x", "0").replace("y", "1").replace("z", "2")
    return CHECK_LETTERS[int(number) % 23] == letters[-1]
