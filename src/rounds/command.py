"""`rounds`: the one command people type."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rounds.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(
        ["rounds", *[word.replace("-", "_") if place == 0 else word for place, word in enumerate(sys.argv[1:])]]
    )
