"""What a person may type after `rounds screen` and `rounds grade`."""

import argparse

from rounds.terminal import COMMANDS
from rounds.terminal.many import number_of_workers

ENDS = {
    "screen": "Ends with status 1 when a post must be mended, 2 when something could not be read, else 0. "
    "A check can miss things.",
    "grade": "Ends with status 1 when a text is above the grade asked for, 2 when something could not be read, else 0.",
}


def parser_of(command: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(f"rounds {command}", description=f"{COMMANDS[command]}.", epilog=ENDS[command])
    add_common(parser)
    (add_screening if command == "screen" else add_grading)(parser)
    return parser


def add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files, folders (all .txt, .md and .jsonl in them), or - for input"
    )
    parser.add_argument("--lines", action="store_true", help="each line of a plain text is one post")
    parser.add_argument(
        "--jsonl", action="store_true", help="each line is JSON with id, text, voice and channel; .jsonl always is"
    )
    parser.add_argument(
        "--format", choices=("text", "json", "sarif"), default="text", help="for people, programs or code hosts"
    )
    parser.add_argument(
        "--workers", type=number_of_workers, default=1, metavar="N", help="processes to share the work, or `all`"
    )


def add_screening(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--voice",
        choices=("provider", "organisation", "patient", "public"),
        default="provider",
        help="who writes, where a post does not say",
    )
    parser.add_argument("--channel", default="", metavar="NAME", help="where it will appear, where a post does not say")
    parser.add_argument("--policy", metavar="FILE", help="the rules of a place, as TOML")
    parser.add_argument("--authorization", metavar="FILE", help="a signed permission, as TOML")
    parser.add_argument("--redact", action="store_true", help="write the text with marks such as [name 1] instead")
    parser.add_argument(
        "--key-file", metavar="FILE", help="a secret, so that redacted account names get the same mark each time"
    )


def add_grading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", metavar="CODE", help="en or es; guessed when left out")
    parser.add_argument(
        "--above", type=float, metavar="GRADE", help="end with status 1 when a text is above this grade"
    )
