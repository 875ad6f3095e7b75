from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from rounds.network.actions.digests import send_digests


class Command(BaseCommand):
    help = "Write to members who want news of their groups. `rounds serve` does it once a day; more often is safe."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = send_digests(timezone.now())
        self.stdout.write(f"{sent} letter{'' if sent == 1 else 's'} sent.")
