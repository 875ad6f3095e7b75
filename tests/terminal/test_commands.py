"""`rounds screen` and `rounds grade` from the outside: what is typed, what comes out, how it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rounds.engines.privacy import as_json, screen
from tests.terminal.running import FLU, NAMED, ROOT, by_itself, rounds

LONG = "We will meet at the school. Bring water. Wash your hands before you eat. " * 12


@pytest.mark.slow
def test_text_from_input_is_one_post_and_stops_with_1() -> None:
    ran = by_itself("screen", given=NAMED.encode())

    assert ran.status == 1
    assert ran.out.splitlines()[0].startswith("stdin:1:")
    assert "This tells who a patient is." in ran.out
    assert ran.errors == "1 must be mended. A check can miss things.\n"


def test_nothing_found_ends_with_0_and_never_says_safe() -> None:
    ran = rounds("screen", "--voice", "organisation", given=FLU.encode())

    assert (ran.status, ran.out) == (0, "stdin:1: nothing found\n")
    assert ran.errors == "1 where nothing was found. A check can miss things.\n"


def test_json_is_what_the_engine_says_with_the_id() -> None:
    post = {"id": "a-1", "text": NAMED, "voice": "provider", "channel": "facebook"}

    ran = rounds("screen", "--jsonl", "--format", "json", given=json.dumps(post).encode())

    assert json.loads(ran.out) == {"id": "a-1", **as_json(screen(NAMED, channel="facebook"))}


def test_files_folders_and_lines_are_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.md").write_text("two")
    (tmp_path / "a.txt").write_text("one\n\nthree")
    (tmp_path / "c.jsonl").write_text('{"id": 7, "text": "four"}\n')
    (tmp_path / "skipped.csv").write_text("five")

    ran = rounds("screen", "--format", "json", "--lines", ".", "-", given=b"six", folder=tmp_path)

    ids = [json.loads(line)["id"] for line in ran.out.splitlines()]
    assert ids == ["a.txt:1", "a.txt:3", 7, "deep/b.md:1", "stdin:1"]


def test_bad_input_is_named_with_its_place_and_the_rest_is_done(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_bytes(
        b'{"text": "fine"}\nnot json\n{"id": 1}\n\xff\n{"text": "\\ud800"}\n{"text": "x", "voice": "me"}\n[1]\n'
    )
    (tmp_path / "empty").mkdir()
    (tmp_path / "nothing.txt").write_text(" \n")

    ran = rounds("screen", "--format", "json", "bad.jsonl", "empty", "nothing.txt", "gone.txt", folder=tmp_path)

    assert ran.status == 2
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == ["bad.jsonl:1"]
    assert ran.errors.splitlines() == [
        "bad.jsonl:2: not JSON: Expecting value",
        'bad.jsonl:3: a post needs "text" in quotes',
        "bad.jsonl:4: byte 1 is not UTF-8",
        "bad.jsonl:5: the text holds half a letter (a lone surrogate)",
        "bad.jsonl:6: A voice is one of provider, organisation, patient, public, not 'me'.",
        'bad.jsonl:7: a post is an object such as {"id": "1", "text": "..."}',
        "empty:1: no .txt, .md or .jsonl file in this folder",
        "nothing.txt:1: there is no text in it",
        "gone.txt:1: no such file or directory",
        "1 where nothing was found, 9 not read. A check can miss things.",
    ]


def test_too_long_a_line_is_refused_without_holding_it() -> None:
    ran = rounds("screen", "--lines", given=b"x" * 3_000_000 + b"\nshort\n")

    assert ran.status == 2
    assert ran.out == "stdin:2: nothing found\n"
    assert ran.errors.splitlines()[0] == "stdin:1: a post may have 1,000,000 bytes at most"


def test_empty_input_says_so() -> None:
    assert (rounds("screen").status, rounds("grade").errors.splitlines()[0]) == (2, "stdin:1: there is no text in it")


@pytest.mark.slow
def test_workers_keep_the_order() -> None:
    lines = "\n".join(f"Post number {n}. {NAMED if n % 400 == 0 else FLU}" for n in range(1500)).encode()

    alone = rounds("screen", "--lines", "--format", "json", given=lines)
    shared = by_itself("screen", "--lines", "--format", "json", "--workers", "2", given=lines)

    assert alone.status == shared.status == 1
    assert alone.out == shared.out


def test_policy_lets_own_people_be_named(tmp_path: Path) -> None:
    (tmp_path / "place.toml").write_text('name = "Northlake"\nforbidden_words = ["bargain"]\n')

    ran = rounds(
        "screen", "--policy", "place.toml", "--voice", "organisation", given=b"Our fair was a bargain.", folder=tmp_path
    )

    assert (ran.status, "house-rule" in ran.out) == (0, True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("own_peopel = []", "place.toml:1: there is no `own_peopel`; did you mean `own_people`?"),
        ("own_people = 3", "place.toml:1: `own_people` is a list of words in quotes"),
        ("own_people =", "place.toml:1: this is not TOML: Invalid value (at end of document)"),
    ],
)
def test_faulty_policy_is_explained(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "place.toml").write_text(text)

    ran = rounds("screen", "--policy", "place.toml", given=b"Hello", folder=tmp_path)

    assert (ran.status, ran.errors) == (2, reason + "\n")


def test_authorization_clears_what_it_covers(tmp_path: Path) -> None:
    (tmp_path / "form.toml").write_text(
        'id = "N-1"\nsigner = "E. W."\nscope = ["name", "story", "details"]\nchannels = ["facebook"]\n'
        'expires = 2099-01-01\nnames = ["Ellen Whitcombe"]\n'
    )
    words = ("screen", "--authorization", "form.toml", "--format", "json", "--channel")

    covered = rounds(*words, "facebook", given=NAMED.encode(), folder=tmp_path)
    elsewhere = rounds(*words, "x", given=NAMED.encode(), folder=tmp_path)

    assert json.loads(covered.out)["verdict"] != "block"
    assert (covered.status, elsewhere.status) == (0, 1)


def test_redaction_marks_the_words_and_is_not_an_alarm() -> None:
    ran = rounds("screen", "--redact", given=NAMED.encode())

    assert ran.status == 0
    assert "Whitcombe" not in ran.out
    assert "[name 1]" in ran.out


def test_redaction_needs_a_long_key_and_no_sarif(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("short")

    refused = rounds("screen", "--redact", "--key-file", "key", given=b"x", folder=tmp_path)

    assert (refused.status, refused.errors) == (2, "key:1: a key has 16 letters or more\n")
    assert rounds("screen", "--redact", "--format", "sarif").status == 2


def test_sarif_names_rules_places_and_levels() -> None:
    ran = rounds("screen", "--format", "sarif", "--lines", "-", "gone.txt", given=f"Fine.\n{NAMED}\n".encode())
    held = json.loads(ran.out)
    [run] = held["runs"]
    rules = run["tool"]["driver"]["rules"]

    assert held["version"] == "2.1.0"
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert {one["level"] for one in run["results"]} <= {"error", "warning", "note"}
    place = run["results"][0]["locations"][0]["physicalLocation"]
    found = screen(NAMED).findings[0]
    assert place["region"] == {
        "startLine": 2,
        "startColumn": (found.start or 0) + 1,
        "endLine": 2,
        "endColumn": (found.end or 0) + 1,
    }
    assert "Whitcombe" not in ran.out
    assert run["invocations"][0]["executionSuccessful"] is False
    assert ran.status == 2


@pytest.mark.parametrize(("above", "status"), [("2", 1), ("12", 0)])
def test_grade_stops_above_the_grade_asked_for(above: str, status: int) -> None:
    text = "The organisation communicated comprehensive administrative modifications yesterday. " * 20
    easy = LONG if status == 0 else text

    assert rounds("grade", "--above", above, given=easy.encode()).status == status


def test_grade_writes_json_and_sarif() -> None:
    line = json.loads(rounds("grade", "--format", "json", given=LONG.encode()).out)
    sarif = json.loads(rounds("grade", "--format", "sarif", given=b"Hello.").out)

    assert (line["id"], line["language"], line["level"]) == ("stdin", "en", 1)
    assert sarif["runs"][0]["results"][0]["ruleId"] == "no-grade"


def test_words_cannot_steer_the_terminal() -> None:
    ran = rounds("screen", given=f"\x1b[2J{NAMED}".encode())

    assert "\x1b" not in ran.out


def hear_interrupts() -> None:
    """A shell leaves SIGINT ignored in what it runs in the background, and so in all that this starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.slow
