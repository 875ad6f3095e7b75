from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rounds.site.demonstration.loading import load_demonstration


class Command(BaseCommand):
    help = "Fill an empty database with the demonstration centre: invented people, real courses."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This works in the demonstration only (ROUNDS_DEMO=1), never in a real centre.")
        made = load_demonstration(at=timezone.now())
        self.stdout.write(
            "The demonstration centre is ready." if made else "There is a centre already; nothing changed."
        )
