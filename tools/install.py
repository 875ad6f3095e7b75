"""Make .venv with the pinned packages: `python tools/install.py runtime|test|check`; quick when nothing changed."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LEVELS = ("runtime", "test", "check")  # each holds everything of the one before


def fingerprint(level):
    """What an installation depends on: the pins, the project's own description, the interpreter, the place."""
    parts = [level, sys.version, sys.base_prefix, str(ROOT)]
    parts += [(ROOT / name).read_text() for name in (f"requirements/{level}.txt", "pyproject.toml")]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def stamp(level):
    return VENV / ("installed-" + level)


def installed(level):
    """Whether this level, or one that holds it, is in place and current."""
    holding = LEVELS[LEVELS.index(level) :]
    return works() and any(stamp(name).exists() and stamp(name).read_text() == fingerprint(name) for name in holding)


def works():
    command = [str(PYTHON), "-c", "import sys, pip; print(sys.base_prefix)"]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return done.stdout.decode().strip() == sys.base_prefix


def pip(*words):
    subprocess.run([str(PYTHON), "-m", "pip", "--disable-pip-version-check", "-qq", *words], cwd=str(ROOT), check=True)


def install(level):
    if not works():
        print("Making .venv with Python {}.{}.{} …".format(*sys.version_info[:3]), flush=True)
        shutil.rmtree(str(VENV), ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    for name in LEVELS:
        if stamp(name).exists():
            stamp(name).unlink()
    print(f"Installing the pinned packages ({level}) …", flush=True)
    pip("install", "--no-compile", "--no-deps", "--require-hashes", "-r", f"requirements/{level}.txt")
    pip("install", "--no-deps", "--no-build-isolation", "-e", ".")
    stamp(level).write_text(fingerprint(level))


def main(level):
    lock = (ROOT / ".venv.lock").open("w")  # two commands at the same time wait for each other
    fcntl.flock(lock, fcntl.LOCK_EX)
    if installed(level):
        return 0
    os.environ.pop("PYTHONPATH", None)
    try:
        install(level)
    except subprocess.CalledProcessError as failure:
        print("The installation stopped at: {}".format(" ".join(failure.cmd)), file=sys.stderr)
        print(
            "Check that this machine reaches its Python package registry, then run the same command again.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in LEVELS:
        raise SystemExit(__doc__)
    raise SystemExit(main(sys.argv[1]))
