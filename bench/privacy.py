"""How good and how fast the privacy screen is: python bench/privacy.py [FILE] [--presidio PYTHON] [--scrubadub PYTHON]"""

# ruff: noqa: E501
import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rounds.engines.privacy import screen
from rounds.engines.privacy.evaluate import VERDICTS, Score, for_development, leaks, read_labelled, score

ROOT = Path(__file__).resolve().parents[1]
LABELLED = ROOT / "tests" / "engines" / "privacy" / "labelled.jsonl"
PEERS = {
    "presidio": """
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpEngine
registry = RecognizerRegistry(); registry.load_predefined_recognizers()
registry.recognizers = [one for one in registry.recognizers if hasattr(one, "patterns")]
def spans(text):
    return [(hit.start, hit.end) for one in registry.recognizers for hit in one.analyze(text, one.supported_entities, None)]
""",
    "scrubadub": """
import scrubadub
scrubber = scrubadub.Scrubber()
def spans(text):
    return [(filth.beg, filth.end) for filth in scrubber.iter_filth(text)]
""",
}
RUN = """
import json, sys, time
posts = json.load(sys.stdin)
start = time.perf_counter()
found = [spans(post["text"]) for post in posts]
seconds = time.perf_counter() - start
touch = lambda a, b: a[0] < b[1] and b[0] < a[1]
hit = total = wrong = alarms = clear = 0
for post, given in zip(posts, found):
    wanted = [(span["start"], span["end"]) for span in post["spans"]]
    total += len(wanted); hit += sum(any(touch(w, g) for g in given) for w in wanted)
    wrong += sum(not any(touch(w, g) for w in wanted) for g in given)
    clear += post["verdict"] == "clear"; alarms += post["verdict"] == "clear" and bool(given)
print(json.dumps({"posts/s": round(len(posts) / seconds), "span recall": round(hit / max(1, total), 3),
    "span precision": round(hit / max(1, hit + wrong), 3), "alarms on clear posts": round(alarms / max(1, clear), 3)}))
"""


def percent(share: float | None) -> str:
    return "   -  " if share is None else f"{share:6.1%}"


def tell(name: str, one: Score) -> None:
    print(
        f"{name:22} block not clear {percent(one.share('block', 'review', 'block'))}  exact {percent(one.share('block', 'block'))}"
        f"  review not clear {percent(one.share('review', 'review', 'block'))}  clear alarmed {percent(one.share('clear', 'review', 'block'))}"
        f"  spans recall {percent(one.recall)} precision {percent(one.precision)}"
    )


def quality(posts: list[dict[str, Any]], name: str) -> None:
    scores = score(posts)
    print(f"\n{name}: {len(posts)} posts")
    for truth in VERDICTS:
        print(f"  {truth:7}", {said: scores["all"].matrix[truth, said] for said in VERDICTS})
    for group in sorted(scores):
        tell("  " + group, scores[group])
    count, leaking, clear = leaks(posts)
    print(f"  redacted {count}: still hold a labelled identifier {leaking}, screen clear afterwards {clear}")


def speed(posts: list[dict[str, Any]]) -> None:
    texts = [(post["text"] + " ")[:280] for post in posts]
    chance = random.Random(7)
    sample = [chance.choice(texts) for _ in range(2000)]
    times = sorted(timed(lambda text=text: screen(text)) for text in sample)
    total = sum(times)
    middle, late = times[len(times) // 2], times[len(times) * 99 // 100]
    print(f"\nspeed: {len(sample) / total:,.0f} posts/s, p50 {middle * 1000:.2f} ms, p99 {late * 1000:.2f} ms")
    for name, hostile in (
        ("names", "Jane Doe " * 5500), ("at signs", "a@" * 25_000), ("digits", "1" * 50_000), ("dots", ". " * 25_000),
        ("one word", "a" * 50_000), ("numbers", "12-34 " * 8_000), ("your visit", "your visit " * 4500), ("new lines", "\n" * 50_000),
    ):  # fmt: skip
        print(f"  hostile 50 KB, {name:10} {timed(lambda text=hostile: screen(text)) * 1000:8.1f} ms")


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def start() -> None:
    script = "import time; s = time.perf_counter(); import rounds.engines.privacy; print(time.perf_counter() - s)"
    times = [float(subprocess.check_output([sys.executable, "-c", script], text=True)) for _ in range(5)]
    grown = "import resource as r; a = r.getrusage(0).ru_maxrss; import rounds.engines.privacy as p; p.screen('Jane Doe'); print((r.getrusage(0).ru_maxrss - a) / 1024)"
    memory = float(subprocess.check_output([sys.executable, "-c", grown], text=True))
    print(
        f"\ncold import {min(times) * 1000:.0f} ms (best of 5), memory added {memory:.1f} MB, this process {resource.getrusage(0).ru_maxrss / 1024:.0f} MB"
    )


def peer(name: str, python: str, posts: list[dict[str, Any]]) -> None:
    done = subprocess.run(
        [python, "-c", PEERS[name] + RUN], input=json.dumps(posts), text=True, capture_output=True, check=False
    )
    print(f"{name}: {done.stdout.strip() or done.stderr.strip().splitlines()[-1:]}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("file", nargs="?", type=Path, default=LABELLED)
    for name in PEERS:
        asked.add_argument(f"--{name}", metavar="PYTHON")
    given = asked.parse_args()
    posts = read_labelled(given.file)
    quality([post for post in posts if for_development(post)], "development (rules and weights were made with these)")
    held = [post for post in posts if not for_development(post)]
    quality(held, "test (nobody who writes rules reads these)")
    speed(posts)
    start()
    for name in PEERS:
        if python := getattr(given, name):
            peer(name, python, held)


if __name__ == "__main__":
    main()
