"""Learn the weights of the privacy screen from its labelled posts: python tools/train_privacy.py [--by-author]

Only the development part (7 of 10 by a hash of the id) is used; the same posts always give the same weights.
Three things are learned, each from what the one before says of posts whose author it has not read (the first letter
of the id): whose name it is, how the text is worded, and the verdict. With --by-author nothing is written: for each
author the weights are learned from the others and the measures on that author's posts are printed.
"""

import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from rounds.engines.privacy import wording as words
from rounds.engines.privacy.evaluate import Score, for_development, read_labelled, score
from rounds.engines.privacy.evidence import Evidence
from rounds.engines.privacy.judging import weighed
from rounds.engines.privacy.policy import compiled
from rounds.engines.privacy.situations import Situations
from rounds.engines.privacy.weighing import WEIGHTS, table, weights

ROOT = Path(__file__).resolve().parents[1]
LABELLED = ROOT / "tests" / "engines" / "privacy" / "labelled.jsonl"
Signs = Mapping[str, float]
Weights = dict[str, float]


class Row(NamedTuple):
    """The signs of one example, the right answer, and how much it counts."""

    signs: Signs
    wanted: bool
    counts: float = 1.0


class Read(NamedTuple):
    """A labelled post and what was read from it."""

    post: dict[str, Any]
    evidence: Evidence

    @property
    def author(self) -> str:
        return str(self.post["id"][0])


# -- logistic regression


def learn(rows: Iterable[Row], *, keep: float, least: int, rounds: int = 20, pace: float = 0.3) -> Weights:
    """Logistic regression by Adagrad, one row at a time in a fixed order; `keep` holds the weights small."""
    rows = list(rows)
    counts = Counter(sign for row in rows for sign in row.signs)
    names = sorted(sign for sign, count in counts.items() if count >= least)
    number = {name: place for place, name in enumerate(names)}
    packed = [
        ([number[sign] for sign in row.signs if sign in number], [v for s, v in row.signs.items() if s in number], row)
        for row in rows
    ]
    holds = [keep / counts[name] for name in names]
    found, squares = [0.0] * len(names), [1e-6] * len(names)
    base, base_square = 0.0, 1e-6
    order = random.Random(11)
    for _ in range(rounds):
        order.shuffle(packed)
        for places, values, row in packed:
            total = base
            for place, value in zip(places, values, strict=True):
                total += found[place] * value
            miss = row.counts * (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - row.wanted)
            base_square += miss * miss
            base -= pace * miss / math.sqrt(base_square)
            for place, value in zip(places, values, strict=True):
                step = miss * value + holds[place] * found[place]
                squares[place] += step * step
                found[place] -= pace * step / math.sqrt(squares[place])
    return dict(zip(names, found, strict=True)) | {"": base}


def sided(signs: Signs, side: str) -> dict[str, float]:
    """Each sign twice: for all posts, and for those written inside or outside a centre."""
    return dict(signs) | {side + sign: value for sign, value in signs.items()}


# -- what is learned from


def read(post: dict[str, Any]) -> Evidence:
    return Evidence(post["text"], voice=post["voice"], channel=post.get("channel", ""), policy=compiled(None))


def name_rows(one: Read) -> Iterator[Row]:
    evidence = one.evidence
    spans = [(span["start"], span["end"], span["type"]) for span in one.post["spans"]]
    for group in evidence.people.weighed:
        if group.staff > 50:
            continue
        start, end = evidence.post.place(group.start, group.end)
        touching = {kind for first, last, kind in spans if start < last and first < end}
        if not touching or "NAME" in touching:
            yield Row(sided(evidence.people.signs(group, evidence.signs), evidence.side), bool(touching))


def mark_rows(one: Read) -> Iterator[Row]:
    evidence = one.evidence
    spans = [(span["start"], span["end"]) for span in one.post["spans"]]
    for tie in evidence.ties.all:
        start, end = evidence.post.place(tie.found.start, tie.found.end)
        yield Row(
            sided(evidence.ties.signs(tie), evidence.side), any(start < last and first < end for first, last in spans)
        )


def word_row(one: Read) -> Signs:
    value = words.worth(len(one.evidence.post.words))
    return dict.fromkeys((name for name in words.features(one.evidence) if name.isascii() or len(name) < 6), value)


ANSWERS = {"not clear": ("review", "block"), "block": ("block",)}


