"""How long the figures of a large register take: every slice at once, filtered ones, the pages and a snapshot.

python bench/adoption.py [--hospitals 10000] [--accounts 40000]     ROUNDS_DATABASE_URL chooses another database
"""

import argparse
import datetime as dt
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIMES = 7
STATES = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA"
)


def make(hospitals: int, accounts: int) -> None:
    from rounds.directory.models import AccountChange, Hospital, HospitalAccount, SocialNetwork

    chance, now = random.Random(4), dt.datetime.now(dt.UTC)
    made = Hospital.objects.bulk_create(
        (
            Hospital(
                slug=f"hospital-{number}",
                name=f"Hospital {number}",
                state=chance.choice(STATES.split()),
                beds=chance.choice([None, 12, 25, 60, 99, 140, 260, 320, 700]),
                ownership=chance.choice(["public", "federal", "non_profit", "for_profit", ""]),
                type=chance.choice(["acute", "acute", "critical_access", "psychiatric", "childrens"]),
                teaching=chance.choice([True, False, None]),
                rural=chance.choice([True, False, None]),
                status="closed" if number % 40 == 0 else "open",
            )
            for number in range(hospitals)
        ),
        batch_size=1000,
    )
    networks = list(SocialNetwork.objects.all())
    listed = HospitalAccount.objects.bulk_create(
        (
            HospitalAccount(
                hospital=chance.choice(made[: hospitals * 4 // 5]),
                network=networks[min(int(chance.expovariate(0.4)), len(networks) - 1)],
                handle=f"account{number}",
                address=f"https://social.example/account{number}",
                opened_on=chance.choice([None, dt.date(chance.randint(2008, now.year - 1), chance.randint(1, 12), 1)]),
                state=chance.choice(["checked"] * 6 + ["dead", "submitted"]),
                since=now,
                submitted_at=now,
                **({"proven_at": now, "proven_by": "link_back"} if number % 3 else {}),
            )
            for number in range(accounts)
        ),
        batch_size=1000,
    )
    changes = (AccountChange(account=account, state=account.state, at=now) for account in listed)
    AccountChange.objects.bulk_create(changes, batch_size=1000)


def timed(what: str, ask: Callable[[], object]) -> None:
    took = []
    for _time in range(TIMES):
        began = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - began))
    print(f"| {what} | {statistics.median(took):.0f} | {max(took):.0f} |")


def measure() -> None:
    from django.test import Client
    from django.utils import timezone

    from rounds.directory.actions.snapshots import new_snapshot
    from rounds.directory.queries.adoption import Wanted, adoption

    client, today = Client(headers={"host": "localhost"}), timezone.localdate()
    days = iter(range(100))
    print("| What | median, ms | most, ms |\n| --- | ---: | ---: |")
    timed("all slices", lambda: adoption(on=today))
    for wanted in (
        Wanted(state="OH"),
        Wanted(beds="300+"),
        Wanted(network="facebook"),
        Wanted(type="acute", state="OH"),
    ):
        timed(f"all slices, {wanted}", lambda wanted=wanted: adoption(wanted, on=today))  # type: ignore[misc]
    take = lambda: new_snapshot(today - dt.timedelta(days=next(days)), dt.datetime.now(dt.UTC), None, None)  # noqa: E731
    timed("a snapshot is taken", take)
    for path in ("/data", "/data?csv=1", "/data?state=OH", "/data/history", "/data/changes", "/data/changes.atom",
                 f"/data/snapshots/{today}", "/api/v1/adoption", "/api/v1/history"):  # fmt: skip
        timed(path, lambda path=path: b"".join(client.get(path)))  # type: ignore[misc]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hospitals", type=int, default=10_000)
    parser.add_argument("--accounts", type=int, default=40_000)
    asked = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    home = tempfile.mkdtemp(prefix="rounds-adoption-")
    os.environ |= {"ROUNDS_DEMO": "1", "ROUNDS_HOME": home, "DJANGO_SETTINGS_MODULE": "rounds.settings"}
    os.environ |= {"ROUNDS_BASE_URL": "http://localhost"}
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    make(asked.hospitals, asked.accounts)
    print(f"{asked.hospitals:,} hospitals, {asked.accounts:,} accounts, home in {home}")
    measure()


if __name__ == "__main__":
    main()
