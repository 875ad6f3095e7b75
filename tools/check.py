"""Everything a machine can check without running the tests: `make check`. All steps run; the end says which failed."""

import os
import subprocess
import sys
import tempfile
import time
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
    code = subprocess.run(words, cwd=ROOT, env={**os.environ, **paths, **demo}, check=False).returncode
    print(f"{'ok  ' if code == 0 else 'FAIL'} {name} ({time.monotonic() - begun:.1f} s)", flush=True)
    return code == 0


def main(names: list[str]) -> int:
    chosen = {name: command for name, command in STEPS.items() if not names or name in names}
    with tempfile.TemporaryDirectory(prefix="rounds-check-") as folder:
        failed = [name for name, command in chosen.items() if not passes(name, command, folder)]
    print(f"Failed: {', '.join(failed)}." if failed else "Everything checked is in order.")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
