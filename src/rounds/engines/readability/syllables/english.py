"""English syllables: groups of vowels, mended by rules for silent and split vowels, and a list of exceptions."""

import re
import unicodedata
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent.parent / "lexicons" / "syllables_en.txt"
VOWELS = re.compile(r"[aeiouy]+")
HEADS = "some|life|home|where|there|time|fire|space|house|pace|safe|care|eye|side|fore|horse|base|bone|hope|make|wave|whole|nose|bare"
COMPOUND = re.compile(
    rf"(?P<head>{HEADS})(?P<rest>(?:[bcdfghjklmnpqstvwz]|[bcdfgpst][lr]|s[chkmnpqtw]|[cstw]h)[aeiouy]\w*)"
)
PREFIX = re.compile(
    r"(?P<head>gastro|micro|osteo|angio|cardio|neuro|electro|semi|anti|auto|endo|immuno|intra|extra|psycho|radio|hemo|haemo)"
    r"(?P<rest>[aeiou]\w{3,})"
)
SILENT = re.compile(
    r"(?<=[aeiouy])(?:[bcdfghjkmnpqrstvwxz]|l(?=[bcdfgkmpstvz]))+(?<![bt]r)e$"  # make, else, but not centre
    r"|(?<=[aeiouy])le$|(?<=[aeiouy]r)le?e$|(?<=[aeiou])gues?$|(?<=[aeiou]n)gues?$"  # whole, fatigue
    r"|(?<=[^aeiouytd])(?<![^aeiouylrw]l)ed$"  # asked, but not settled
    r"|(?<=[aeiouy])(?:[bdfklmnpqrtvw]|th|[bcdfghjklmnpqrstvwxz]+(?<![bt])[bdfkmnpqrtvw])es$|(?<=[aeiouy])les$"  # makes
)
INNER = re.compile(
    r"[^aeiouyl]e(?=(?:ly|less|lessness|ness|liness|ful|fully)s?$)|(?<=[aeiouy])le(?=(?:ly|less|ness|ful)$)|[vtgsrncdkz]e(?=ments?$)"
)
SPLIT = re.compile(
    r"(?<![ctsgx])(?<![nlrdmbvp])ia(?!g[ei]|n?c?h?t?y$)|(?<=[nlrdmbvp])ia(?!ge)|(?<=[ct])ia(?=t|s[mt])|(?:x|eg)ia$"  # media, initiate
    r"|(?<![ctsgx])io(?!n)|(?<![ctsgxln])ion|(?<![ctxgs])iou|(?<!g)iu|ii"  # biopsy, various, medium
    r"|(?<![gq])uou|(?<![pg])eo(?!u)|(?<=g)eo(?!n|u)|(?<![gc])eou|(?<![gq])ua|(?<![gqb])uo|eu(?=[ms]$)"  # video, manual, museum
    r"|creat|rea(?=ct)|(?<=[nrdh])eas?$|coa(?=g)|poe(?=[mt])|ue(?=n[ct])"  # react, area, coagulate, poem, fluent
    r"|(?<![gs])iet|iet(?=y$)|(?<=[lrdngm])ien(?=[ct])|(?<=sc)ien|[^aeiouc]ier(?=s?$)|iest$"  # diet, client, easier
    r"|[aeiouy]ing(?=s?$)|[aou]ye|[^aeiouy]y[ao]|[iya]sm(?=s?$)|thm(?=s?$)"  # doing, myocardial, autism
)
MARKS = re.compile(r"[\u0300-\u036f]")
ENDINGS = {"s": ("s", "es"), "y": ("ly",), "d": ("d",)}
MAYBE_SILENT = ("e", "es", "ed")  # what a word has to end in for SILENT to find anything, and so on
MAYBE_INNER = ("ly", "lys", "ess", "esss", "ful", "fuls", "ment", "ments")
MAYBE_SPLIT = re.compile(r"[iuy][aeiou]|e[ou]|[nrdh]ea|o[ae]|[aeiouy]ing|sm|thm")


@cache
def exceptions() -> dict[str, int]:
    pairs = (line.split() for line in LIST.read_text("utf-8").splitlines() if line and line[0] != "#")
    return {word: int(number) for number, *words in pairs for word in words}


def count(word: str) -> int:
    """Syllables of an English word.

    >>> [count(word) for word in ("nurse", "needed", "asked", "anxiety", "myocardial", "didn't", "follow-up")]
    [1, 2, 1, 4, 5, 2, 3]
    """
    if word.isascii() and word.isalpha():
        return max(1, base(word.lower()))
    plain = unicodedata.normalize("NFC", word.lower()).replace("’", "'").replace("é", "ey")
    parts = re.findall(r"[a-z']+", MARKS.sub("", unicodedata.normalize("NFKD", plain)))
    return max(1, sum(part_count(part.strip("'")) for part in parts))


def part_count(part: str) -> int:
    if part in exceptions():
        return exceptions()[part]
    if part.endswith("n't"):
        return by_rule(part[:-3]) + (0 if part[-4:-3] in set("aeiour") else 1)
    if "'" in part:
        return clitic(part)
    return base(part)


def clitic(part: str) -> int:
    stem, _, ending = part.rpartition("'")
    spoken = (ending == "s" and bool(re.search(r"(?:[sxz]|ch|sh|[sczg]e|dge)$", stem))) or (
        ending in {"ll", "ve", "d"} and stem[-1:] in set("td")
    )
    return base(stem) + spoken


def base(word: str) -> int:
    known = exceptions()
    if word in known:
        return known[word]
    for ending in ENDINGS.get(word[-1:], ()):
        stem = word[: -len(ending)]
        if stem in known and len(stem) > 3 and word.endswith(ending) and not sounded(stem, ending):
            return known[stem] + (ending == "ly")
    if match := COMPOUND.fullmatch(word) or PREFIX.fullmatch(word):
        return base(match["head"]) + base(match["rest"])
    return by_rule(word)


def sounded(stem: str, ending: str) -> bool:
    """Does the ending add a syllable of its own, as in "causes" and "needed"?"""
    if ending == "ly":
        return stem.endswith("l")
    if ending == "d":
        return not stem.endswith("e") or stem.endswith(("te", "de"))
    return stem.endswith(("s", "x", "z", "ch", "sh", "ce", "se", "ge", "ze")) or ending == "es"


def by_rule(word: str) -> int:
    word = word.replace("qu", "kw")
    if word.startswith("every"):
        word = "evry" + word[5:]
    total = len(VOWELS.findall(word))
    if total == 0 and len(word) < 5:
        return len(word)  # letters said one by one, as in "tv"
    return max(1, total + mended(word)) if word else 0


def mended(word: str) -> int:
    """What silent and split vowels add or take; each costly search is asked only where it may find something."""
    silent = len(SILENT.findall(word)) if word.endswith(MAYBE_SILENT) else 0
    inner = len(INNER.findall(word)) if word.endswith(MAYBE_INNER) else 0
    split = len(SPLIT.findall(word)) if MAYBE_SPLIT.search(word) else 0
    return split - silent - inner
