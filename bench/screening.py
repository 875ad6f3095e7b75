"""Time of the marks panel on the server, start of the commands, and `rounds screen` over many lines with its memory.

python bench/screening.py [--lines 1000000] [--workers N]
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
POSTS = (
    "Flu shots are free for everyone on Saturday from 9 to 1. Walk in, no appointment needed.",
    "Mrs. Ellen Whitcombe in bed 4 had her hip replaced on Tuesday. So proud of the team.",
    "Thank you for your kind words. We cannot talk about care here. Call us at 555-0100.",
    "Dr Amara Osei explains in two minutes why sleep matters for your heart. Watch the video.",
)
LONG = " ".join(POSTS) * 2


def panel(times: int) -> None:
    """The whole answer to one pause of typing, without the network."""
    os.environ |= {"ROUNDS_DEMO": "1", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    client = Client(headers={"host": "localhost"})
    for text in (POSTS[1], LONG):
        panel_for(client, text, times)


def panel_for(client: Any, text: str, times: int) -> None:
    took = []
    for number in range(times):
        typed = {"text": f"{text} {number}", "voice": "provider"}
        began = time.perf_counter()
        answer = client.post("/check", typed, headers={"HX-Request": "true"})
        took.append(1000 * (time.perf_counter() - began))
        assert answer.status_code == 200
    took = sorted(took[5:])
    print(f"marks panel, {len(text)} characters: median {statistics.median(took):.1f} ms, ", end="")
    print(f"95 in 100 under {took[int(0.95 * len(took))]:.1f} ms ({len(took)} times)")


def starts(times: int = 7) -> None:
    for command in ("screen", "grade"):
        took = []
        for _time in range(times):
            began = time.perf_counter()
            subprocess.run([*ROUNDS, command], input=POSTS[0].encode(), env=ENV, capture_output=True, check=True)
            took.append(time.perf_counter() - began)
        print(f"rounds {command}, start and one post: median {statistics.median(took):.2f} s")


def lines(number: int, workers: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for part in (number // 10, number):
            path = Path(folder) / f"{part}.txt"
            with path.open("w") as file:
                for line in range(part):
                    file.write(f"{POSTS[line % len(POSTS)]} {line}\n")
            run([*ROUNDS, "screen", "--lines", "--format", "json", "--workers", workers, str(path)], part)


def run(command: list[str], number: int) -> None:
    began, most = time.perf_counter(), 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENV) as running:
        while running.poll() is None:
            most = max(most, memory(running.pid))
            time.sleep(0.2)
    took = time.perf_counter() - began
    print(f"{number:,} lines: {took:.1f} s, {number / took:,.0f} posts a second, {most:.0f} MB in the first process")


def memory(pid: int) -> float:
    try:
        held = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in held.splitlines() if line.startswith("VmRSS")), 0)


ROUNDS = [sys.executable, "-m", "rounds.command"]
ENV = {**os.environ, "PYTHONPATH": str(ROOT / "src")}

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--workers", default="all")
    parser.add_argument("--times", type=int, default=200)
    asked = parser.parse_args()
    panel(asked.times)
    starts()
    lines(asked.lines, asked.workers)
