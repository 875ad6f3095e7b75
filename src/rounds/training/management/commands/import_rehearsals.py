from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rounds.training.actions.rehearsal_files import import_rehearsals
from rounds.training.coursefiles import CourseProblems


class Command(BaseCommand):
    help = "Load rehearsals from a folder of Markdown files, or bring them up to date; if anything is wrong, nothing changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder of files; each name is a rehearsal's address")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = import_rehearsals(options["folder"].resolve(), by=None, at=timezone.now())
        except CourseProblems as problems:
            self.stderr.write(str(problems))
            raise CommandError("Nothing was imported. Mend the lines named above and try again.") from None
        self.stdout.write("Rehearsals: " + ", ".join(f"{count} {what}" for what, count in counts.items()) + ".")
