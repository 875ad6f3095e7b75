from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rounds.billing.queries.points import lots_that_disagree


class Command(BaseCommand):
    help = "Count the points anew from the ledger. Ends with 1 when a lot holds more or less than the ledger says."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = lots_that_disagree()
        for lot in wrong:
            self.stderr.write(f"Lot {lot.pk} of {lot.account}: it holds {lot.remaining}.")
        if wrong:
            raise CommandError(f"{len(wrong)} lots disagree with the ledger.")
        self.stdout.write("The points agree with the ledger.")
