"""One pass over a text: folded letters, words with their exact places, and what each word can mean."""

import re
import unicodedata

INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff\u034f\u061c\u180e")
LOOKALIKES = {
    ord(odd): plain
    for odds, plain in (
        ("аạ", "a"), ("А", "A"), ("В", "B"), ("сϲ", "c"), ("СϹ", "C"), ("ԁ", "d"), ("еė", "e"), ("ЕΕ", "E"), ("ɡ", "g"),
        ("һ", "h"), ("НΗ", "H"), ("іıι", "i"), ("ІΙ", "I"), ("јϳ", "j"), ("Ј", "J"), ("К", "K"), ("κк", "k"), ("ӏ", "l"),
        ("МΜ", "M"), ("ո", "n"), ("Ν", "N"), ("оοօ", "o"), ("ОΟ", "O"), ("рρ", "p"), ("РΡ", "P"), ("ԛ", "q"), ("ѕ", "s"),
        ("Ѕ", "S"), ("ТΤ", "T"), ("тτ", "t"), ("υս", "u"), ("ν", "v"), ("ѡ", "w"), ("хχ", "x"), ("ХΧ", "X"), ("уγ", "y"), ("У", "Y"),
        ("øо", "o"), ("Ø", "O"), ("ł", "l"), ("Ł", "L"), ("đ", "d"), ("Đ", "D"), ("ß", "s"), ("æ", "a"), ("œ", "o"), ("Æ", "A"), ("Œ", "O"),
        ("\u2018\u2019\u02bc\u00b4\u2032`", "'"), ("\u201c\u201d\u00ab\u00bb\u2033", '"'),
        ("\u2010\u2011\u2012\u2013\u2014\u2212", "-"), ("\u00a0\u2007\u2009\u202f\u3000", " "), ("\u00bf\u00a1", " "),
    )
    for odd in odds
}  # fmt: skip


class Folding(dict[int, str]):
    """Code point to plain letter, worked out once for each letter that was ever seen."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = unicodedata.normalize("NFKD", letter)[:1] or letter
        self[code] = result = LOOKALIKES.get(ord(plain), plain)
        return result


FOLDING = Folding(LOOKALIKES)


def fold(text: str) -> str:
    """The text with plain letters, as long as the one given.

    >>> fold("José’s Ｆｉｒｓｔ")
    "Jose's First"
    """
    return text if text.isascii() else text.translate(FOLDING)


def lowered(text: str) -> str:
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(letter.lower()[:1] for letter in text)


HIDDEN = re.compile("[" + "".join(INVISIBLE) + "\u0300-\u036f\ufe00-\ufe0f]")
