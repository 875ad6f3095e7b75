from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rounds.training.coursefiles import write_course
from rounds.training.models import CoursePage
from rounds.training.queries.course_files import course_as_file, folder_for, media_of, rehearsals_of
from rounds.training.rehearsing.writing import write_rehearsals


class Command(BaseCommand):
    help = "Write a course as a folder of Markdown files, in the form that import-course reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course", help="the course's address, as in /learn/ADDRESS")
        parser.add_argument("folder", type=Path, help="where the course's folder is written")

    def handle(self, *args: Any, **options: Any) -> None:
        course = CoursePage.objects.filter(slug=options["course"]).first()
        if course is None:
            known = ", ".join(CoursePage.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(f"There is no course {options['course']}. There are: {known or 'none yet'}.")
        folder = folder_for(course, options["folder"].resolve())
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(f"{folder} is not empty. Name a folder that is empty or not there yet.")
        file = course_as_file(course)
        write_course(file, folder, media_of(file, course))
        if texts := rehearsals_of(course):
            write_rehearsals(texts, folder / "rehearsals")
        self.stdout.write(f"{course.title} is written to {folder}.")
