from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rounds.training.actions.course_files import import_course
from rounds.training.coursefiles import CourseProblems
from rounds.training.vocabulary import Change


class Command(BaseCommand):
    help = (
        "Load a course from a folder of Markdown files, or bring it up to date; if anything is wrong, nothing changes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, nargs="+", help="a course folder; its name is the course's address")
        parser.add_argument(
            "--change",
            choices=Change.values,
            default=Change.MINOR,
            help="what edited lessons ask of people who finished them",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        failed = False
        for folder in options["folder"]:
            try:
                course, counts = import_course(folder.resolve(), by=None, at=timezone.now(), change=options["change"])
            except CourseProblems as problems:
                self.stderr.write(str(problems))
                failed = True
            else:
                said = ", ".join(f"{count} {what}" for what, count in counts.items())
                self.stdout.write(f"{course.title}: lessons {said}.")
        if failed:
            raise CommandError("Nothing was imported from the folders named above. Mend the lines and try again.")
