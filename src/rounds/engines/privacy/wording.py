"""How a text is worded: a linear model over its words and two and three in a row, with names, days and places masked.

The words of a text are read twice: as they are, and with each word that has a meaning in the lists (a condition,
a relative, "he or she") in place of which word it is. So "my aunt had a stroke" and "mi tio tuvo un infarto" share
what they have in common. The weights are learned by tools/train_privacy.py from the development posts.
"""

import gzip
import json
import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from rounds.engines.privacy.keeping import KEPT_WORDS, Kept
from rounds.engines.privacy.lexicon import BIT, THEMES
from rounds.engines.privacy.text import Post

if TYPE_CHECKING:
    from rounds.engines.privacy.evidence import Evidence

WEIGHTS, RUNS = (Path(__file__).parent / "lexicons" / name for name in ("wording.json.gz", "runs.json.gz"))
QUESTIONS = ("not clear", "block")
NOT_CLEAR, BLOCK = (f"wording {question}" for question in QUESTIONS)
SCALE = 3.0
EXACT = 50
# Both questions share one number, the first so many times: a float holds their sums exactly.
HALF = 2**26
MEANINGS = (
    "COND", "SENS", "PROC", "DRUG", "BODY", "KIN", "PATIENT", "MINOR", "CLIN", "PERSON", "JOB", "LODGE", "MONTH", "WDAY",
    "EVENT", "TEAM", "CRED", "PRON3", "US", "YOU", "FIRSTP", "TITLE", "DRTITLE", "CAREPLACE", "RECENT", "IMAGE", "CONSENT", "PET",
    "THANKS", "GENERIC", "RARE",
    *THEMES,
)  # fmt: skip
SAME = {"MONTH": "TIME", "WDAY": "TIME", "CRED": "TEAM"}
BY_BIT = tuple((BIT[name], SAME.get(name, name)) for name in MEANINGS)
ANY = sum(bit for bit, _ in BY_BIT)
NAME, FAMOUS = "<name>", "<known>"
MARKS = ("<date>", "<place>", "<age>", "<contact>", "<number>")
NUMBERED = ("^", "$", NAME, FAMOUS, *MARKS, *dict.fromkeys(name for _, name in BY_BIT))
NUMBER = {name: number for number, name in enumerate(NUMBERED) if number > 1 and name not in THEMES}
FIRST, LAST, SIZE = 0, 1, 64
THREE, WORDS = SIZE**2, 2**15
TRIPLE = WORDS**2
WORD = re.compile(r"<\w+>|[A-Z]\w+|[\^$]")
TOLD = re.compile(rf"({WORD.pattern})(>({WORD.pattern})){{1,2}}")
EVERY, VOICED, AND = "every", 0.8, " & "


Table = Mapping[str, float]
Name = TypeVar("Name", str, int)


def read(evidence: "Evidence") -> tuple[list[str], list[str], dict[int, str]]:
    """The words as they are and with meanings in place of words, both with marks for what tells one person, and the marks."""
    post, marks = evidence.post, _marks(evidence)
    plain = list(map(SHAPES.__getitem__, post.words)) if post.digits else list(post.words)
    meant = [name or word for name, word in zip(map(MEANT.__getitem__, post.bits), plain, strict=True)]
    for index, mark in marks.items():
        plain[index] = meant[index] = mark
    return plain, meant, marks


def masked(evidence: "Evidence") -> tuple[list[str], list[str]]:
    """The words without what tells one person, one mark for each, and the same with meanings in place of words.

    >>> from rounds.engines.privacy.evidence import Evidence
    >>> from rounds.engines.privacy.policy import compiled
    >>> text = "Our patient Ellen Whitcombe fell on Tuesday"
    >>> masked(Evidence(text, voice="provider", channel="", policy=compiled(None)))
    (['our', 'patient', '<name>', 'fell', 'on', '<date>'], ['US', 'PATIENT', '<name>', 'EVENT', 'on', '<date>'])
    """
    plain, meant, marks = evidence.read
    kept = [index for index in range(len(plain)) if index not in marks or marks.get(index - 1) != marks[index]]
    if len(kept) == len(plain):
        return plain, meant
    return [plain[index] for index in kept], [meant[index] for index in kept]


