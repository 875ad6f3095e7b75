from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rounds.training.models import Rehearsal
from rounds.training.queries.course_files import texts_of
from rounds.training.rehearsing.writing import write_rehearsals


class Command(BaseCommand):
    help = "Write all rehearsals as Markdown files, in the form that import-rehearsals reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where the files are written: empty or not there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"].resolve()
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(f"{folder} is not empty. Name a folder that is empty or not there yet.")
        texts = texts_of(Rehearsal.objects.all())
        write_rehearsals(texts, folder)
        self.stdout.write(f"{len(texts)} rehearsals are written to {folder}.")
