"""`rounds.env`: settings as KEY=value lines, read before Django starts."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

LINE = re.compile(r"\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*\Z")

NO_KEY = "not-a-key-it-lets-setup-and-help-start-before-there-is-one"


class EnvFileRefused(Exception):
    """The message names the file, the line and what is wrong with it."""


def env_file(environ: Mapping[str, str]) -> Path:
    """Where the settings of this centre stand: in its home, else in the current folder; the home when in neither."""
    home = Path(environ.get("ROUNDS_HOME") or "var") / "rounds.env"
    here = Path("rounds.env")
    return here if not home.exists() and here.exists() else home


def read_env(text: str, *, name: str = "rounds.env") -> dict[str, str]:
    """The settings in `text`.

    >>> read_env("# mail\\nROUNDS_LANGUAGE=es\\nROUNDS_MAIL_FROM='Harbour Centre <hello@harbour-centre.example>'")
    {'ROUNDS_LANGUAGE': 'es', 'ROUNDS_MAIL_FROM': 'Harbour Centre <hello@harbour-centre.example>'}
    """
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = LINE.match(line)
        if not match:
            raise EnvFileRefused(f"{name}:{number}: write settings as KEY=value, one on each line.")
        found[match[1]] = unquoted(match[2])
    return found


def unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return value


def written_env(values: Mapping[str, str]) -> str:
    """The text of a settings file that `read_env` reads back unchanged.

    >>> written_env({"ROUNDS_LANGUAGE": "en"})
    'ROUNDS_LANGUAGE=en\\n'
    """
    for name, value in values.items():
        if "\n" in value or "\r" in value:
            raise EnvFileRefused(f"{name}: a setting stands on one line.")
    return "".join(f"{name}={quoted(value)}\n" for name, value in values.items())


def quoted(value: str) -> str:
    plain = value == value.strip() and unquoted(value) == value
    return value if plain else f'"{value}"'


def load_env(environ: dict[str, str] | os._Environ[str]) -> Path | None:
    """Fill what `environ` leaves open; the demonstration reads no file, so that it never meets real data."""
    if environ.get("ROUNDS_DEMO", "").lower() in {"1", "true", "yes", "on"}:
        return None
    path = env_file(environ)
    if not path.exists():
        return None
    for name, value in read_env(path.read_text(encoding="utf-8"), name=str(path)).items():
        environ.setdefault(name, value)
    return path
