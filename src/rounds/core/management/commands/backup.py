from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rounds.core.archive import BackupRefused
from rounds.core.backup import back_up
from rounds.core.postgresql import PostgresqlRefused
from rounds.core.progress import Progress


class Command(BaseCommand):
    help = "Copy the whole centre into one file; the centre may go on running"
    requires_system_checks: list[str] = []  # addresses and pages play no part

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a new file, such as rounds-monday.zip")
        parser.add_argument("--with-settings", action="store_true", help="also copy rounds.env, which holds secrets")

    def handle(self, *, file: Path, with_settings: bool, **options: Any) -> None:
        try:
            made = back_up(file, at=timezone.now(), with_settings=with_settings, progress=Progress("Copying"))
        except (BackupRefused, PostgresqlRefused) as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as error:
            raise CommandError(f"The backup could not be written: {error.strerror}.") from None
        self.stdout.write(
            f"{file}: {len(made.files)} files, {made.counts.get('accounts_person', 0)} people, {made.made}."
        )
        if not with_settings:
            self.stdout.write("Keep rounds.env in another safe place: its secret key opens the keys of certificates.")
