"""What learns the weights and trees of the privacy screen from signs and right answers."""

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from lightgbm import LGBMClassifier
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from rounds.engines.privacy import wording
from rounds.engines.privacy.around import EXACT, SIGN, Around, Places

QUESTIONS = ("not clear", "block")
WORDED = tuple(f"wording {question}" for question in QUESTIONS)
SIDES = ("in ", "out ")
TREES, LEAVES, PACE = 90, 12, 0.1
LOOSELY = 0.6
RARER = 0.35
Signs = Mapping[str, float]
Weights = dict[str, float]


class Row(NamedTuple):
    """The signs of one example, the right answer, and how much it counts."""

    signs: Signs
    wanted: bool
    counts: float = 1.0
    side: str = ""


class Learned(NamedTuple):
    """The weights of some questions, and their trees as the file of trees holds them."""

    weights: dict[str, Weights]
    trees: dict[str, list[Any]]
    signs: list[str]
    around: dict[str, dict[str, dict[str, int]]]

    def __or__(self, other: "Learned") -> "Learned":
        moved = {
            question: [shifted(tree, len(self.signs)) for tree in trees] for question, trees in other.trees.items()
        }
        return Learned(
            self.weights | other.weights, self.trees | moved, self.signs + other.signs, self.around | other.around
        )


def shifted(node: Any, by: int) -> Any:
    return [node[0] + by, node[1], shifted(node[2], by), shifted(node[3], by)] if isinstance(node, list) else node


class Bank:
    """Examples as a matrix, made once; each time it is learned from with other columns for how the wording looked."""

    def __init__(self, rows: list[Row], posts: list[int], least: int) -> None:
        counts = Counter(sign for row in rows for sign, value in row.signs.items() if value)
        self.names = sorted(sign for sign, count in counts.items() if count >= least and sign not in {*WORDED, SIGN})
        self.values = matrix([row.signs for row in rows], self.names)
        self.wanted = np.array([row.wanted for row in rows])
        self.counts = np.array([row.counts for row in rows])
        self.sides = [row.side for row in rows]
        self.posts = np.array(posts)

    def learn(
        self,
        question: str,
        kept: np.ndarray,
        worded: np.ndarray,
        more: np.ndarray | None = None,
        *,
        loose: float,
        share: float,
    ) -> Learned:
        """`worded` has two columns for each post, `more` one for each example: what stands around it."""
        at = np.flatnonzero(kept[self.posts])
        columns = worded[self.posts] if more is None else np.column_stack([worded[self.posts], more])
        values = sparse.hstack([self.values, sparse.csr_matrix(columns)]).tocsr()[at]
        names = [*self.names, *WORDED, *([] if more is None else [SIGN])]
        weights = straight(
            values, names, [self.sides[place] for place in at], self.wanted[at], self.counts[at], loose=loose
        )
        trees = grown(values, self.wanted[at], self.counts[at], share)
        return Learned({question: weights}, {question: trees}, names, {})


def counting(where: str) -> float:
    """How much a word counts at a place: less where its order is not known."""
    return LOOSELY if where.endswith(("before", "after", "inside", "inside 2")) else 1.0


class Surroundings:
    """The words around each example of a bank, as a matrix made once."""

    def __init__(self, found: list[Around], bank: Bank) -> None:
        self.wanted, self.posts = bank.wanted, bank.posts
        rows = [{f"{where}\t{words}": counting(where) for where, words in one} for one in found]
        counts = Counter(name for row in rows for name in row)
        self.names = sorted(name for name, count in counts.items() if count >= 3)
        self.values = matrix(rows, self.names)

    def learn(self, kept: np.ndarray) -> np.ndarray:
        at = np.flatnonzero(kept[self.posts])
        return rarer(self.values[at], self.wanted[at], 1.6)

    def table(self, weights: np.ndarray) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for name, weight in zip(self.names, weights, strict=True):
            where, _, words = name.partition("\t")
            exact = round(weight * EXACT * counting(where))
            if abs(exact) >= 2:
                found.setdefault(where, {})[words] = exact
        return found


def matrix(rows: list[Signs], names: list[str]) -> sparse.csr_matrix:
    number = {name: place for place, name in enumerate(names)}
    places = [[number[sign] for sign in row if sign in number] for row in rows]
    values = [value for row in rows for sign, value in row.items() if sign in number]
    ends = np.cumsum([0, *map(len, places)], dtype=np.int32)
    flat = np.array([place for row in places for place in row], dtype=np.int32)
    return sparse.csr_matrix((np.array(values, dtype=float), flat, ends), shape=(len(rows), len(names)))


