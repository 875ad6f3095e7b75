"""What several processes that spend from the same points do at once; `test_points_together.py` runs it."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from rounds.billing.actions import points as actions
from rounds.billing.models import Payer, PointsTransaction
from rounds.billing.money import Money
from rounds.billing.queries.points import balance_of, lots_that_disagree

NOW = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
THREADS, ASKED = 20, 50  # PostgreSQL takes 100 connections unless told otherwise


def prepare() -> int:
    payer = Payer.objects.create(name="Northlake Hospital", kind="hospital")
    for number in range(10):
        actions.earn_from_dues(payer, Money(20_000, "USD"), NOW, key=f"dues:{number}")
    return balance_of(actions.account_of(payer), on=NOW.date())


def spend(worker: str) -> list[str]:
    """The threads begin together and ask for 15 points each time; each tenth key is asked by all the processes."""
    account, together = actions.account_of(Payer.objects.get()), Barrier(THREADS)

    def one(number: int) -> str:
        key = f"shared:{number}" if number % 10 == 0 else f"{worker}:{number}"
        facts = {"subject": "event", "reference": f"order:{number}", "by": None, "at": NOW}
        if number < THREADS:
            together.wait()
        try:
            actions.spend_points(account, 15, key=key, **facts)  # type: ignore[arg-type]
        except actions.PointsRefused:
            return "refused"
        finally:
            connection.close()
        return key

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(ASKED)))


def look() -> dict[str, object]:
    spent = PointsTransaction.objects.filter(kind="spent")
    return {
        "keys": sorted(spent.values_list("key", flat=True)),
        "spent": sum(spent.values_list("points", flat=True)),
        "balance": balance_of(actions.account_of(Payer.objects.get()), on=NOW.date()),
        "wrong": [lot.pk for lot in lots_that_disagree()],
    }


def main(word: str) -> object:
    steps: dict[str, Callable[[], object]] = {"prepare": prepare, "look": look}
    return steps[word]() if word in steps else spend(word)
