from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rounds.directory.actions.history import HistoryRefused, load_history
from rounds.directory.published import FILE, HistoryMalformed


class Command(BaseCommand):
    help = "Add figures that others published about hospitals on social media, from a file with their sources"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", default=FILE, help="a TOML file (default: the one of Rounds)")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            added = load_history(file)
        except (HistoryRefused, HistoryMalformed) as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        self.stdout.write(
            f"{added} figures and notes were added." if added else "Everything was there; nothing was changed."
        )
