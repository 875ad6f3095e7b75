"""How good and how fast the privacy screen is: python bench/privacy.py [FILE] [--presidio PYTHON] [--scrubadub PYTHON]"""

# ruff: noqa: E501
import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from rounds.engines.privacy import screen
from rounds.engines.privacy.evaluate import VERDICTS, Score, for_development, leaks, read_labelled, score

ROOT = Path(__file__).resolve().parents[1]
LABELLED = ROOT / "tests" / "engines" / "privacy" / "labelled.jsonl"
# Each is run by its own Python and gives the spans of one labelled post. Presidio and scrubadub run without a language model.
OURS = """
from rounds.engines.privacy import screen
def spans(post):
    found = screen(post["text"], voice=post["voice"], channel=post.get("channel", "")).spans
    return [(one.start, one.end) for one in found]
"""
PEERS = {
    "presidio": """
import logging
logging.disable(logging.CRITICAL)
import spacy, tldextract
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine
tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
class Blank(SpacyNlpEngine):
    def __init__(self):
        super().__init__()
        self.nlp = {"en": spacy.blank("en")}
registry = RecognizerRegistry()
registry.load_predefined_recognizers(languages=["en"])
registry.recognizers = [one for one in registry.recognizers if hasattr(one, "patterns")]
analyzer = AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=["en"])
def spans(post):
    return [(hit.start, hit.end) for hit in analyzer.analyze(post["text"], language="en")]
""",
    "scrubadub": """
import scrubadub
scrubber = scrubadub.Scrubber()
def spans(post):
    return [(filth.beg, filth.end) for filth in scrubber.iter_filth(post["text"])]
""",
}
RUN = """
import json, sys, time
posts = json.load(sys.stdin)
found = [spans(post) for post in posts]
best = 1e9
for _ in range(3):
    start = time.process_time()
    for post in posts:
        spans(post)
    best = min(best, time.process_time() - start)
touch = lambda a, b: a[0] < b[1] and b[0] < a[1]
hit = total = wrong = alarms = clear = 0
for post, given in zip(posts, found):
    wanted = [(span["start"], span["end"]) for span in post["spans"]]
    total += len(wanted); hit += sum(any(touch(w, g) for g in given) for w in wanted)
    wrong += sum(not any(touch(w, g) for w in wanted) for g in given)
    clear += post["verdict"] == "clear"; alarms += post["verdict"] == "clear" and bool(given)
print(json.dumps({"speed": len(posts) / best, "recall": hit / max(1, total), "precision": hit / max(1, hit + wrong), "alarms": alarms / max(1, clear)}))
"""
GROWN = """
import resource, time
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
import rounds.engines.privacy as privacy
imported = time.perf_counter()
privacy.screen("Jane Doe came in on Tuesday for her hip, room 4, call 212-555-0199.")
screened = time.perf_counter()
print(imported - start, screened - imported, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
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
    plain = [post["text"] for post in posts if post["verdict"] == "clear"]
    near = [post["text"] for post in posts if 240 <= len(post["text"]) <= 320]
    chance = random.Random(7)
    print("\nspeed, one core, CPU time, best of 3")
    every = chance.choices(texts, k=2000)
    for name, sample, offers in (
        ("reasons", every, False), ("rewrites", every, True), ("clear ones", chance.choices(plain, k=2000), False),
        ("longer", chance.choices(near, k=2000), False),
    ):  # fmt: skip
        times = sorted(min(timed(partial(asked_of, text, offers)) for _ in range(3)) for text in sample)
        middle, late = times[len(times) // 2] * 1000, times[len(times) * 99 // 100] * 1000
        length = sum(map(len, sample)) / len(sample)
        print(
            f"  {name:10} of {length:.0f} characters: {len(sample) / sum(times):7,.0f} posts/s, p50 {middle:.2f} ms, p99 {late:.2f} ms"
        )
    for name, hostile in (
        ("names", "Jane Doe " * 5500), ("at signs", "a@" * 25_000), ("digits", "1" * 50_000), ("dots", ". " * 25_000),
        ("one word", "a" * 50_000), ("numbers", "12-34 " * 8_000), ("your visit", "your visit " * 4500), ("new lines", "\n" * 50_000),
        ("hyphens", "a-" * 25_000), ("hidden", "a\u200b" * 25_000), ("codes", "aA1 " * 12_500),
        ("days", "on 5/5 " * 7000), ("spelled out", "jane dot doe at " * 3125), ("on cards", "123-45-6789 " * 4166),
    ):  # fmt: skip
        whole, half = (
            min(timed(partial(screen, text)) for _ in range(2)) for text in (hostile, hostile[: len(hostile) // 2])
        )
        print(f"  hostile 50 KB, {name:10} {whole * 1000:8.1f} ms, half of it {half * 1000:8.1f} ms")


def asked_of(text: str, offers: bool) -> object:
    """A verdict with its reasons, and with other words for the message where they are asked for."""
    found = screen(text)
    return found.rewrites if offers else found


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def start() -> None:
    """What a fresh process pays. It is started by a shell, because a process begins with the peak memory of its parent."""
    runs = [
        subprocess.check_output(["sh", "-c", '"$0" -c "$1"; exit', sys.executable, GROWN], text=True).split()
        for _ in range(5)
    ]
    imported, first = (min(float(run[part]) for run in runs) * 1000 for part in (0, 1))
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    memory = sorted(float(run[2]) / unit for run in runs)[2]
    print(
        f"\nfresh process: import {imported:.0f} ms, first post {first:.0f} ms (best of 5), memory added by both {memory:.1f} MB"
    )


def side_by_side(pythons: dict[str, str], posts: list[dict[str, Any]]) -> None:
    print(
        f"\n{'':10} {'posts/s':>8} {'span recall':>12} {'precision':>10} {'clear alarmed':>14}   ({len(posts)} test posts)"
    )
    compare("rounds", OURS, sys.executable, posts)
    for name, python in pythons.items():
        compare(name, PEERS[name], python, posts)


def compare(name: str, spans: str, python: str, posts: list[dict[str, Any]]) -> None:
    done = subprocess.run(
        [python, "-c", spans + RUN], input=json.dumps(posts), text=True, capture_output=True, check=False
    )
    if done.returncode:
        print(f"{name:10} did not run: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}")
        return
    told = json.loads(done.stdout.strip().splitlines()[-1])
    print(f"{name:10} {told['speed']:8,.0f} {told['recall']:12.1%} {told['precision']:10.1%} {told['alarms']:14.1%}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("file", nargs="?", type=Path, default=LABELLED)
    for name in PEERS:
        asked.add_argument(f"--{name}", metavar="PYTHON", help=f"a Python that has {name}, to run it on the same posts")
    given = asked.parse_args()
    posts = read_labelled(given.file)
    quality([post for post in posts if for_development(post)], "development (rules and weights were made with these)")
    held = [post for post in posts if not for_development(post)]
    quality(held, "test (nobody who writes rules reads these)")
    speed(posts)
    start()
    side_by_side({name: getattr(given, name) for name in PEERS if getattr(given, name)}, held)


if __name__ == "__main__":
    main()
