"""What is looked at every minute while the worker runs: carts that run out, reminders that are due."""

import datetime as dt
import logging
import threading

from django.db import close_old_connections
from django.utils import timezone
from wagtail import hooks

PAUSE = 60.0
logger = logging.getLogger("rounds.ticking")


def tick(at: dt.datetime) -> int:
    """Ask every app once; one that fails is written down and keeps the others from nothing."""
    failed = 0
    for look in hooks.get_hooks("rounds_minutely"):
        try:
            look(at)
        except Exception:
            logger.exception("A look of every minute failed: %s", look)
            failed += 1
    return failed


class Ticks(threading.Thread):
    """A thread beside the jobs of the worker. Several workers may tick: what is done, is done once."""

    def __init__(self, pause: float = PAUSE) -> None:
        super().__init__(name="ticks", daemon=True)
        self.pause, self.stopping = pause, threading.Event()

    def run(self) -> None:
        while not self.stopping.wait(self.pause):
            close_old_connections()
            tick(timezone.now())
            close_old_connections()

    def stop(self) -> None:
        self.stopping.set()
