from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rounds.events.actions.timetabling import import_agenda
from rounds.events.models import Event
from rounds.events.pretalx import FileNotRead
from rounds.events.schedules import read_schedule

LARGEST = 50_000_000


class Command(BaseCommand):
    help = (
        "Bring rooms and times from a schedule.json onto the draft of an agenda; the same file again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", help="the last part of the event's address, such as social-media-summit")
        parser.add_argument("file", type=Path, help="a schedule.json of Rounds, pretalx or frab")

    def handle(self, *args: Any, **options: Any) -> None:
        event = Event.objects.filter(slug=options["event"]).first()
        if event is None:
            raise CommandError(f"There is no event {options['event']}.")
        try:
            if options["file"].stat().st_size > LARGEST:
                raise CommandError("This file is larger than 50 MB.")
            plan = read_schedule(options["file"].read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"The file cannot be read: {problem}") from None
        except FileNotRead as problem:
            raise CommandError(f"{problem} Nothing was imported.") from None
        told = import_agenda(event, plan, by=None, at=timezone.now())
        self.stdout.write(f"Rooms: {told.rooms} new. Entries: {told.placed} placed, {told.same} as they were.")
        for title in told.unknown:
            self.stdout.write(f"Left out, because the programme does not have it: {title}")
