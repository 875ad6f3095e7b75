from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from rounds.directory.tasks import look_again


class Command(BaseCommand):
    help = "Look again whether hospitals still control their accounts; `rounds serve` does it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{look_again(at=timezone.now())} accounts are looked at by the worker.")
