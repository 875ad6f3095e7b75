"""Times our readability formulas beside those of textstat, on the same texts in the same run, and shows how far they differ.

    python bench/readability.py                      ours alone
    python bench/readability.py --textstat PYTHON    beside textstat, in the environment of that PYTHON

Both sides read the same texts, ten in turn, so that a busy machine slows both; each text is new to both, and each side
keeps what it remembers of earlier ones. The first text of a process reads lists and dictionaries; later ones still bring new
words, fewer and fewer: `--texts 1000` shows what is left then, as in a server that runs for weeks. textstat reads its dictionary
of sounds from nltk, if it is there (NLTK_DATA tells where), and hyphenates if not.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
IN_TURN = 10  # texts
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


def ours() -> Callable[[str], dict[str, float | None]]:
    from rounds.engines.readability.counting import count
    from rounds.engines.readability.formulas import FORMULAS
    from rounds.engines.readability.prose import survey

    def read(text: str) -> dict[str, float | None]:
        counts = count(survey(text), "en")
        return {name: formula(counts) for name, formula, _, _ in FORMULAS}

    return read


def theirs() -> Callable[[str], dict[str, float | None]]:
    import nltk
    import textstat

    try:
        nltk.data.find("corpora/cmudict")
    except LookupError:
        nltk.data.path.insert(0, str(one_word_dictionary()))
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
    return lambda text: {name: formula(text) for name, formula in formulas.items()}


def one_word_dictionary() -> Path:
    folder = Path(tempfile.mkdtemp())
    (folder / "corpora" / "cmudict").mkdir(parents=True)
    (folder / "corpora" / "cmudict" / "cmudict").write_text("NURSE 1 N ER1 S\n")
    return folder


def answer(side: str) -> None:
    """Reads lists of texts, one list a line, and answers each text with the seconds it took and the values."""
    read = {"ours": ours, "theirs": theirs}[side]()
    for line in sys.stdin:
        print(json.dumps([timed(read, text) for text in json.loads(line)]), flush=True)


def timed(read: Callable[[str], dict[str, float | None]], text: str) -> tuple[float, dict[str, float | None]]:
    began = perf_counter()
    values = read(text)
    return perf_counter() - began, values


def ask(given: list[str], commands: list[list[str]]) -> list[dict[str, list]]:
    """Each side in a process of its own, so that neither warms the other."""
    sides = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for command in commands
    ]
    found: list[dict[str, list]] = [{"times": [], "values": []} for _ in sides]
    for start in range(0, len(given), IN_TURN):
        for side, kept in zip(sides, found, strict=True):
            print(json.dumps(given[start : start + IN_TURN]), file=side.stdin, flush=True)
            for took, values in json.loads(side.stdout.readline()):
                kept["times"].append(took)
                kept["values"].append(values)
    for side in sides:
        side.communicate()
    return found


def report(mine: dict[str, list], other: dict[str, list] | None) -> None:
    rows = [
        ("first text, cold", lambda times: times[0]),
        ("a later text, median", lambda times: statistics.median(times[1:])),
        ("the last tenth, median", lambda times: statistics.median(times[-max(1, len(times) // 10) :])),
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
        answer(options.side)
        return
    given = texts(options.texts, options.words)
    pythons = {"ours": sys.executable} | ({"theirs": options.textstat} if options.textstat else {})
    found = ask(given, [[python, __file__, "--side", side] for side, python in pythons.items()])
    report(found[0], found[1] if options.textstat else None)


if __name__ == "__main__":
    main()
