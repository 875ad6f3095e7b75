from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rounds.meetings.bigbluebutton import BigBlueButton
from rounds.meetings.providers import the_providers
from rounds.meetings.rooms import LinkFailed


class Command(BaseCommand):
    help = "Say which video servers are set up, what is wrong with their settings, and whether they answer."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for name, provider in the_providers().items():
            trouble = provider.trouble()
            told = trouble or "set up"
            if not trouble and isinstance(provider, BigBlueButton):
                try:
                    told = f"answers, rooms open now: {len(provider.meetings())}"
                except LinkFailed:
                    trouble = told = "does not answer, or refuses our secret"
            wrong += bool(trouble)
            self.stdout.write(f"{name}: {told}")
        if wrong:
            raise CommandError(f"{wrong} of these cannot be used.")
