"""Times our readability formulas beside those of textstat, on the same texts in the same run, and shows how far they differ.

    python bench/readability.py                      ours alone
    python bench/readability.py --textstat PYTHON    beside textstat, in the environment of that PYTHON

Each round reads texts it has not seen before. `cold` is the first text in a new process (lists and dictionaries are read),
`steady` is every later one. textstat reads its dictionary of sounds from nltk, if it is there, and hyphenates if not.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
NAMES = (
    "flesch_reading_ease",
    "flesch_kincaid",
    "smog",
    "gunning_fog",
    "coleman_liau",
    "ari",
    "dale_chall",
    "lix",
    "szigriszt_pazos",
)


def texts(number: int, words: int, seed: int = 1) -> list[str]:
    """New texts out of the sentences of the courses that come with Rounds."""
    pages = [
        path.read_text("utf-8") for path in sorted((ROOT / "content").rglob("*.md")) if "privacidad" not in str(path)
    ]
    sentences = [line for page in pages for line in page.split("\n") if line[-1:] == "." and line[:1].isupper()]
    rng = random.Random(seed)
    made = []
    for _ in range(number):
        text: list[str] = []
        while sum(len(line.split()) for line in text) < words:
            text.append(rng.choice(sentences))
        made.append(" ".join(text))
    return made


def ours(given: list[str]) -> dict[str, list]:
    from rounds.engines.readability.counting import count
    from rounds.engines.readability.formulas import FORMULAS
    from rounds.engines.readability.prose import survey

    times, values = [], []
    for text in given:
        began = perf_counter()
        counts = count(survey(text), "en")
        found = {name: formula(counts) for name, formula, _, _ in FORMULAS}
        times.append(perf_counter() - began)
        values.append(found)
    return {"times": times, "values": values}


def theirs(given: list[str]) -> dict[str, list]:
    import nltk
    import textstat

    try:
        nltk.data.find("corpora/cmudict")
    except LookupError:
        folder = Path(tempfile.mkdtemp()) / "corpora" / "cmudict"
        folder.mkdir(parents=True)
        (folder / "cmudict").write_text("NURSE 1 N ER1 S\n")
        nltk.data.path.insert(0, str(folder.parent.parent))
    formulas = dict(
        zip(
            NAMES,
            (
                textstat.flesch_reading_ease, textstat.flesch_kincaid_grade, textstat.smog_index, textstat.gunning_fog,
                textstat.coleman_liau_index, textstat.automated_readability_index, textstat.dale_chall_readability_score, textstat.lix,
                textstat.szigriszt_pazos,
            ),
            strict=True,
        )
    )  # fmt: skip
    times, values = [], []
    for text in given:
        began = perf_counter()
        found = {name: formula(text) for name, formula in formulas.items()}
        times.append(perf_counter() - began)
        values.append(found)
    return {"times": times, "values": values}


def run(python: str, side: str, given: list[str]) -> dict[str, list]:
    """One side in a process of its own, so that neither warms the other."""
    command = [python, __file__, "--side", side]
    answer = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)


def report(mine: dict[str, list], other: dict[str, list] | None) -> None:
    rows = [
        ("first text, cold", lambda times: times[0]),
        ("a later text, median", lambda times: statistics.median(times[1:])),
    ]
    rows.append(("all texts", sum))
    for name, of in rows:
        line = f"{name:24} ours {of(mine['times']) * 1000:9.2f} ms"
        if other:
            line += f"   textstat {of(other['times']) * 1000:9.2f} ms   {of(other['times']) / of(mine['times']):6.1f} times as fast"
        print(line)
    for name in NAMES if other else ():
        gaps = [one[name] - two[name] for one, two in zip(mine["values"], other["values"], strict=True)]
        print(f"{name:24} differs by {statistics.mean(gaps):+7.2f} on average, at most {max(map(abs, gaps)):6.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--textstat", metavar="PYTHON", help="a Python that has textstat")
    parser.add_argument("--texts", type=int, default=100)
    parser.add_argument("--words", type=int, default=300)
    parser.add_argument("--side", choices=["ours", "theirs"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        sys.path.insert(0, str(ROOT / "src"))
        print(json.dumps({"ours": ours, "theirs": theirs}[options.side](json.load(sys.stdin))))
        return
    given = texts(options.texts, options.words)
    report(run(sys.executable, "ours", given), run(options.textstat, "theirs", given) if options.textstat else None)


if __name__ == "__main__":
    main()
