"""The figures of the demonstration: when accounts were opened, and a few days that were kept."""

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager

from rounds.directory.actions.snapshots import take_snapshot
from rounds.directory.models import HospitalAccount

BEGAN = {"facebook": 2008, "youtube": 2008, "x": 2009, "linkedin": 2010, "instagram": 2013}
LATER = 2020  # networks that are not named above
DAYS = (60, 30, 14, 7, 2, 1)


def load_figures(*, at: dt.datetime) -> None:
    date_accounts(at)
    for days in DAYS:
        keep_day(at - dt.timedelta(days=days))


def date_accounts(at: dt.datetime) -> None:
    """Four accounts in five say when they were opened, most of them in the first years of their network."""
    chance = random.Random(61)  # noqa: S311  the same days each time
    accounts = list(HospitalAccount.objects.select_related("network").order_by("pk"))
    for account in accounts:
        if chance.random() < 0.8 and account.opened_on is None:
            began = BEGAN.get(account.network.slug, LATER)
            year = min(began + int(chance.expovariate(0.3)), at.year - 1)
            account.opened_on = dt.date(year, chance.randrange(1, 13), chance.randrange(1, 28))
    HospitalAccount.objects.bulk_update(accounts, ["opened_on"])


def keep_day(day: dt.datetime) -> None:
    with as_it_was(day):
        listed = HospitalAccount.objects.listed().filter(since__lte=day)
        take_snapshot(on=day.date(), at=day, accounts=listed)


@contextmanager
def as_it_was(day: dt.datetime) -> Iterator[None]:
    """Without the proofs that came later."""
    later = list(HospitalAccount.objects.filter(proven_at__gt=day))
    HospitalAccount.objects.filter(proven_at__gt=day).update(proven_at=None, proven_by="")
    yield
    HospitalAccount.objects.bulk_update(later, ["proven_at", "proven_by"])
