from django.core.management.base import BaseCommand
from django.utils import timezone

from rounds.accounts import actions


class Command(BaseCommand):
    help = "Delete exported files that are older than seven days. Run it once a day."

    def handle(self, *args: object, **options: object) -> None:
        count = actions.delete_old_exports(at=timezone.now())
        self.stdout.write(f"{count} deleted")
