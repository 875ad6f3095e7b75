"""Our own small word lists: each word with a number whose bits say what the word can mean."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LISTS = Path(__file__).parent / "lexicons"
# What a text is about, beside care: the sections of themes.txt.
THEMES = (
    "GIFT", "FETE", "FOOD", "HOME", "NATURE", "BEAST", "STUDY", "SCIENCE", "WORK", "MONEY", "OFFICE", "TALK", "FEEL", "TOUCH",
    "FAITH", "SPORT", "ART", "LAW", "TRIP", "GONE", "SPAN", "MANY", "GRIPE", "NICE", "TIPS", "CHART",
)  # fmt: skip
SECTIONS = (
    "FIRST", "WORDNAMES", "LAST", "NICK", "STATE", "TOWN", "COND", "SENS", "PROC", "CAREPLACE", "DRUG", "CLIN", "TEAM", "PATIENT",
    "PERSON", "MINOR", "KIN", "TITLE", "DRTITLE", "SOFTTITLE", "CRED", "ORGWORD", "STREET", "PLACEWORD", "LODGE", "MONTH", "WDAY",
    "HOLI", "RECENT", "PRON3", "FIRSTP", "US", "YOU", "GENERIC", "FICTION", "CONSENT", "IMAGE", "PET", "INVITE", "STOPNAME",
    "EVENT", "HEDGE", "MOCK", "RARE", "JOB", "ALONE", "ADVICE", "THANKS", "COMMON", "BODY",
    *THEMES,
)  # fmt: skip
BIT = {name: 1 << number for number, name in enumerate(SECTIONS)}
(
    FIRST, WORDNAME, LAST, NICK, STATE, TOWN, COND, SENS, PROC, CAREPLACE, DRUG, CLIN, TEAM, PATIENT,
    PERSON, MINOR, KIN, TITLE, DRTITLE, SOFTTITLE, CRED, ORGWORD, STREET, PLACEWORD, LODGE, MONTH, WDAY,
    HOLI, RECENT, PRON3, FIRSTP, US, YOU, GENERIC, FICTION, CONSENT, IMAGE, PET, INVITE, STOPNAME,
    EVENT, HEDGE, MOCK, RARE, JOB, ALONE, ADVICE, THANKS, COMMON, BODY,
) = (BIT[name] for name in SECTIONS if name not in THEMES)  # fmt: skip
HEALTH = COND | SENS | PROC | DRUG | BODY
THEME = sum(BIT[name] for name in THEMES)
CARE = HEALTH | CAREPLACE | PATIENT | LODGE


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Single words with their bits; longer phrases by their first word; whole names of public figures."""

    words: dict[str, int]
    phrases: dict[str, tuple[tuple[tuple[str, ...], int], ...]]
    firsts: frozenset[str]
    public: frozenset[tuple[str, ...]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    words: dict[str, int] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    public: set[tuple[str, ...]] = set()
    for name, entries in _sections():
        if name == "PUBLIC":
            public.update(tuple(entry.split("_")) for entry in entries)
            continue
        bit = BIT[name]
        for entry in entries:
            if "_" in entry:
                first, *rest = entry.split("_")
                phrases.setdefault(first, []).append((tuple(rest), bit))
            else:
                words[entry] = words.get(entry, 0) | bit
    return Lexicon(
        words, {first: tuple(found) for first, found in phrases.items()}, frozenset(phrases), frozenset(public)
    )


def _sections() -> list[tuple[str, list[str]]]:
    sections: list[tuple[str, list[str]]] = []
    for path in sorted(LISTS.glob("*.txt")):
        for line in path.read_text(encoding="ascii").splitlines():
            if line.startswith("# "):
                sections.append((line[2:], []))
            else:
                sections[-1][1].extend(line.split())
    return sections