def fitted(
    values: sparse.csr_matrix, wanted: np.ndarray, counts: np.ndarray | None, loose: float
) -> LogisticRegression:
    values.indices, values.indptr = values.indices.astype(np.int32), values.indptr.astype(np.int32)
    return LogisticRegression(C=loose, solver="liblinear", max_iter=300, random_state=11).fit(
        values, wanted, sample_weight=counts
    )


def rarer(values: sparse.csr_matrix, wanted: np.ndarray, loose: float) -> np.ndarray:
    """The weight of each column, held back less the rarer it is, as leaving out words by chance would do.

    `values` holds a row for each example, `wanted` its right answer; `loose` is how little all are held back.
    Source: Wager, Wang and Liang 2013, Dropout Training as Adaptive Regularization.
    """
    often = np.asarray(values.multiply(values).sum(0)).ravel()
    scale = (often / np.median(often[often > 0]) + 1.0) ** -RARER
    return np.array(fitted((values @ sparse.diags(scale)).tocsr(), wanted, None, loose).coef_[0] * scale)


def straight(
    values: sparse.csr_matrix,
    names: list[str],
    sides: list[str],
    wanted: np.ndarray,
    counts: np.ndarray,
    *,
    loose: float,
) -> Weights:
    """Logistic regression over each sign twice: for all posts, and for those written inside or outside a centre."""
    both = [values, *(sparse.diags([float(side == one) for side in sides]) @ values for one in SIDES)]
    model = fitted(sparse.hstack(both).tocsr(), wanted, counts, loose)
    every = [lead + name for lead in ("", *SIDES) for name in names]
    return dict(zip(every, map(float, model.coef_[0]), strict=True)) | {"": float(model.intercept_[0])}


def grown(values: sparse.csr_matrix, wanted: np.ndarray, counts: np.ndarray, share: float) -> list[Any]:
    """Boosted trees."""
    model = LGBMClassifier(
        n_estimators=TREES, num_leaves=LEAVES, learning_rate=PACE, min_child_samples=9, colsample_bytree=share,
        subsample=0.8, subsample_freq=1, reg_lambda=2.0, random_state=11, n_jobs=1, verbose=-1, deterministic=True, force_row_wise=True,
        use_missing=False,
    )  # fmt: skip
    model.fit(values.astype(np.float32).toarray(), wanted, sample_weight=counts)
    return [node_of(tree["tree_structure"]) for tree in model.booster_.dump_model()["tree_info"]]


def node_of(node: Mapping[str, Any]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    small, large = node_of(node["left_child"]), node_of(node["right_child"])
    return [node["split_feature"], round(max(node["threshold"], 1e-6), 4), large, small]


def by_kind(question: str, places: Places) -> dict[str, Places]:
    """The tables of one question, those of each kind apart: "day -1" is the place "-1" of the kind "day"."""
    found: dict[str, Places] = {}
    for where, table in places.items():
        kind, _, place = where.partition(" ")
        if kind.isalpha() and place:
            found.setdefault(f"{question} {kind}", {})[place] = table
        else:
            found.setdefault(question, {})[where] = table
    return found


def joined(tables: Mapping[str, Mapping[str, Mapping[str, int]]]) -> dict[str, Any]:
    """The weights of words for each question and voice, as the package holds them: small numbers, which pack well."""
    first, second = (tables[question] for question in QUESTIONS)
    parted: dict[str, dict[str, Any]] = {"single": {}, "told": {}}
    for voice in sorted({*first, *second}):
        names = sorted(name for name in {*first.get(voice, {}), *second.get(voice, {})} if wording.AND not in name)
        for kind, found in parted.items():
            mine = [name for name in names if (kind == "told") == bool(wording.told_number(name))]
            found[voice] = [mine, *weighing(mine, first.get(voice, {}), second.get(voice, {}))]
    every = first[wording.EVERY], second[wording.EVERY]
    runs = {name: name.split(wording.AND) for name in set().union(*every) if wording.AND in name}
    words = sorted({word for run in runs.values() for word in run} - set(wording.numbered(())))
    numbers = wording.numbered(words)
    if max(numbers.values()) >= wording.WORDS:
        raise ValueError(f"{len(words)} words are more than a run has numbers for")
    keys = sorted((wording.run(numbers, run), name) for name, run in runs.items())
    steps = [after - before for before, after in pairwise([0, *(key for key, _ in keys)])]
    return {"words": words, "runs": [steps, *weighing([name for _, name in keys], *every)], **parted}


def weighing(names: list[str], *tables: Mapping[str, int]) -> list[list[int]]:
    """What each name weighs in each table."""
    return [[table.get(name, 0) for name in names] for table in tables]
