from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rounds.events.actions.importing import import_proposals
from rounds.events.models import Event
from rounds.events.pretalx import FileNotRead, read_pretalx

LARGEST = 50_000_000


class Command(BaseCommand):
    help = "Bring proposals from a file of pretalx into an event; if anything is wrong, nothing changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", help="the last part of the event's address, such as social-media-summit")
        parser.add_argument("file", type=Path, help="the list of submissions as JSON, with speakers written out")

    def handle(self, *args: Any, **options: Any) -> None:
        event = Event.objects.filter(slug=options["event"]).first()
        if event is None:
            raise CommandError(f"There is no event {options['event']}.")
        try:
            if options["file"].stat().st_size > LARGEST:
                raise CommandError("This file is larger than 50 MB.")
            entries = read_pretalx(options["file"].read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"The file cannot be read: {problem}") from None
        except FileNotRead as problem:
            raise CommandError(f"{problem} Nothing was imported.") from None
        made, there = import_proposals(event, entries, by=None, at=timezone.now())
        self.stdout.write(f"Proposals: {made} new, {there} were there.")
