import os
import sys
from argparse import ArgumentParser
from typing import IO, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from rounds.core import serving
from rounds.core.lock import HomeBusy, serve_home, share_home
from rounds.core.supervisor import address


class Command(BaseCommand):
    help = "Serve the centre: prepare the database, then run the web server and the worker"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
        parser.add_argument("--port", default=8000, type=int, help="port to listen on (default: %(default)s)")
        parser.add_argument("--workers", default=1, type=int, help="web server processes (default: %(default)s)")
        parser.add_argument("--no-worker", action="store_true", help="leave the jobs to `rounds worker` elsewhere")
        parser.add_argument("--prepare-only", action="store_true", help="prepare the database and files, then stop")

    def handle(
        self, *, host: str, port: int, workers: int, no_worker: bool, prepare_only: bool, **options: Any
    ) -> None:
        try:
            held = [share_home(settings.HOME), serve_home(settings.HOME, address(host, port))]
        except HomeBusy as busy:
            raise CommandError(str(busy)) from None
        if not prepare_only and not serving.port_is_free(host, port):
            raise CommandError(f"Port {port} on {host} is taken or not allowed. Choose another with --port.")
        serving.prepare(self.say)
        if not prepare_only:
            self.become_supervisor(held, host, port, workers, no_worker)

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def become_supervisor(self, held: list[IO[str]], host: str, port: int, workers: int, no_worker: bool) -> None:
        """Turn this process into the small one that stays; the locks it holds stay with it."""
        connections.close_all()
        for file in held:
            os.set_inheritable(file.fileno(), True)
        command = [sys.executable, "-m", "rounds.core.supervisor", "--host", host, "--port", str(port)]
        command += ["--workers", str(workers), *(["--no-worker"] if no_worker else [])]
        os.execv(sys.executable, command)  # noqa: S606
