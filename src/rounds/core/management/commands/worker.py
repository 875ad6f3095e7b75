from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from rounds.core.ticking import Ticks


class Command(BaseCommand):
    help = "Do the jobs that wait in the database: letters, certificates, imports"

    def handle(self, **options: Any) -> None:
        Ticks().start()
        call_command("db_worker", queue_name="*", reload=False, verbosity=0)
