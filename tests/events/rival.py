"""What several processes do at the same event at once; `test_together.py` runs it."""

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
from rounds.events.actions.deciding import DecisionRefused, decide, send_decisions
from rounds.events.actions.delivering import deliver_waiting
from rounds.events.actions.proposals import ProposalRefused, save_proposal
from rounds.events.models import Call, Decision, Event, Letter, Proposal
from rounds.events.queries.decisions import batch_of
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.events import EventFactory, ProposalFactory

THREADS = 4


class Deadly(EmailBackend):
    """The worker is killed while it speaks with the mail server."""

    def send_messages(self, messages: object) -> int:
        os._exit(9)


def prepare() -> None:
    """A call with room for two proposals of one person, who has eight drafts; and six proposals in review."""
    now = timezone.now()
    event = EventFactory(slug="rivals")
    Call.objects.create(event=event, opens=now - dt.timedelta(days=2), closes=now + dt.timedelta(days=2), per_person=2)
    person = PersonFactory(email="rival@people.example")
    StaffFactory(email="staff@people.example")
    for number in range(2 * THREADS):
        ProposalFactory(event=event, lead=person, code=f"d{number}", state="draft")
    for number in range(6):
        ProposalFactory(event=event, code=f"r{number}")


def together(do: Callable[[int], str]) -> list[str]:
    barrier = Barrier(THREADS)

    def one(number: int) -> str:
        barrier.wait()
        try:
            return do(number)
        except (ProposalRefused, DecisionRefused) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))


def work(worker: int) -> dict[str, list[str]]:
    """Send the drafts, and decide about the same proposals, each thread otherwise."""
    person, staff = Person.objects.get(email="rival@people.example"), Person.objects.get(email="staff@people.example")

    def submit(number: int) -> str:
        draft = Proposal.objects.get(code=f"d{worker * THREADS + number}")
        facts = {"abstract": "What we learned.", "answers": {}, "files": {}, "submit": True, "version": "", "seen": ""}
        save_proposal(draft, **facts, by=person, at=timezone.now())
        return "sent"

    def rule(number: int) -> str:
        for code in range(6):
            proposal = Proposal.objects.get(code=f"r{code}")
            decide(proposal, "accepted" if number % 2 else "declined", by=staff, at=timezone.now())
        return "decided"

    return {"submit": together(submit), "decide": together(rule)}


def send(seal: str) -> list[str]:
    event, staff = Event.objects.get(slug="rivals"), Person.objects.get(email="staff@people.example")
    return together(lambda _number: str(send_decisions(event, seal=seal, by=staff, at=timezone.now())))


def deliver() -> int:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    together(lambda _number: str(deliver_waiting(at=timezone.now)))
    return len(mail.outbox)


def look() -> dict[str, int]:
    return {
        "open decisions": Decision.objects.filter(undone=None, sent=None).count(),
        "sent decisions": Decision.objects.exclude(sent=None).count(),
        "letters": Letter.objects.count(),
        "gone": Letter.objects.exclude(sent=None).count(),
        "unsure": Letter.objects.filter(sent=None).exclude(taken=None).count(),
    }


def main(word: str, *more: str) -> object:
    if word == "prepare":
        return prepare()
    if word == "seal":
        event = Event.objects.get(slug="rivals")
        return batch_of(event, on=timezone.now().astimezone(event.tz).date()).seal
    if word == "die":
        settings.EMAIL_BACKEND = "tests.events.rival.Deadly"
        return deliver_waiting(at=timezone.now)
    steps: dict[str, Callable[[], object]] = {"look": look, "deliver": deliver}
    return steps[word]() if word in steps else send(*more) if word == "send" else work(int(word))