class Meant(dict[int, str]):
    """What a word can mean to the name of its first meaning here, or nothing; each worked out once."""

    def __missing__(self, bits: int) -> str:
        name = next((name for bit, name in BY_BIT if bits & bit), "")
        if len(self) < KEPT_WORDS:
            self[bits] = name
        return name


MEANT = Meant()


class Shapes(Kept[str]):
    """Of a number only how long it is."""

    def worked_out(self, word: str) -> str:
        return "00000"[: len(word)] if word.isdigit() else word


SHAPES = Shapes()


def _marks(evidence: "Evidence") -> dict[int, str]:
    marks: dict[int, str] = {}
    for group in evidence.people.named:
        for index in range(group.first, group.last + 1):
            marks[index] = NAME if group.staff < 50 else FAMOUS
    starts = evidence.post.starts
    each = (evidence.dates, evidence.places, evidence.ages, evidence.contacts, evidence.numbers)
    for mark, found in zip(MARKS, each, strict=True):
        for one in found:
            index = bisect_left(starts, one.start)
            while index < len(starts) and starts[index] < one.end:
                marks[index] = mark
                index += 1
    return marks


def told(numbers: Iterable[int]) -> set[int]:
    """Of the words that have a meaning, by their numbers, two and three that follow each other."""
    meant = [number for number in numbers if number < SIZE]
    before, after = [FIRST, *meant], [*meant, LAST]
    found = {one * SIZE + other for one, other in zip(before, after, strict=True)}
    found.update(
        [THREE + (one * SIZE + two) * SIZE + three for one, two, three in zip(before, meant, after[1:], strict=False)]
    )
    return found


def singles(post: Post, plain: list[str], meant: list[str]) -> set[str]:
    """The words, what they mean, and the marks that stand between them and inside them."""
    between = {*post.lead, *"".join(post.gaps), *(mark for mark in "'-" if mark in post.lower)}
    return {*plain, *meant, *(mark for mark in between if not mark.isspace())}


def parts(word: str) -> list[str]:
    """A word, and how it begins and ends, which hold in many forms of it.

    >>> parts("operated"), parts("hip")
    (['operated', 'oper-', '-ated'], ['hip'])
    """
    return [word, word[:4] + "-", "-" + word[-4:]] if len(word) > 4 and word not in NUMBER else [word]


