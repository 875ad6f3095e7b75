# /// script
# requires-python = ">=3.11"
# dependencies = ["scikit-learn==1.9.1", "lightgbm==4.7.0", "numpy==2.4.6", "scipy==1.17.1"]
# ///
"""Learn the weights and trees of the privacy screen from its labelled posts: python tools/train_privacy.py [--by-author]

It needs scikit-learn and LightGBM, which nothing else does: give it a Python that has them, with `src` in PYTHONPATH.
Only the posts for development are used; the same posts always give the same weights.
Authors (an id up to its hyphen) are parted into six groups. Four things are learned, each from what the one before says
of posts whose author's group it has not read: how the text is worded; whose each name, day and place is; whose it is beside
all others of the text; the verdict.
With --by-author nothing is written: each group is left out in turn, and the measures on its posts are printed.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from privacy_learning import QUESTIONS, WORDED, Bank, Learned, Row, Signs, Surroundings, by_kind, joined, matrix, rarer

from rounds.engines.privacy import around, company, weighing
from rounds.engines.privacy import wording as words
from rounds.engines.privacy.evaluate import Score, author, for_development, read_labelled, score
from rounds.engines.privacy.evidence import Evidence
from rounds.engines.privacy.judging import weighed
from rounds.engines.privacy.policy import compiled
from rounds.engines.privacy.situations import Situations
from rounds.engines.privacy.ties import SCENE
from rounds.engines.privacy.trees import planted

ROOT = Path(__file__).resolve().parents[1]
LABELLED = ROOT / "tests" / "engines" / "privacy" / "labelled.jsonl"
GROUPS = 6
ANSWERS = dict(zip(QUESTIONS, (("review", "block"), ("block",)), strict=True))
VOICES, LEAST = ("provider", "organisation", "patient", "public"), 9


class Read(NamedTuple):
    """A labelled post, the group of its author, and what was read from it."""

    post: dict[str, Any]
    group: int
    evidence: Evidence


# -- what is learned from


def read(post: dict[str, Any]) -> Evidence:
    return Evidence(post["text"], voice=post["voice"], channel=post.get("channel", ""), policy=compiled(None))


def grouped(posts: Iterable[dict[str, Any]]) -> dict[str, int]:
    """The group of each author, the groups about as large as each other."""
    sizes, groups = [0] * GROUPS, {}
    for name, count in sorted(Counter(map(author, posts)).items(), key=lambda one: (-one[1], one[0])):
        groups[name] = sizes.index(min(sizes))
        sizes[groups[name]] += count
    return groups


def whose(one: Read, start: int, end: int, kind: str) -> bool | None:
    """Whether a label marks what stands there; None where it is marked as something else."""
    start, end = one.evidence.post.place(start, end)
    touching = {span["type"] for span in one.post["spans"] if start < span["end"] and span["start"] < end}
    wanted = {company.NAME: "NAME", SCENE: "PHOTO"}.get(kind)
    return bool(touching) if not touching or wanted is None or wanted in touching else None


def name_rows(one: Read) -> Iterator[tuple[Row, around.Around]]:
    evidence = one.evidence
    for group in evidence.people.weighed:
        answer = whose(one, group.start, group.end, company.NAME)
        if group.staff <= 50 and answer is not None:
            yield Row(evidence.people.signs(group, evidence.signs), answer, side=evidence.side), group.around


def mark_rows(one: Read) -> Iterator[tuple[Row, around.Around]]:
    evidence = one.evidence
    for tie in evidence.ties.all:
        answer = whose(one, tie.found.start, tie.found.end, tie.kind)
        if answer is not None:
            yield (
                Row(evidence.ties.signs(tie), answer, side=evidence.side),
                [(f"{tie.kind} {where}", words) for where, words in tie.around],
            )


def word_row(one: Read) -> Signs:
    value, voice = words.worth(len(one.evidence.post.words)), one.evidence.voice
    row = dict.fromkeys((name for name in words.features(one.evidence) if name.isascii() or len(name) < 6), value)
    return row | {f"{voice} {name}": value * words.VOICED for name in row if words.AND not in name}


class Teacher:
    """Learns from posts, leaving out the groups of authors it is told to, each combination once."""

    def __init__(self, posts: list[dict[str, Any]]) -> None:
        groups = grouped(posts)
        self.read = [Read(post, groups[author(post)], read(post)) for post in posts]
        self.group = np.array([one.group for one in self.read])
        self.groups = sorted(set(groups.values()))
        self.verdicts = np.array([one.post["verdict"] for one in self.read])
        self.banks: dict[str, Bank] = {}
        self.surroundings: dict[str, Surroundings] = {}
        self.bank("whose name", name_rows)
        self.bank("whose mark", mark_rows)
        worded = [word_row(one) for one in self.read]
        counts = Counter(name for row in worded for name in row)
        self.words = sorted(name for name, count in counts.items() if count >= max(2, name.count(words.AND) + 1))
        self.worded = matrix(worded, self.words)
        self.wording = lru_cache(maxsize=None)(self._wording)
        self.owners = lru_cache(maxsize=None)(self._owners)
        self.standing = lru_cache(maxsize=None)(self._standing)

    def bank(self, question: str, rows_of: Any) -> None:
        every = [(row, beside, place) for place, one in enumerate(self.read) for row, beside in rows_of(one)]
        self.banks[question] = Bank([row for row, _, _ in every], [place for _, _, place in every], 3)
        self.surroundings[question] = Surroundings([beside for _, beside, _ in every], self.banks[question])

    def kept(self, without: frozenset[int]) -> np.ndarray:
        return ~np.isin(self.group, list(without))

    def _wording(self, without: frozenset[int]) -> np.ndarray:
        """The weights of words, a row for each question."""
        at = np.flatnonzero(self.kept(without))
        return np.array([rarer(self.worded[at], np.isin(self.verdicts[at], yes), 32.0) for yes in ANSWERS.values()])

    def heard(self, without: frozenset[int]) -> np.ndarray:
        """How each post is worded, as it looks to those who never read its group."""
        found = np.zeros((len(self.read), len(ANSWERS)))
        for group in self.groups:
            at = np.flatnonzero(self.group == group)
            found[at] = self.worded[at] @ self.wording(without | {group}).T
        return found

    def _standing(self, question: str, without: frozenset[int]) -> np.ndarray:
        return self.surroundings[question].learn(self.kept(without))

    def stands(self, question: str, without: frozenset[int]) -> np.ndarray:
        """What stands around each example, as it looks to those who never read its group."""
        known = self.surroundings[question]
        found, groups = np.zeros(len(known.posts)), self.group[known.posts]
        for group in self.groups:
            at = np.flatnonzero(groups == group)
            found[at] = known.values[at] @ self.standing(question, without | {group})
        return found

    def _owners(self, without: frozenset[int]) -> Learned:
        kept, worded = self.kept(without), self.heard(without)
        found = Learned({}, {}, [], {})
        for question, bank in self.banks.items():
            found = found | bank.learn(question, kept, worded, self.stands(question, without), loose=0.1, share=0.3)
            table = self.surroundings[question].table(self.standing(question, without))
            found = found | Learned({}, {}, [], by_kind(question, table))
        return found

    def all(self, without: frozenset[int] = frozenset()) -> Learned:
        """What is learned for the five questions from all but those groups."""
        seen: list[tuple[int, Signs]] = []
        first = [one for group in self.groups if group not in without for one in self._looked(group, without | {group})]
        for group in self.groups:
            if group not in without:
                again = self._again(first, without | {group})
                seen.extend(self._seen(group, without | {group}, again))
        worded, kept = self.heard(without), self.kept(without)
        found = self.owners(without) | self._again(first, without)
        for question, yes in ANSWERS.items():
            rows = [
                Row(signs, self.verdicts[place] in yes, 1.5 if self.verdicts[place] == "block" else 1.0, self.read[place].evidence.side)
                for place, signs in seen
            ]  # fmt: skip
            found = found | Bank(rows, [place for place, _ in seen], 3).learn(
                question, kept, worded, loose=0.6, share=0.8
            )
        return found

    def _looked(self, group: int, without: frozenset[int]) -> Iterator[tuple[int, Row]]:
        """How each name, day and place of one group's posts stands among the others, to those who never read that group."""
        with using(self.owners(without)):
            for place, evidence in self._worded(group, without):
                evidence.look()
                every = company.all_of(evidence)
                for one, signs in zip(every, company.company(evidence, every), strict=True):
                    if (answer := whose(self.read[place], one.start, one.end, one.kind)) is not None:
                        yield place, Row(signs, answer, side=evidence.side)

    def _again(self, first: list[tuple[int, Row]], without: frozenset[int]) -> Learned:
        bank = Bank([row for _, row in first], [place for place, _ in first], 3)
        return bank.learn(company.QUESTION, self.kept(without), self.heard(without), loose=0.3, share=0.5)

    def _worded(self, group: int, without: frozenset[int]) -> Iterator[tuple[int, Evidence]]:
        """The posts of one group, each with how its wording looks to those who never read that group."""
        worded = self.worded @ self.wording(without).T
        for place in map(int, np.flatnonzero(self.group == group)):
            evidence = self.read[place].evidence
            evidence.signs.update(zip(WORDED, map(float, worded[place]), strict=True))
            yield place, evidence

    def _seen(self, group: int, without: frozenset[int], again: Learned) -> Iterator[tuple[int, Signs]]:
        """The signs of one group's posts as those see them who never read that group."""
        with using(self.owners(without) | again):
            for place, evidence in self._worded(group, without):
                evidence.judge()
                yield int(place), weighed(evidence, Situations(evidence).cases())

    def tables(self, without: frozenset[int]) -> dict[str, dict[str, dict[str, int]]]:
        found = self.wording(without)
        return {question: by_voice(self.words, found[place]) for place, question in enumerate(ANSWERS)}


