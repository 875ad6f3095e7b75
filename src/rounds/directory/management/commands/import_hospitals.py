import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rounds.core.progress import Progress
from rounds.directory import actions
from rounds.directory.registers import RegisterProblems

NAMES = {
    "rows": "rows in the CMS file",
    "added": "added",
    "renamed": "renamed",
    "changed": "changed",
    "closed": "closed",
    "reopened": "open again",
    "by_name": "joined by name and ZIP",
    "by_address": "joined by address and ZIP",
    "by_telephone": "joined by telephone only, for a person to decide",
    "by_none": "not in HIFLD",
    "beds": "with beds in HIFLD",
    "websites": "with a website in HIFLD",
}


class Command(BaseCommand):
    help = "Bring the register of hospitals up to date from files; if anything is wrong, nothing changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cms", type=Path, help="Hospital_General_Information.csv of CMS")
        parser.add_argument("--hifld", type=Path, help="Hospitals.csv of HIFLD: beds and websites")
        parser.add_argument("--form", type=Path, help="our own form, for other countries and kinds of organisation")
        parser.add_argument("--released", type=dt.date.fromisoformat, help="day of the release (default: today)")
        parser.add_argument(
            "--many-closures", action="store_true", help="believe a CMS file that lacks more than a tenth of the open"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["form"]) == bool(options["cms"] or options["hifld"]):
            raise CommandError("Name --cms, --hifld or both; or else --form.")
        try:
            report = self.report(options)
        except RegisterProblems as refusal:
            for problem in refusal.problems:
                self.stderr.write(str(problem))
            many = len(refusal.problems)
            raise CommandError(f"Nothing was imported. Mend the {many} lines above and try again.") from None
        except actions.ImportRefused as refusal:
            raise CommandError(str(refusal)) from None
        for name, words in NAMES.items():
            if name in report.counts:
                self.stdout.write(f"{report.counts[name]:>7,} {words}")
        self.stdout.write("The register is up to date." if report.run else "Nothing has changed; nothing was written.")

    def report(self, options: dict[str, Any]) -> actions.Report:
        progress = Progress("Importing")
        told: dict[str, Any] = {"released_on": options["released"] or timezone.localdate(), "by": None}
        told |= {"at": timezone.now(), "progress": progress}
        if options["form"]:
            return actions.import_form(opened(options["form"]), **told)
        cms, hifld = (opened(options[name]) if options[name] else None for name in ("cms", "hifld"))
        return actions.import_government_files(cms=cms, hifld=hifld, many_closures=options["many_closures"], **told)


def opened(path: Path) -> actions.File:
    try:
        return actions.File(path.name, path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
