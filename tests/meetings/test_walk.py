"""People come, leave, pay, pay late and never answer, in an order drawn by chance; the places add up after each step."""

import datetime as dt
import random
from collections.abc import Callable

import pytest
from django.db.models import Sum

from rounds.billing.actions import record_payment
from rounds.billing.models import Invoice
from rounds.billing.queries import differences
from rounds.meetings import actions, queries
from rounds.meetings.actions import LeavingRefused, RegistrationRefused
from rounds.meetings.models import Registration
from rounds.meetings.offering import PASSES
from tests.factories.accounts import StaffFactory
from tests.factories.meetings import NOON, PoolFactory, come, limited, priced

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
STEPS, MINUTE = 60, dt.timedelta(minutes=1)


class Walk:
    def __init__(self, seed: int) -> None:
        self.chance, self.at = random.Random(seed), NOON
        shared = PoolFactory(cap=7)
        self.meetings = [
            limited(5, also=(shared,), largest_party=3, starts_at=NOON + dt.timedelta(days=300)),
            priced(cap=4, largest_party=3, starts_at=NOON + dt.timedelta(days=300)),
        ]
        self.meetings[1].also.set([shared])
        self.staff = StaffFactory()

    def one(self, **facts: object) -> Registration | None:
        found = list(Registration.objects.filter(**facts).select_related("meeting", "person", "order").order_by("pk"))
        return self.chance.choice(found) if found else None

    def somebody_comes(self) -> None:
        come(self.chance.choice(self.meetings), party=self.chance.randint(1, 3), at=self.at)

    def somebody_leaves(self) -> None:
        if found := self.one(state__in=["held", "registered", "waiting", "offered"]):
            actions.leave(found, by=found.person, at=self.at)

    def somebody_accepts(self) -> None:
        if found := self.one(state="offered"):
            actions.accept_offer(found, at=self.at)

    def somebody_asks_for_an_invoice(self) -> None:
        if found := self.one(state="held"):
            actions.ask_invoice(found, self.chance.choice(["card", "invoice"]), by=found.person, at=self.at)

    def somebody_pays(self) -> None:
        """In time or late."""
        open_invoices = list(Invoice.objects.filter(standing__open_minor__gt=0).order_by("pk"))
        if open_invoices:
            invoice = self.chance.choice(open_invoices)
            record_payment(invoice, invoice.gross, "bank", by=None, at=self.at, tell=False)

    def time_goes_on(self) -> None:
        self.at += self.chance.choice([5, 40, 70, 60 * 30]) * MINUTE
        actions.expire_over(at=self.at)

    def there_are_more_places(self) -> None:
        pool = self.chance.choice(self.meetings).pool
        pool.refresh_from_db()
        actions.change_pool(pool, pool.name, pool.cap + 1, by=self.staff, at=self.at)

    def step(self) -> None:
        steps: list[Callable[[], None]] = [self.somebody_comes] * 4 + [
            *(self.somebody_leaves, self.somebody_accepts, self.somebody_asks_for_an_invoice, self.somebody_pays),
            *(self.time_goes_on, self.there_are_more_places),
        ]
        try:
            self.chance.choice(steps)()
        except (RegistrationRefused, LeavingRefused):
            return


@pytest.mark.parametrize("seed", range(4))
def test_the_places_and_the_books_add_up_after_each_step(seed: int) -> None:
    walk = Walk(seed)

    for _number in range(STEPS):
        walk.step()
        assert list(queries.pools_that_disagree()) == []
        assert list(differences()) == []
        assert not Registration.objects.filter(skipped__gt=PASSES).exists()

    states = dict(Registration.objects.values_list("state").annotate(Sum("party")))
    assert len(states) >= 3