def by_voice(names: list[str], weights: np.ndarray) -> dict[str, dict[str, int]]:
    """Weights as whole numbers, those for one voice apart."""
    tables: dict[str, dict[str, int]] = {}
    for name, weight in zip(names, weights, strict=True):
        voice, space, rest = name.partition(" ")
        own = bool(space) and voice in VOICES and not rest.startswith("& ")
        exact = round(weight * words.EXACT * (words.VOICED if own else 1.0))
        if abs(exact) >= LEAST:
            tables.setdefault(voice if own else words.EVERY, {})[rest if own else name] = exact
    return tables


@contextmanager
def using(learned: Learned, worded: Any = None) -> Iterator[None]:
    """Screen with these weights for a while."""
    live, forest, known, beside = weighing.weights(), weighing.trees(), words.wording(), around.weights()
    before, stood, had, was = dict(live), dict(forest), vars(known).copy(), dict(beside)
    live.update(learned.weights)
    beside.update(learned.around)
    forest.update(planted({"signs": learned.signs, "trees": learned.trees}))
    weighing.table.cache_clear()
    if worded is not None:
        vars(known).update(vars(words.Wording([joined(worded)])))
    try:
        yield
    finally:
        for now, then in ((live, before), (forest, stood), (beside, was)):
            now.clear()
            now.update(then)
        vars(known).update(had)
        weighing.table.cache_clear()


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
    for group in teacher.groups:
        without = frozenset({group})
        with using(teacher.all(without), teacher.tables(without)):
            for name in sorted({author(one.post) for one in teacher.read if one.group == group}):
                scores = score(one.post for one in teacher.read if author(one.post) == name)
                print(told(f"author {name}", scores["all"]), flush=True)
                for part, found in scores.items():
                    total.setdefault(part, Score()).add(found)
    for name, found in total.items():
        print(told(name, found))


