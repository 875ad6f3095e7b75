from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rounds.core.archive import BackupRefused, Manifest
from rounds.core.lock import HomeBusy, own_home
from rounds.core.postgresql import PostgresqlRefused
from rounds.core.progress import Progress
from rounds.core.restore import has_other_key, look_at, restore


class Command(BaseCommand):
    help = "Bring a backup back in the place of the present data, which are kept aside"
    requires_system_checks: list[str] = []  # addresses and pages play no part

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file that `rounds backup` made")
        parser.add_argument("--yes", action="store_true", help="do not ask")
        parser.add_argument(
            "--with-settings", action="store_true", help="also bring back rounds.env, if it is in the file"
        )

    def handle(self, *, file: Path, yes: bool, with_settings: bool, **options: Any) -> None:
        try:
            with own_home(settings.HOME):
                self.bring_back(file, yes, with_settings)
        except (BackupRefused, PostgresqlRefused, HomeBusy) as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as error:
            raise CommandError(f"The restore stopped: {error.strerror} ({error.filename}).") from None

    def bring_back(self, file: Path, yes: bool, with_settings: bool) -> None:
        self.tell(file, look_at(file))
        if not (yes or self.agreed()):
            raise CommandError("Nothing was changed.")
        aside = restore(file, at=timezone.now(), with_settings=with_settings, progress=Progress("Unpacking"))
        self.stdout.write(f"Restored. The former data are kept in {settings.HOME / aside}.")
        self.stdout.write("Next: rounds serve")

    def agreed(self) -> bool:
        try:
            return input("Type yes to go on: ").strip().lower() == "yes"
        except EOFError:
            raise CommandError("Nothing was changed. In a script, add --yes.") from None

    def tell(self, file: Path, manifest: Manifest) -> None:
        people = manifest.counts.get("accounts_person", 0)
        self.stdout.write(f"{file}: made {manifest.made} by Rounds {manifest.version}; {people} people.")
        self.stdout.write(f"It takes the place of what is in {settings.HOME}.")
        if has_other_key(manifest):
            self.stdout.write(
                "Note: it was made under another ROUNDS_SECRET_KEY. Without that key, certificates cannot be signed and"
                " people sign in anew. Put the former key into rounds.env, or use --with-settings."
            )
