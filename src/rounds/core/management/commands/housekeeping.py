from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone
from wagtail import hooks


class Command(BaseCommand):
    help = "Tidy up: old sessions, finished jobs, exports that nobody fetched. `rounds serve` does it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("clearsessions")
        if "django_tasks_db" in settings.TASKS["default"]["BACKEND"]:
            call_command("prune_db_task_results", verbosity=0)
        for tidy in hooks.get_hooks("rounds_daily"):
            tidy(timezone.now())
        self.stdout.write("Everything is tidy.")