def written(feature: int) -> str:
    """The numbers of two or three meanings as the file of weights spells them.

    >>> written(NUMBER["US"] * SIZE + NUMBER["COND"])
    'US>COND'
    """
    numbers = divmod(feature, SIZE) if feature < THREE else (*divmod((feature - THREE) // SIZE, SIZE), feature % SIZE)
    return ">".join(NUMBERED[number] for number in numbers)


def told_number(name: str) -> int:
    """The number of two or three meanings from how the file of weights spells them; 0 for anything else.

    >>> told_number("US>COND") in told([NUMBER["US"], NUMBER["COND"]]), told_number("hip"), told_number("<date>")
    (True, 0, 0)
    """
    if not TOLD.fullmatch(name):
        return 0
    one, two, *three = (NUMBERED.index(word) for word in WORD.findall(name))
    return THREE + (one * SIZE + two) * SIZE + three[0] if three else one * SIZE + two


def features(evidence: "Evidence") -> list[str]:
    """All that the weights may know of a text."""
    plain, meant = masked(evidence)
    single = [part for word in sorted(singles(evidence.post, plain, meant)) for part in parts(word)]
    runs: set[str] = set()
    for words in (["^", *plain, "$"], ["^", *meant, "$"]):
        runs.update(map(AND.join, pairwise(words)))
        runs.update(map(AND.join, zip(words, words[1:], words[2:], strict=False)))
    numbers = [NUMBER[name] for name in meant if name in NUMBER]
    return single + sorted(runs.union(map(written, told(numbers))))


def worth(words: int) -> float:
    """How much each feature counts: less in a long text."""
    return SCALE / math.sqrt(6 * words + 10)


class Known(Kept[float]):
    """The sum of a word with its beginning and its end, in any voice and in one."""

    def __init__(self, *tables: Table) -> None:
        super().__init__()
        self.tables = tables

    def learned(self, word: str) -> bool:
        """Whether the posts learned from know a word."""
        return any(word in table for table in self.tables)

    def worked_out(self, word: str) -> float:
        return sum([table.get(part, 0.0) for part in parts(word) for table in self.tables])


def numbered(words: Iterable[str]) -> dict[str, int]:
    """The numbers of the words that runs are made of: those of meanings, then these in their order, all above SIZE."""
    return {"^": FIRST, "$": LAST, **NUMBER} | {word: number for number, word in enumerate(words, SIZE + 1)}


def run(numbers: Mapping[str, int], words: Sequence[str]) -> int:
    """Two or three words in a row as one number."""
    one, two, *three = (numbers[word] for word in words)
    return TRIPLE + (one * WORDS + two) * WORDS + three[0] if three else one * WORDS + two


def runs(numbers: list[int]) -> set[int]:
    """All that follow each other, two and three in a row, from the beginning of the text to its end."""
    after = [*numbers, LAST]
    pairs = [one * WORDS + two for one, two in zip([FIRST, *numbers], after, strict=True)]
    return {*pairs, *[TRIPLE + two * WORDS + three for two, three in zip(pairs, after[1:], strict=False)]}


def together(firsts: Iterable[int], seconds: Iterable[int]) -> list[int]:
    """The weights of both questions, each two in one number.

    >>> together([1, -2], [3, 4]) == [HALF + 3, 4 - 2 * HALF]
    True
    """
    return [first * HALF + second for first, second in zip(firsts, seconds, strict=True)]


def weighed(names: Iterable[Name], weights: Iterable[list[int]], same: dict[float, float]) -> dict[Name, float]:
    """What each weighs for both questions; the same weights are the same number."""
    return {name: same.setdefault(one, one) for name, one in zip(names, map(float, together(*weights)), strict=True)}


class Spoken(NamedTuple):
    """The weights for one voice. One number holds those of both questions, so that one sum adds up both."""

    numbers: Mapping[str, int]
    runs: Mapping[int, float]
    known: Known
    told: Mapping[int, float]

    def weight(self, post: Post, plain: list[str], meant: list[str]) -> float:
        """The sum of all that is known of a text that was read both ways."""
        both = [list(map(self.numbers.get, words, repeat(SIZE))) for words in (plain, meant)]
        return (
            sum(map(self.known.__getitem__, singles(post, plain, meant)))
            + sum(map(self.runs.get, set[int]().union(*map(runs, both)), repeat(0.0)))
            + sum(map(self.told.get, told(both[1]), repeat(0.0)))
        )


class Wording:
    """The weights of what is said in any voice and of what is said in one.

    `parts` hold the words that runs are made of, for each run how far its number is from the one before and its weight
    for each question, and for each voice single words, and meanings that follow each other, with their two weights.
    They are read one after the other, so that the memory for one is there for the next.
    """

    def __init__(self, parts: Iterable[dict[str, Any]]) -> None:
        same: dict[float, float] = {}  # many weigh the same: one number for all of them takes a third less memory
        self.single: dict[str, dict[str, float]] = {}
        self.told: dict[str, dict[str, float]] = {}
        for part in parts:
            if "runs" in part:
                self.numbers = numbered(part["words"])
                steps, *weights = part["runs"]
                self.runs = weighed(accumulate(steps), weights, same)
                del steps, weights
            for kind, found in (("single", self.single), ("told", self.told)):
                for voice, (names, *weights) in part.get(kind, {}).items():
                    found[voice] = weighed(names, weights, same)
                    del names, weights
            part.clear()
        self.voices: dict[str, Spoken] = {}

    def spoken(self, voice: str) -> Spoken:
        if voice not in self.voices:
            both = [EVERY, voice]
            told: dict[int, float] = {}
            for one in both:
                for name, weight in self.told.get(one, {}).items():
                    told[told_number(name)] = told.get(told_number(name), 0.0) + weight
            known = Known(*(self.single.get(one, {}) for one in both))
            self.voices[voice] = Spoken(self.numbers, self.runs, known, told)
        return self.voices[voice]

    def ask(self, evidence: "Evidence") -> dict[str, float]:
        """How strongly the wording speaks for each question, as signs."""
        total = self.spoken(evidence.voice).weight(evidence.post, *masked(evidence))
        first = round(total / HALF)
        second = total - first * HALF
        value = worth(len(evidence.post.words)) / EXACT
        return {NOT_CLEAR: first * value, BLOCK: second * value}


@lru_cache(maxsize=1)
def wording() -> Wording:
    return Wording(json.loads(gzip.decompress(path.read_bytes())) for path in (RUNS, WEIGHTS))
