"""`rounds`: the one command people type."""

import difflib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from rounds.core.envfile import NO_KEY, EnvFileRefused, load_env
from rounds.core.exchange import settle
from rounds.core.lock import HomeBusy, share_home
from rounds.core.postgresql import PostgresqlRefused
from rounds.core.rubbish import look_later, look_seldom
from rounds.terminal import COMMANDS
from rounds.terminal import run as run_in_terminal
from rounds.terminal.running import release

ALONE = {"restore"}  # takes the lock it needs by itself
HELD: list[IO[str]] = []  # locks last as long as the process


def main() -> None:
    look_seldom()
    words = typed(sys.argv[1:])
    if words[0] in COMMANDS:
        raise SystemExit(in_terminal(words))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rounds.settings")
    try:
        load_env(os.environ)
        if asks_for_help(words):
            show_commands()
        else:
            settle(home(), database, complain)
            run(words)
    except (EnvFileRefused, HomeBusy, PostgresqlRefused) as refusal:
        raise SystemExit(str(refusal)) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except PermissionError as refusal:
        raise SystemExit(
            f"{refusal.filename} cannot be written by this account. Set ROUNDS_HOME to a folder that can."
        ) from None


def in_terminal(words: list[str]) -> int:
    try:
        return run_in_terminal(words)
    except KeyboardInterrupt:
        return 130


def typed(words: list[str]) -> list[str]:
    """People write commands with hyphens; modules have underscores."""
    return [words[0].replace("-", "_") if words[0][:1] != "-" else words[0], *words[1:]] if words else ["help"]


def asks_for_help(words: list[str]) -> bool:
    return words[0] in {"-h", "--help"} or words == ["help"]


def home() -> Path:
    return Path(os.environ.get("ROUNDS_HOME") or "var").resolve()


def database() -> Mapping[str, object]:
    import dj_database_url

    return dict(dj_database_url.parse(os.environ["ROUNDS_DATABASE_URL"]))


def complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201


def run(words: list[str]) -> None:
    from django.core.exceptions import ImproperlyConfigured

    if words[0] not in ALONE:
        HELD.append(share_home(home()))
    if words[0] in {"setup", "help"}:
        os.environ.setdefault("ROUNDS_SECRET_KEY", NO_KEY)
    try:
        execute(words)
    except ImproperlyConfigured as refusal:
        raise SystemExit(str(refusal)) from None


def execute(words: list[str]) -> None:
    import django
    from django.core.management import execute_from_command_line, get_commands

    with look_later():
        django.setup()
    known = {*get_commands(), *COMMANDS, "help", "version", "--version"}
    if words[0] not in known:
        raise SystemExit(unknown(words[0], known))
    if words[0] in {"version", "--version"}:
        print(f"Rounds {release()}")  # noqa: T201
        return
    execute_from_command_line(["rounds", *words])


def unknown(word: str, known: set[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    hint = f" Did you mean `rounds {near[0].replace('_', '-')}`?" if near else ""
    return f"There is no command `{word.replace('_', '-')}`.{hint} `rounds help` lists all commands."


def show_commands() -> None:
    os.environ.setdefault("ROUNDS_SECRET_KEY", NO_KEY)
    import django
    from django.core.management import get_commands, load_command_class

    with look_later():
        django.setup()
    commands = get_commands()
    print("Usage: rounds COMMAND [options]      rounds COMMAND --help explains one command\n")  # noqa: T201
    own = {name: app for name, app in commands.items() if str(app).startswith("rounds.")}
    for name in sorted({*own, *COMMANDS}):
        line = COMMANDS.get(name) or load_command_class(str(own[name]), name).help.splitlines()[0]
        print(f"  {name.replace('_', '-'):<20} {line}")  # noqa: T201
    others = sorted(name for name, app in commands.items() if not str(app).startswith("rounds."))
    print(f"\nFor people who develop Rounds, from Django and Wagtail:\n  {' '.join(others)}")  # noqa: T201


if __name__ == "__main__":
    main()
