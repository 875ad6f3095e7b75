from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from rounds.credentials.actions import rotate_key


class Command(BaseCommand):
    help = "Sign badges with a new key from now on; badges that were signed before stay valid."

    def handle(self, *args: Any, **options: Any) -> None:
        key = rotate_key(by=None, at=timezone.now())
        self.stdout.write(f"Badges are now signed with key {key.pk}. The keys before it stay published at /issuer.")
