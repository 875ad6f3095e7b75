"""Everything a machine can check without running the tests: `make check`. All steps run; the end says which failed.

Two steps run at a time; what one prints comes when it has ended.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable
STEPS = {
    "format": [BIN / "ruff", "format", "--check", "."],
    "lint": [BIN / "ruff", "check", "."],
    "types": [BIN / "mypy"],
    "imports": [BIN / "lint-imports", "--no-logo"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "pins": [PYTHON, "tools/lock.py", "--check"],
    "reference": [PYTHON, "tools/reference.py", "--check"],
    "places": [PYTHON, "tools/places.py"],
    "translations": [PYTHON, "tools/messages.py", "--check"],
    "documents": [BIN / "mkdocs", "build", "--strict", "--quiet", "--site-dir", "{folder}/site"],
}


def passes(name: str, command: list[object], folder: str) -> bool:
    begun = time.monotonic()
    paths = {"PYTHONPATH": str(ROOT / "src"), "MYPYPATH": str(ROOT / "src"), "NO_MKDOCS_2_WARNING": "1"}
    demo = {"ROUNDS_DEMO": "1", "ROUNDS_HOME": f"{folder}/home", "DJANGO_SETTINGS_MODULE": "rounds.settings"}
    words = [str(word).replace("{folder}", folder) for word in command]
    done = subprocess.run(
        words,
        cwd=ROOT,
        env={**os.environ, **paths, **demo},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    told = f"{'FAIL' if done.returncode else 'ok  '} {name} ({time.monotonic() - begun:.1f} s)\n"
    print(done.stdout + told, end="", flush=True)
    return done.returncode == 0


def main(names: list[str]) -> int:
    chosen = {name: command for name, command in STEPS.items() if not names or name in names}
    with tempfile.TemporaryDirectory(prefix="rounds-check-") as folder, ThreadPoolExecutor(2) as pool:
        passed = pool.map(lambda step: passes(*step, folder), chosen.items())
        failed = [name for name, good in zip(chosen, passed, strict=True) if not good]
    print(f"Failed: {', '.join(failed)}." if failed else "Everything checked is in order.")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
