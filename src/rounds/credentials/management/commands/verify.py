from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rounds.credentials.openbadges.baking import UnreadableBadge, unbake
from rounds.credentials.verification import examine

MARKS = {True: "yes ", False: "NO  ", None: "?   "}
VERDICTS = {
    "good": "The badge is real and valid.",
    "bad": "Do not trust this badge.",
    "unsure": "Not everything could be checked.",
}
EXIT = {"good": 0, "bad": 1, "unsure": 2}


class Command(BaseCommand):
    help = "Check a badge (JSON, SVG or PNG) without a network. Ends with 0 when it is good, 1 when bad, 2 when unsure."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--issuer", type=Path, help="the issuer's did.json, for a badge of another centre")
        parser.add_argument(
            "--status", type=Path, help="the status list that the badge names, as saved from its address"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        issuer, status = (self.read(options[name]) if options[name] else None for name in ("issuer", "status"))
        found = examine(self.read(options["file"]), at=timezone.now(), did=issuer, status=status)
        for finding in found.findings:
            self.stdout.write(f"{MARKS[finding.good]} {finding.text}")
        self.stdout.write(VERDICTS[found.verdict])
        if EXIT[found.verdict]:
            raise SystemExit(EXIT[found.verdict])

    def read(self, path: Path) -> dict[str, Any]:
        try:
            document: dict[str, Any] = unbake(path.read_bytes())
        except (OSError, UnreadableBadge) as reason:
            raise CommandError(f"{path}: {reason}") from None
        return document
