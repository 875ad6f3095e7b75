"""Measures the register at 10,000 hospitals and 40,000 accounts: how long the server takes for each filter.

    python bench/register.py [--home FOLDER] [--hospitals 10000] [--times 20]

The first run makes the register; later runs use it again. With ROUNDS_DATABASE_URL it is measured on PostgreSQL.
Times are those of the whole request inside the server, from the address to the last byte of the answer.
"""

import argparse
import datetime as dt
import os
import random
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
NETWORKS = ("facebook", "instagram", "youtube", "linkedin", "x", "bluesky", "tiktok", "threads")
STATES = ("AL", "CA", "CO", "FL", "GA", "IL", "IN", "KS", "MI", "MN", "NY", "OH", "PA", "TX", "WA", "WI")
TOWNS = (
    "Northlake",
    "Cedar Valley",
    "Green Lake",
    "Amber Bay",
    "Stonebrook",
    "Maple Ridge",
    "Quarry Hill",
    "Larkfield",
)
ASKED = (
    ("", "everything"),
    ("?page=200", "page 200"),
    ("?q=amber", "one word"),
    ("?q=amber+regional+77", "three words"),
    ("?q=nothing+fits+this", "words that fit nothing"),
    ("?state=WI", "state"),
    ("?beds=300%2B", "beds"),
    ("?beds=unknown", "beds not known"),
    ("?ownership=public", "ownership"),
    ("?type=critical_access", "type"),
    ("?teaching=yes", "teaching"),
    ("?network=bluesky", "network"),
    ("?proof=proven", "verified"),
    ("?proof=none", "no account"),
    ("?status=closed", "closed"),
    ("?state=WI&beds=1-99&network=facebook&proof=proven", "four filters"),
)


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, default=ROOT / "var" / "bench-register")
    parser.add_argument("--hospitals", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=20)
    return parser.parse_args()


def set_up(home: Path) -> None:
    os.environ |= {
        "ROUNDS_HOME": str(home.resolve()),
        "ROUNDS_SECRET_KEY": "a-key-for-measuring-that-signs-nothing-of-worth-anywhere",
        "DJANGO_SETTINGS_MODULE": "rounds.settings",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if not (home / "static" / "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)


def make(many: int) -> None:
    """The register: four accounts for each hospital, three in four of them checked, half of those proven."""
    from django.db import connection, transaction
    from django.utils import timezone

    from rounds.core.actions import describe_centre
    from rounds.directory.models import Hospital, HospitalAccount, SocialNetwork
    from rounds.directory.naming import plain

    if Hospital.objects.exists():
        return
    chance, at = random.Random(90), timezone.now()
    describe_centre(name="Harbour Centre", mail="hello@harbour-centre.example")
    hospitals = []
    for number in range(many):
        town, state = chance.choice(TOWNS), chance.choice(STATES)
        name = f"{town} {chance.choice(('Hospital', 'Regional', 'Health', 'Medical Center'))} {number}"
        hospitals.append(
            Hospital(
                slug=f"h-{number}",
                name=name,
                city=town,
                state=state,
                words=plain(f"{name} {town} {state}"),
                type=chance.choice(("acute", "acute", "critical_access", "psychiatric")),
                ownership=chance.choice(("non_profit", "for_profit", "public", "federal")),
                beds=chance.choice((None, 25, 60, 120, 250, 450)),
                teaching=chance.choice((True, False, None)),
                status="closed" if number % 20 == 0 else "open",
            )
        )
    networks = list(SocialNetwork.objects.filter(slug__in=NETWORKS))
    with transaction.atomic():
        Hospital.objects.bulk_create(hospitals, batch_size=500)
        accounts = []
        for hospital in hospitals:
            for network in chance.sample(networks, 4) if chance.random() < 0.9 else []:
                proven = chance.random() < 0.5
                accounts.append(
                    HospitalAccount(
                        hospital=hospital,
                        network=network,
                        handle=hospital.slug,
                        address=f"https://{network.slug}.example/{hospital.slug}",
                        state=chance.choice(("checked", "checked", "checked", "submitted")),
                        since=at,
                        submitted_at=at,
                        proven_at=at - dt.timedelta(days=chance.randrange(60)) if proven else None,
                        proven_by="link_back" if proven else "",
                    )
                )
        while len(accounts) < 4 * many:
            hospital, network = chance.choice(hospitals), chance.choice(networks)
            handle, address = f"more-{len(accounts)}", f"https://more.example/{len(accounts)}"
            accounts.append(
                HospitalAccount(
                    hospital=hospital, network=network, handle=handle, address=address, since=at, submitted_at=at
                )
            )
        HospitalAccount.objects.bulk_create(accounts, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure(path: str, times: int) -> str:
    """Median time, median of processor time and worst time in milliseconds, questions to the database, size in kB."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    client.get(path)
    taken, worked = [], []
    for _time in range(times):
        start, cpu = time.perf_counter(), time.process_time()
        answer = client.get(path)
        size = len(b"".join(answer)) if answer.streaming else len(answer.content)
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - cpu) * 1000)
        assert answer.status_code == 200, (path, answer.status_code)
    with CaptureQueriesContext(connection) as questions:
        client.get(path)
    figures = (statistics.median(taken), statistics.median(worked), max(taken))
    return " | ".join([*(f"{figure:.1f}" for figure in figures), str(len(questions)), f"{size / 1000:.0f}"])


def main() -> None:
    told = asked()
    set_up(told.home)
    make(told.hospitals)
    from django.db import connection

    from rounds.directory.models import Hospital, HospitalAccount

    print(
        f"{Hospital.objects.count():,} hospitals, {HospitalAccount.objects.count():,} accounts, {connection.vendor}\n"
    )
    print(
        "| list | median, ms | processor, ms | worst, ms | queries | kB |\n| --- | ---: | ---: | ---: | ---: | ---: |"
    )
    for query, words in ASKED:
        print(f"| {words} | {measure(f'/hospitals{query}', told.times)} |")
    for path, words in (
        ("/hospitals/h-77", "one hospital"),
        ("/hospitals/h-77/card.png", "its card"),
        ("/api/v1/hospitals?state=WI&limit=100", "API, 100 of a state"),
        ("/hospitals.csv?state=WI", "CSV of a state"),
    ):
        print(f"| {words} | {measure(path, told.times)} |")


if __name__ == "__main__":
    main()
