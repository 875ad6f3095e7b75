"""What several processes that want the same things do at once; `test_together.py` runs it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from django.utils import timezone

from rounds.accounts.models import Person
from rounds.billing.models import Invoice
from rounds.network import actions
from rounds.network.actions.arriving import ArrivalRefused, answer_request, take_own_seat
from rounds.network.models import Joining, Membership, Organisation, Seat, SeatRequest
from tests.factories.accounts import MemberFactory, PersonFactory
from tests.factories.network import (
    DomainFactory,
    MembershipFactory,
    SeatRequestFactory,
    WaitingFactory,
    manager_of,
)
from tests.network.test_joining import ANSWERS, dues_list

THREADS, CAP = 10, 12


def prepare() -> int:
    """A hospital with twelve seats, one with two managers, somebody about to join, and a year about to be paid."""
    dues_list()
    full = MembershipFactory(ends="2090-01-01", organisation__slug="full", organisation__seat_cap=CAP)
    DomainFactory(organisation=full.organisation, name="people.example")
    Organisation.objects.filter(slug="full").update(welcome="join")
    for number in range(2 * THREADS):
        MemberFactory(email=f"taker{number}@people.example")
    two = MembershipFactory(ends="2090-01-01", organisation__slug="two")
    for _number in range(2):
        manager_of(two.organisation)
    person = PersonFactory(email="joins@people.example")
    Joining.objects.create(person=person, answers=ANSWERS, begun=timezone.now(), changed=timezone.now())
    WaitingFactory(organisation__slug="paid")
    asked = SeatRequestFactory(organisation=MembershipFactory(ends="2090-01-01").organisation)
    manager_of(asked.organisation)
    return int(full.organisation.pk)


def together(count: int, do: Callable[[int], str]) -> list[str]:
    barrier = Barrier(count)

    def one(number: int) -> str:
        barrier.wait()
        try:
            return do(number)
        except (actions.SeatRefused, actions.JoiningRefused, ArrivalRefused) as refusal:
            return type(refusal).__name__.replace("Arrival", "Seat")
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def take(worker: int) -> list[str]:
    org = Organisation.objects.get(slug="full")

    def one(number: int) -> str:
        person = Person.objects.get(email=f"taker{worker * THREADS + number}@people.example")
        if number % 2:
            take_own_seat(person, at=timezone.now())
        else:
            actions.give_seat(org, person, by=None, at=timezone.now())
        return "taken"

    return together(THREADS, one)


def rivals(worker: int) -> list[str]:
    org = Organisation.objects.get(slug="two")
    first, second = [seat.person for seat in org.seats.order_by("pk")]
    by, whom = (first, second) if worker % 2 else (second, first)
    return together(2, lambda _number: str(actions.off_board(org, whom, by=by, at=timezone.now())))


def asking(_worker: int) -> list[str]:
    """Managers answer the same request at once."""
    asked = SeatRequest.objects.select_related("organisation").get()
    by = asked.organisation.seats.get(manages=True).person

    def one(number: int) -> str:
        answer_request(asked, granted=bool(number % 2), by=by, at=timezone.now())
        return "answered"

    return together(4, one)


def joining(_worker: int) -> list[str]:
    found = Joining.objects.get(person__email="joins@people.example")
    return together(4, lambda _number: actions.join(found, by=found.person, at=timezone.now()).slug)


def paying(_worker: int) -> list[str]:
    year = Membership.objects.get(organisation__slug="paid")
    return together(4, lambda _number: str(actions.start_year(year, by=None, at=timezone.now())))


def look() -> dict[str, object]:
    full, two = Organisation.objects.get(slug="full"), Organisation.objects.get(slug="two")
    return {
        "seats": [full.seats_taken, full.seats.open().count()],
        "managers": Seat.objects.open().filter(organisation=two, manages=True).count(),
        "taken by two": two.seats_taken,
        "joined": Organisation.objects.filter(name="Northlake Hospital").count(),
        "invoices": Invoice.objects.count(),
    }


def everything(worker: int) -> dict[str, list[str]]:
    return {
        "take": take(worker),
        "asking": asking(worker),
        "rivals": rivals(worker),
        "joining": joining(worker),
        "paying": paying(worker),
    }


def main(word: str) -> object:
    steps: dict[str, Callable[[], object]] = {"prepare": prepare, "look": look}
    return steps[word]() if word in steps else everything(int(word))