def test_closed_pipe_and_stop_are_quiet(tmp_path: Path) -> None:
    many = tmp_path / "many.txt"
    many.write_text(f"{FLU}\n" * 60_000)
    command = [sys.executable, "-m", "rounds.command", "screen", "--lines", "--workers", "2", str(many)]
    kept = {**os.environ, "PYTHONPATH": str(ROOT / "src")}

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=kept) as piped:
        assert piped.stdout
        assert piped.stderr
        piped.stdout.readline()
        piped.stdout.close()
        assert (piped.stderr.read(), piped.wait()) == (b"", 141)
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=kept,
        preexec_fn=hear_interrupts,  # noqa: PLW1509 - no threads here
    ) as stopped:
        time.sleep(1.5)
        stopped.send_signal(signal.SIGINT)
        assert stopped.stderr
        assert (stopped.stderr.read(), stopped.wait()) in {(b"Stopped.\n", 130), (b"", 130)}


@pytest.mark.slow
def test_nothing_of_django_is_loaded_and_the_start_is_short() -> None:
    script = (
        "import sys; sys.argv = ['rounds', 'screen']\n"
        "from rounds.command import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.split('.')[0] in {'django', 'wagtail', 'dotenv', 'dj_database_url'}])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        input=FLU.encode(),
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=True,
    )

    assert ran.stdout.decode().splitlines()[-1] == "[]"


@pytest.mark.parametrize("words", [("screen", "--workers", "0"), ("screen", "--voice", "me"), ("grade", "--redact")])
def test_wrong_option_is_refused(words: tuple[str, ...]) -> None:
    assert rounds(*words).status == 2
