"""Write the lists in docs/: commands from their own help, settings looked up in the source, decisions; `--check` compares."""

import argparse
import os
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE, DOCS = ROOT / "src/rounds", ROOT / "docs"
COMMON = {
    "help",
    "version",
    "verbosity",
    "settings",
    "pythonpath",
    "traceback",
    "no_color",
    "force_color",
    "skip_checks",
}
ALLOWED = {"ROUNDS_HOME"}


def set_up() -> None:
    import django

    os.environ |= {"ROUNDS_DEMO": "1", "ROUNDS_HOME": tempfile.mkdtemp(prefix="rounds-reference-"), "COLUMNS": "100"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rounds.settings")
    django.setup()


def commands() -> str:
    from django.core.management import get_commands, load_command_class

    from rounds.terminal import COMMANDS
    from rounds.terminal.options import parser_of

    own = sorted(name for name, app in get_commands().items() if str(app).startswith("rounds."))
    lines = [
        "# Commands",
        "",
        "`rounds help` lists these; `rounds COMMAND --help` explains one. Written by `make reference`.",
    ]
    for name, about in COMMANDS.items():
        lines += ["", f"## rounds {name}", "", *described(parser_of(name), about)]
    for name in own:
        command = load_command_class(str(get_commands()[name]), name)
        parser = command.create_parser("rounds", name.replace("_", "-"))
        lines += ["", f"## rounds {name.replace('_', '-')}", "", *described(parser, command.help)]
    return "\n".join(lines) + "\n"


def described(parser: argparse.ArgumentParser, about: str) -> list[str]:
    """What a command does and a row for each option of its own."""
    actions = [act for act in parser._actions if act.dest not in COMMON and act.help != argparse.SUPPRESS]
    rows = [f"| `{spelled(act)}` | {sentence(act)} |" for act in actions]
    text = " ".join(about.split())
    return [
        text if text.endswith(".") else f"{text}.",
        *(["", "| option | what it does |", "|---|---|", *rows] if rows else []),
    ]


def spelled(act: argparse.Action) -> str:
    if not act.option_strings:
        return str(act.metavar or act.dest).upper()
    takes = "" if act.nargs == 0 else f" {act.metavar or act.dest.upper()}"
    return act.option_strings[-1] + takes


def sentence(act: argparse.Action) -> str:
    text = (act.help or "") % {"default": act.default, "prog": "rounds"}
    choices = f" ({', '.join(map(str, act.choices))})" if act.choices else ""
    return " ".join((text + choices).split()).replace("|", "\\|")


def decisions() -> str:
    """The index of decisions: the table that people keep, then a line for each page."""
    path = DOCS / "decisions/README.md"
    kept = path.read_text().split("\n## All\n")[0].rstrip()
    lines = []
    for page in sorted((DOCS / "decisions").glob("0*.md")):
        title = re.sub(r"^#\s*\d+[:. ]*", "", page.read_text().splitlines()[0]).strip()
        lines.append(f"- [{page.name[:4]} {title}]({page.name})")
    return kept + "\n\n## All\n\n" + "\n".join(lines) + "\n"


def settings_problems() -> list[str]:
    """Settings that the source reads and the page does not list, or the other way round."""
    text = (DOCS / "reference/settings.md").read_text()
    listed = set(re.findall(r"^\| `(ROUNDS_[A-Z_]+)`", text, re.M))
    read = {name for path in SOURCE.rglob("*.py") for name in re.findall(r'"(ROUNDS_[A-Z_]+)"', path.read_text())}
    missing = [f"docs/reference/settings.md does not list {name}" for name in sorted(read - listed)]
    return missing + [f"docs/reference/settings.md lists {name}, which nothing reads" for name in sorted(listed - read)]


def main(check: bool) -> int:
    set_up()
    pages = {DOCS / "reference/commands.md": commands(), DOCS / "decisions/README.md": decisions()}
    found = settings_problems()
    for path, text in pages.items():
        if not check:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            found.append(f"{path.relative_to(ROOT)} is not what the source says; type `make reference`")
    print("\n".join(found) or "The lists in docs/ fit the source.")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main("--check" in sys.argv[1:]))