def write(teacher: Teacher) -> None:
    learned, worded = teacher.all(), teacher.tables(frozenset())
    small = {
        question: {sign: round(weight, 3) for sign, weight in sorted(found.items()) if abs(weight) >= 0.005}
        for question, found in learned.weights.items()
    }
    weighing.WEIGHTS.write_bytes(packed(small))
    weighing.TREES.write_bytes(packed(compact(learned)))
    around.WEIGHTS.write_bytes(packed(learned.around))
    kept = joined(worded)
    words.RUNS.write_bytes(packed({name: kept.pop(name) for name in ("words", "runs")}))
    words.WEIGHTS.write_bytes(packed(kept))
    print(f"{len(teacher.read)} posts, {sum(map(len, small.values()))} weights of signs")


def packed(table: Any) -> bytes:
    """A table as the package holds it; the same table always as the same bytes."""
    return gzip.compress(json.dumps(table, separators=(",", ":"), sort_keys=True).encode(), mtime=0)


def compact(learned: Learned) -> dict[str, Any]:
    """The trees with those signs only that they ask for."""
    used: dict[str, int] = {}

    def again(node: Any) -> Any:
        if not isinstance(node, list):
            return node
        return [used.setdefault(learned.signs[node[0]], len(used)), node[1], again(node[2]), again(node[3])]

    trees = {question: [again(tree) for tree in found] for question, found in learned.trees.items()}
    return {"signs": list(used), "trees": trees}


def main(arguments: list[str]) -> None:
    teacher = Teacher([post for post in read_labelled(LABELLED) if for_development(post)])
    (by_author if "--by-author" in arguments else write)(teacher)


if __name__ == "__main__":
    main(sys.argv[1:])