class Teacher:
    """Learns from posts, leaving out the authors it is told to, each combination once."""

    def __init__(self, posts: Iterable[dict[str, Any]]) -> None:
        self.read = [Read(post, read(post)) for post in posts]
        self.authors = sorted({one.author for one in self.read})
        self.rows = {
            "whose name": [list(name_rows(one)) for one in self.read],
            "whose mark": [list(mark_rows(one)) for one in self.read],
        }
        self.worded = [word_row(one) for one in self.read]
        self.owners = lru_cache(maxsize=None)(self._owners)
        self.wording = lru_cache(maxsize=None)(self._wording)

    def _owners(self, without: frozenset[str]) -> dict[str, Weights]:
        return {
            question: learn(
                (row for one, rows in zip(self.read, every, strict=True) if one.author not in without for row in rows),
                keep=5.0,
                least=3,
            )
            for question, every in self.rows.items()
        }

    def _wording(self, without: frozenset[str]) -> dict[str, dict[str, int]]:
        kept = [(one, row) for one, row in zip(self.read, self.worded, strict=True) if one.author not in without]
        tables = {}
        for question, yes in ANSWERS.items():
            found = learn((Row(row, one.post["verdict"] in yes) for one, row in kept), keep=0.1, least=2, rounds=12)
            exact = {name: round(weight * words.EXACT) for name, weight in found.items() if name}
            tables[question] = {name: weight for name, weight in sorted(exact.items()) if weight}
        return tables

    def verdicts(self, without: frozenset[str] = frozenset()) -> dict[str, Weights]:
        """The weights of the three questions, learned from all but those authors."""
        seen: list[tuple[str, dict[str, float]]] = []
        for author in self.authors:
            if author not in without:
                seen.extend(self._seen(author, without | {author}))
        tables = dict(self.owners(without))
        for question, yes in ANSWERS.items():
            rows = [Row(signs, verdict in yes, 1.5 if verdict == "block" else 1.0) for verdict, signs in seen]
            tables[question] = learn(rows, keep=3.0, least=3, rounds=30)
        return tables

    def _seen(self, author: str, without: frozenset[str]) -> Iterator[tuple[str, dict[str, float]]]:
        """The signs of one author's posts as those see them who never read that author."""
        worded = words.Wording(self.wording(without))
        with using(self.owners(without)):
            for one in self.read:
                if one.author == author:
                    evidence = one.evidence
                    evidence.judge()
                    signs = weighed(evidence, Situations(evidence).cases(), worded.ask(evidence))
                    yield one.post["verdict"], sided(signs, evidence.side)


@contextmanager
def using(tables: Mapping[str, Weights], worded: Mapping[str, Mapping[str, int]] | None = None) -> Iterator[None]:
    """Screen with these weights for a while."""
    live, known = weights(), words.wording()
    before, had = dict(live), vars(known).copy()
    live.update(tables)
    table.cache_clear()
    if worded is not None:
        vars(known).update(vars(words.Wording(worded)))
    try:
        yield
    finally:
        live.clear()
        live.update(before)
        vars(known).update(had)
        table.cache_clear()


# -- what is done with it


def told(name: str, one: Score) -> str:
    shares = (
        ("block not clear", one.share("block", "review", "block")),
        ("block exact", one.share("block", "block")),
        ("review not clear", one.share("review", "review", "block")),
        ("clear alarmed", one.share("clear", "review", "block")),
        ("spans found", one.recall),
        ("right", one.precision),
    )
    return f"{name:18} " + "  ".join(f"{what} {share:.3f}" for what, share in shares if share is not None)


def by_author(teacher: Teacher) -> None:
    total: dict[str, Score] = {}
    for author in teacher.authors:
        without = frozenset({author})
        with using(teacher.verdicts(without), teacher.wording(without)):
            scores = score(one.post for one in teacher.read if one.author == author)
        print(told(f"author {author}", scores["all"]))
        for group, found in scores.items():
            total.setdefault(group, Score()).add(found)
    for group, found in total.items():
        print(told(group, found))


def write(teacher: Teacher) -> None:
    tables, worded = teacher.verdicts(), teacher.wording(frozenset())
    small = {
        question: {sign: round(weight, 3) for sign, weight in sorted(found.items()) if abs(weight) >= 0.005}
        for question, found in tables.items()
    }
    WEIGHTS.write_text(json.dumps(small, indent=0, sort_keys=True) + "\n")
    words.WEIGHTS.write_text(json.dumps(worded, indent=0, separators=(",", ":")) + "\n")
    print(
        f"{len(teacher.read)} posts, {sum(map(len, small.values()))} weights, {sum(map(len, worded.values()))} of words"
    )


def main(arguments: list[str]) -> None:
    teacher = Teacher(post for post in read_labelled(LABELLED) if for_development(post))
    (by_author if "--by-author" in arguments else write)(teacher)


if __name__ == "__main__":
    main(sys.argv[1:])
