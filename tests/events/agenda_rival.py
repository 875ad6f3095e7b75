"""What several processes do with the same agenda at once; `test_agenda_together.py` runs it."""

import datetime as dt
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.conf import settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from rounds.accounts.models import Person
from rounds.events.actions.placing import PlacingRefused, place_talk
from rounds.events.actions.publishing import PublishingRefused, deliver_agenda, publish_agenda
from rounds.events.models import AgendaLetter, AgendaVersion, Event, Proposal, Room
from rounds.events.queries.publishing import publication_of
from rounds.meetings.models import Meeting
from tests.factories.accounts import StaffFactory
from tests.factories.agenda import NINE, RoomFactory, SlotFactory, published_talk
from tests.factories.events import EventFactory

THREADS = 4


class Deadly(EmailBackend):
    """The worker is killed while it speaks with the mail server."""

    def send_messages(self, messages: object) -> int:
        os._exit(9)


def prepare() -> None:
    """Five talks with a time, and one without."""
    event = EventFactory(slug="rivals")
    room = RoomFactory(event=event)
    StaffFactory(email="staff@people.example")
    for number in range(5):
        SlotFactory(proposal=published_talk(event), room=room, starts=NINE + dt.timedelta(hours=number))
    published_talk(event, code="free")


def together(do: Callable[[int], str]) -> list[str]:
    barrier = Barrier(THREADS)

    def one(number: int) -> str:
        barrier.wait()
        try:
            return do(number)
        except (PlacingRefused, PublishingRefused) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))


def staff() -> Person:
    return Person.objects.get(email="staff@people.example")


def move(worker: str) -> list[str]:
    """Everybody has opened the page of the same talk, and saves it at another time."""

    def save(number: int) -> str:
        starts = NINE + dt.timedelta(hours=6, minutes=5 * (int(worker) * THREADS + number))
        facts = {"version": 0, "by": staff(), "at": timezone.now()}
        place_talk(Proposal.objects.get(code="free"), Room.objects.get(), starts, 30, **facts)
        return "moved"

    return together(save)


def publish(seal: str) -> list[str]:
    event = Event.objects.get(slug="rivals")

    def click(_number: int) -> str:
        version = publish_agenda(event, seal=seal, by=staff(), at=timezone.now())
        return str(version.letters.count())

    return together(click)


def deliver() -> int:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    together(lambda _number: str(deliver_agenda(at=timezone.now)))
    return len(mail.outbox)


def look() -> dict[str, int]:
    return {
        "versions": AgendaVersion.objects.count(),
        "letters": AgendaLetter.objects.count(),
        "gone": AgendaLetter.objects.exclude(sent=None).count(),
        "unsure": AgendaLetter.objects.filter(sent=None).exclude(taken=None).count(),
        "meetings": Meeting.objects.count(),
    }


def main(word: str, *more: str) -> object:
    if word == "seal":
        return publication_of(Event.objects.get(slug="rivals")).seal
    if word == "die":
        settings.EMAIL_BACKEND = "tests.events.agenda_rival.Deadly"
        return deliver_agenda(at=timezone.now)
    steps: dict[str, Callable[..., object]] = {"prepare": prepare, "move": move, "publish": publish}
    steps |= {"deliver": deliver, "look": look}
    return steps[word](*more)
