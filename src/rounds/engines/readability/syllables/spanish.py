"""Spanish syllables follow the spelling: one for each strong or accented vowel, and one for each group of weak ones."""

import re
import unicodedata

SILENT_U = re.compile(r"(?<=q)u|(?<=g)u(?=[eiéí])")
VOWELS = re.compile(r"[aeiouáéíóúü]+")
STRONG = re.compile(r"[aeoáéíóú]")
Y_AS_VOWEL = re.compile(r"y(?![aeiouáéíóúü])")


def count(word: str) -> int:
    """Syllables of a Spanish word.

    >>> [count(word) for word in ("día", "agua", "pingüino", "aéreo", "guerra", "prohibir", "rey")]
    [2, 2, 3, 4, 2, 3, 1]
    """
    plain = unicodedata.normalize("NFC", word.lower())
    plain = Y_AS_VOWEL.sub("i", SILENT_U.sub("", plain))
    total = sum(max(1, len(STRONG.findall(group))) for group in VOWELS.findall(plain))
    return max(1, total) if any(letter.isalpha() for letter in plain) else 1
