"""Run commands at the same time, each word by word as one argument; print what each said when it has ended.

    python tools/side_by_side.py "make test-postgres" "make test-browser"

Ends with 1 when any of them failed. Commands that wait much, such as those of a browser, leave room for one that reckons.
"""

import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed


def run(command: str) -> tuple[int, str, float]:
    """How it ended, all it said, and how many seconds it took."""
    begun = time.monotonic()
    done = subprocess.run(
        shlex.split(command), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done.returncode, done.stdout, time.monotonic() - begun


def main(commands: list[str]) -> int:
    failed = []
    with ThreadPoolExecutor(len(commands)) as pool:
        running = {pool.submit(run, command): command for command in commands}
        for one in as_completed(running):
            code, said, seconds = one.result()
            print(f"--- {running[one]} ({seconds:.0f} s)\n{said}", flush=True)
            failed += [running[one]] if code else []
    if failed:
        print(f"Failed: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
