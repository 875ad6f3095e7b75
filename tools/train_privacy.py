"""Learn the weights of the privacy screen from its labelled posts: python tools/train_privacy.py [--names-by-author] [FILE ...]

Only the development part (7 of 10 by a hash of the id) is used; the same posts always give the same weights.
With --names-by-author nothing is written: names are judged in the posts of each author by what the others' posts teach.
"""

import hashlib
import json
import math
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rounds.engines.privacy.evidence import Evidence
from rounds.engines.privacy.policy import compiled
from rounds.engines.privacy.weighing import WEIGHTS, table, weights

ROOT = Path(__file__).resolve().parents[1]
LABELLED = ROOT / "tests" / "engines" / "privacy" / "labelled.jsonl"
LEASTS = (0.005, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
Rows = list[tuple[dict[str, float], float]]


def development(post: dict[str, Any]) -> bool:
    return int(hashlib.sha256(post["id"].encode()).hexdigest(), 16) % 10 < 7


def posts(paths: Iterable[Path]) -> list[dict[str, Any]]:
    return [json.loads(line) for path in paths for line in path.read_text().splitlines() if line.strip()]


def learn(rows: Rows, *, keep: float, rounds: int = 250, least: int = 3) -> dict[str, float]:
    """Logistic regression by Adagrad over all rows, held small by `keep`."""
    counts: dict[str, int] = {}
    for signs, _ in rows:
        for sign in signs:
            counts[sign] = counts.get(sign, 0) + 1
    found = {sign: 0.0 for sign, count in counts.items() if count >= least} | {"": 0.0}
    squares = dict.fromkeys(found, 1e-6)
    for _ in range(rounds):
        slope = {sign: keep * weight for sign, weight in found.items()}
        slope[""] = 0.0
        for signs, wanted in rows:
            total = found[""] + sum(found.get(sign, 0.0) * value for sign, value in signs.items())
            miss = 1 / (1 + math.exp(-max(-30, min(30, total)))) - wanted
            slope[""] += miss
            for sign, value in signs.items():
                if sign in slope:
                    slope[sign] += miss * value
        for sign, step in slope.items():
            squares[sign] += step * step
            found[sign] -= 0.5 * step / math.sqrt(squares[sign])
    return found


def name_rows(post: dict[str, Any], evidence: Evidence) -> Rows:
    spans = [(span["start"], span["end"], span["type"]) for span in post["spans"]]
    rows: Rows = []
    for group in evidence.people.weighed:
        if group.staff > 50:
            continue
        start, end = evidence.post.place(group.start, group.end)
        touching = {kind for first, last, kind in spans if start < last and first < end}
        if not touching or "NAME" in touching:
            rows.append((evidence.people.signs(group, evidence.signs), float(bool(touching))))
    return rows


def sided(signs: dict[str, float], side: str) -> dict[str, float]:
    """Each sign twice: for all posts, and for those written inside or outside a centre."""
    return signs | {side + sign: value for sign, value in signs.items()}


def read(post: dict[str, Any]) -> Evidence:
    return Evidence(post["text"], voice=post["voice"], channel=post.get("channel", ""), policy=compiled(None))


def train(labelled: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Names first; what the verdict learns from must come from names judged by others, so in five folds."""
    tables: dict[str, dict[str, float]] = {}
    weights.cache_clear()
    table.cache_clear()
    read_posts = [(post, read(post)) for post in labelled]
    rows = [name_rows(post, evidence) for post, evidence in read_posts]
    live = weights()
    verdicts: list[tuple[str, dict[str, float]]] = []
    for fold in range(5):
        table.cache_clear()
        live["whose name"] = learn(
            [row for number, some in enumerate(rows) if number % 5 != fold for row in some], keep=5.0
        )
        for number, (post, evidence) in enumerate(read_posts):
            if number % 5 == fold:
                evidence.people.judge(evidence.signs)
                verdicts.append((post["verdict"], sided(evidence.verdict_signs(), evidence.side)))
    tables["whose name"] = learn([row for some in rows for row in some], keep=5.0)
    tables["not clear"] = learn([(signs, float(verdict != "clear")) for verdict, signs in verdicts], keep=2.0)
    tables["block"] = learn([(signs, float(verdict == "block")) for verdict, signs in verdicts], keep=2.0)
    return tables


def names_by_author(labelled: list[dict[str, Any]]) -> None:
    """Print how well names are told apart in the posts of each author, learned from the other authors only."""
    rows = [(post["id"][0], row) for post in labelled for row in name_rows(post, read(post))]
    judged: list[tuple[float, float]] = []
    for author in sorted({author for author, _ in rows}):
        found = learn([row for other, row in rows if other != author], keep=5.0)
        mine = [(chance(found, signs), wanted) for other, (signs, wanted) in rows if other == author]
        print(author, len(mine), *(recalled(mine, least) for least in LEASTS))
        judged.extend(mine)
    print("all", len(judged), *(f"{least}: {recalled(judged, least)}" for least in LEASTS))


def chance(found: dict[str, float], signs: dict[str, float]) -> float:
    total = found[""] + sum(found.get(sign, 0.0) * value for sign, value in signs.items())
    return 1 / (1 + math.exp(-max(-30, min(30, total))))


def recalled(judged: list[tuple[float, float]], least: float) -> str:
    """Recall and precision of the names that are at least so likely."""
    said = [wanted for sure, wanted in judged if sure >= least]
    wanted = sum(wanted for _, wanted in judged)
    return f"{sum(said) / wanted:.2f}/{sum(said) / max(1, len(said)):.2f}"


def main(paths: list[str]) -> None:
    by_author = "--names-by-author" in paths
    files = [Path(path) for path in paths if not path.startswith("--")] or [LABELLED]
    labelled = [post for post in posts(files) if development(post)]
    if by_author:
        names_by_author(labelled)
        return
    tables = train(labelled)
    small = {
        question: {sign: round(weight, 3) for sign, weight in sorted(table.items()) if abs(weight) >= 0.005}
        for question, table in tables.items()
    }
    WEIGHTS.write_text(json.dumps(small, indent=0, sort_keys=True) + "\n")
    print(f"{len(labelled)} posts, {sum(map(len, small.values()))} weights")


if __name__ == "__main__":
    main(sys.argv[1:])
