from typing import Any

from django.core.management.base import BaseCommand

from rounds.meetings.queries import pools_that_disagree


class Command(BaseCommand):
    help = "Count the places of meetings anew from what is held. Ends with 1 when a pool says something else."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(pools_that_disagree())
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise SystemExit(1)
        self.stdout.write("Every pool holds what its registrations hold.")
