from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from rounds.directory.actions.snapshots import take_snapshot


class Command(BaseCommand):
    help = "Keep the figures of the register of today. `rounds serve` does it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        snapshot, made = take_snapshot(on=timezone.localdate(), at=timezone.now())
        words = "The figures of {} are kept." if made else "The figures of {} were kept before; nothing was changed."
        self.stdout.write(words.format(snapshot))
