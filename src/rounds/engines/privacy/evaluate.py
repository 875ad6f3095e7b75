"""Precision and recall on labelled examples."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rounds.engines.privacy.findings import Screening
from rounds.engines.privacy.language import guessed
from rounds.engines.privacy.redaction import redact
from rounds.engines.privacy.screening import screen

VERDICTS = ("clear", "review", "block")
# Authors whose posts are parted by a hash, and those whose posts are only counted.
SHARED = frozenset("acdefghw")
COUNTED = frozenset("knqtvzBGJOR") | {
    "ab", "bd", "db", "hf", "ia", "ib", "ic", "id", "ie", "if", "je", "jh", "kb", "lc", "mc", "nb",
    "oc", "od", "pc", "qc", "rc", "rf", "sc", "sf", "tc", "tf",
    *(first + second for first in "uvwxyzUVWXYZ" for second in "cfioru"), *(first + second for first in "ST" for second in "cikou"),
    *(first + second for first in "PQR" for second in "dlt"), "Ld", "Md", "Ml", "Nd", "Nl", "Od", "Ot",
    "Hd", "Hl", "Ht", "Jj", "Kd", "Kl", "Kt", "Lj", "Ll", "Lt", "Mj", "Mt", "Nt", "Ol",
    "bD", "cD", "dD", "fD", "gD", "Da", "Hv", "Id", "Ij", "Il", "Jd", "Jl", "Jt", "Lw", *(first + second for first in "ABCDEFG" for second in "djlt"),
}  # fmt: skip
Labelled = dict[str, Any]
Screen = Callable[[Labelled], Screening]


def read_labelled(path: Path) -> list[Labelled]:
    """One labelled post on each line, as in tests/engines/privacy/labelled.jsonl."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def author(post: Labelled) -> str:
    """Who wrote a post: its id up to the first hyphen.

    >>> author({"id": "ab-0001"})
    'ab'
    """
    return str(post["id"]).partition("-")[0]


def for_development(post: Labelled) -> bool:
    """Whether a post may be read by those who write rules: of the first authors 7 in 10, of later ones all or nothing.

    >>> for_development({"id": "a-0001"}), for_development({"id": "a-0002"}), for_development({"id": "k-0001"})
    (False, True, False)
    """
    if author(post) in SHARED:
        return int(hashlib.sha256(str(post["id"]).encode()).hexdigest(), 16) % 10 < 7
    return author(post) not in COUNTED


@dataclass(slots=True)
class Score:
    """Counts of one group of posts, and the shares that follow from them."""

    matrix: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: int = 0
    missed: int = 0
    wrong: int = 0

    def share(self, truth: str, *said: str) -> float | None:
        """How many posts of one verdict got one of those; None where there are none."""
        total = sum(self.matrix[truth, verdict] for verdict in VERDICTS)
        return sum(self.matrix[truth, verdict] for verdict in said) / total if total else None

    def add(self, other: "Score") -> None:
        self.matrix.update(other.matrix)
        self.found += other.found
        self.missed += other.missed
        self.wrong += other.wrong

    @property
    def recall(self) -> float | None:
        return self.found / (self.found + self.missed) if self.found + self.missed else None

    @property
    def precision(self) -> float | None:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else None


def score(posts: Iterable[Labelled], said: Screen | None = None) -> dict[str, Score]:
    """A score for all posts, for each language and for each voice."""
    scores: dict[str, Score] = {}
    for post in posts:
        screening = (said or _screened)(post)
        for group in ("all", f"language {guessed(post['text'])}", f"voice {post['voice']}"):
            _count(scores.setdefault(group, Score()), post, screening)
    return scores


def _screened(post: Labelled) -> Screening:
    return screen(post["text"], voice=post["voice"], channel=post.get("channel", ""))


def _count(score: Score, post: Labelled, screening: Screening) -> None:
    score.matrix[post["verdict"], screening.verdict.value] += 1
    wanted = [(span["start"], span["end"]) for span in post["spans"]]
    given = [(finding.start or 0, finding.end or 0) for finding in screening.spans if finding.type != "house-rule"]
    hit = [span for span in wanted if any(_overlap(span, other) for other in given)]
    score.found += len(hit)
    score.missed += len(wanted) - len(hit)
    score.wrong += sum(not any(_overlap(span, other) for other in wanted) for span in given)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def leaks(posts: Iterable[Labelled]) -> tuple[int, int, int]:
    """Of the posts to be redacted: how many, how many still hold a labelled identifier, how many screen clear afterwards."""
    count = leaking = clear = 0
    for post in posts:
        if post["verdict"] == "block":
            redacted = redact(post["text"], voice=post["voice"]).text
            words = {post["text"][span["start"] : span["end"]] for span in post["spans"]}
            count += 1
            leaking += any(word in redacted for word in words if len(word) > 3)
            clear += screen(redacted, voice="public").verdict.value == "clear"
    return count, leaking, clear
