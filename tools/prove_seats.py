"""Prove that a place is never sold twice: a real server, and buyers who are processes of their own.

`make prove-seats` runs it on SQLite and on a throw-away PostgreSQL. Everything happens in a home of its own, on loopback.
"""

import argparse
import datetime as dt
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prove_books import server, setup
from seat_scene import Scene, ask, people, prices, stage, wants, without_invoice
from ticket_round import Tickets, sell_tickets, stage_tickets

BUYERS = Path(__file__).with_name("buyers.py")
PATHS = "/proc/{}/{}"
REPLACED = 60.0  # seconds within which a process that was killed has a successor


def send(port: int, asks: list[dict[str, Any]], *, again: bool = False) -> Iterator[dict[str, Any]]:
    """All buyers at once; what each was answered, as it comes in."""
    plan = json.dumps({"port": port, "asks": asks, "again": again, "settle": 0.3 + len(asks) / 1000})
    command = [sys.executable, "-S", "-E", str(BUYERS)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(plan)
        process.stdin.close()
        yield from (json.loads(line) for line in process.stdout)


def spread(seconds: Iterable[float]) -> str:
    """Milliseconds that half of them took at most, and 95 of 100."""
    times = sorted(1000 * one for one in seconds)
    half, most = times[len(times) // 2], times[min(len(times) - 1, int(0.95 * len(times)))]
    return f"p50 {half:.0f}, p95 {most:.0f} ms"


Gather = Callable[[Iterator[dict[str, Any]]], list[dict[str, Any]]]


@contextmanager
def measured(scene: Scene | Tickets, count: int) -> Iterator[Gather]:
    """Processor time for each buyer: of the server, and of the buyers themselves, who share the machine with it."""
    server_before, buyers_before = processor_seconds(), buyers_seconds()
    yield list
    scene.processor = 1000 * (processor_seconds() - server_before) / count
    scene.buyers = 1000 * (buyers_seconds() - buyers_before) / count


@contextmanager
def with_victim(scene: Scene | Tickets, count: int) -> Iterator[Gather]:
    """End a process of the server once a tenth of so many buyers are answered; another one takes its place."""
    served, killed = len(processes()), list[int]()

    def gather(answers: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
        found = []
        for one in answers:
            found.append(one)
            if len(found) == max(1, count // 10):
                killed.extend(kill_oldest())
        return found

    yield gather
    scene.check("a process of the server was killed", len(killed), 1)
    scene.check("processes of the server after it", replaced(killed, served), served)


def replaced(killed: list[int], served: int) -> int:
    """How many processes the server has without the one that was killed, once they are as many as before."""
    until = time.monotonic() + REPLACED
    while True:
        left = len(set(processes()) - set(killed))
        if left >= served or time.monotonic() > until:
            return left
        time.sleep(0.1)


def buyers_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def burst(port: int, scene: Scene, count: int, *, victim: bool = False) -> list[dict[str, Any]]:
    """So many buyers at once for two meetings that share their places; a tenth of them use a voucher for the talk."""
    buyers = people(count)
    talk = count // 10
    asks = [wants(one, scene.talk, voucher=scene.code) for one in buyers[:talk]]
    asks += [wants(one, scene.both[n % 2]) for n, one in enumerate(buyers[talk:])]
    with (with_victim if victim else measured)(scene, count) as gather:
        answers = gather(send(port, asks, again=victim))
    look(scene, buyers, answers, talk)
    return answers


def look(scene: Scene, buyers: list[Any], answers: list[dict[str, Any]], talk: int) -> None:
    from rounds.billing.models import Voucher
    from rounds.meetings.models import Registration
    from rounds.meetings.queries import pools_that_disagree

    scene.check("answers", len(answers), len(buyers))
    seen = Counter((one["status"], one["page"]) for one in answers)
    scene.check("what buyers saw", dict(seen), {(302, 200): len(buyers)})
    living = Registration.objects.living().filter(meeting__in=scene.both)
    holding = living.exclude(state="waiting")
    wanted = min(scene.places, len(buyers) - talk)
    scene.check("places sold", sum(holding.values_list("party", flat=True)), wanted)
    scene.check("people with a place or in the list", living.values("person").distinct().count(), len(buyers) - talk)
    scene.check("the talk", scene.talk.registrations.count(), talk)
    voucher = Voucher.objects.get(code=scene.code)
    scene.check("uses of the voucher", (voucher.used, voucher.uses.filter(given_back=None).count()), (1, 1))
    refused = sum(one["first"] == 422 for one in answers)
    scene.check("buyers told that the voucher is used up", refused, talk - 1)
    scene.check("pools that disagree", list(pools_that_disagree()), [])
    in_order(scene, answers)


def in_order(scene: Scene, answers: list[dict[str, Any]]) -> None:
    """Whoever was answered before somebody else asked stands before them in the list."""
    from rounds.meetings.models import Registration

    places = dict(Registration.objects.waiting().filter(meeting__in=scene.both).values_list("person", "place"))
    scene.check("positions in the list", len(set(places.values())), len(places))
    waiting = [one for one in answers if one["who"] in places]
    wrong = [
        (a["who"], b["who"])
        for a in waiting
        for b in waiting
        if a["answered"] < b["begun"] and places[a["who"]] > places[b["who"]]
    ]
    scene.check("overtaken in the list", wrong, [])


def second_wave(port: int, scene: Scene, count: int) -> None:
    """Who comes after everybody else stands after everybody else."""
    from django.db.models import Max, Min

    from rounds.meetings.models import Registration

    waiting = Registration.objects.waiting().filter(meeting__in=scene.both)
    last = waiting.aggregate(last=Max("place"))["last"] or 0
    buyers = people(count)
    answers = list(send(port, [wants(one, scene.both[n % 2]) for n, one in enumerate(buyers)]))
    scene.check("second wave", Counter(one["status"] for one in answers), Counter({302: count}))
    first = Registration.objects.filter(person__in=buyers).aggregate(first=Min("place"))["first"] or 0
    scene.check("the second wave stands behind", first > last or not last, True)


def paying(port: int, scene: Scene) -> None:
    """Some pay, some let the time pass, some pay late; newcomers come at the same moment."""
    from django.utils import timezone

    from rounds.billing.models import Invoice
    from rounds.billing.queries import differences
    from rounds.meetings import actions
    from rounds.meetings.models import Hold, Registration

    carts = list(Registration.objects.filter(meeting__in=scene.both, state="held").select_related("person"))
    pays, lets, late = carts[0::3], carts[1::3], carts[2::3]
    asked = [ask(one.person, f"/meetings/{one.meeting_id}/pay", how="card") for one in [*pays, *late]]
    answers = list(send(port, asked * 2))
    scene.check("asking for invoices", Counter(a["status"] for a in answers), Counter({302: len(asked) * 2}))
    papers = dict(Invoice.objects.filter(order__registrations__in=carts).values_list("order__registrations", "token"))
    if without_invoice(scene, [*pays, *late], papers, answers):
        return
    past = timezone.now() - dt.timedelta(minutes=1)
    over = Registration.objects.filter(pk__in=[one.pk for one in [*lets, *late]])
    over.update(until=past)
    Hold.objects.filter(key__in=over.values("key")).update(expires_at=past)
    moneys = [money(scene.staff, papers[one.pk]) for one in pays] * 2 + [
        money(scene.staff, papers[one.pk]) for one in late
    ]
    newcomers = people(len(carts))
    asks = moneys + [wants(one, scene.both[n % 2]) for n, one in enumerate(newcomers)]
    job = threading.Thread(target=lambda: actions.expire_over(at=timezone.now()))
    job.start()
    answers = list(send(port, asks))
    job.join()
    actions.expire_over(at=timezone.now())
    scene.check("while paying", Counter(a["status"] for a in answers), Counter({302: len(asks)}))
    states = Registration.objects.filter(pk__in=[one.pk for one in pays]).values_list("state", "order__state")
    scene.check("who paid", Counter(states), Counter({("registered", "paid"): len(pays)}))
    for one in late:
        look_at_late(scene, one)
    scene.check(
        "who let it pass",
        set(over.filter(pk__in=[one.pk for one in lets]).values_list("because", flat=True)),
        {"unpaid"} if lets else set(),
    )
    settled(scene, [one.person_id for one in late])
    scene.check("the books of money", list(differences()), [])


def money(staff: Any, token: Any) -> dict[str, Any]:
    from django.utils import timezone

    on = timezone.localdate().isoformat()
    typed = {"amount": "120.00", "method": "bank", "received_on": on, "key": f"seat-{token}"}
    return ask(staff, f"/staff/invoices/{token}/payment", follow=False, **typed)


def look_at_late(scene: Scene, cart: Any) -> None:
    """Late money has found the place, or came back as credit with the first place in the list."""
    from rounds.meetings.models import Registration

    now = Registration.objects.select_related("order__invoice__standing", "person").get(pk=cart.pk)
    standing = now.order.invoice.standing  # type: ignore[union-attr]
    if now.state == "registered":
        scene.check("late and kept", (standing.credited_minor, standing.open_minor), (0, 0))
        return
    living = Registration.objects.living().filter(meeting=now.meeting_id, person=now.person_id)
    scene.check("late and gone", (standing.credited_minor, living.count()), (standing.gross_minor, 1))


def settled(scene: Scene, late: list[int]) -> None:
    from rounds.meetings.models import Registration
    from rounds.meetings.queries import pools_that_disagree

    living = Registration.objects.living().filter(meeting__in=scene.both)
    waiting = living.filter(state="waiting").exclude(person__in=late)
    offered = living.filter(state="offered").exclude(person__in=late)
    held = sum(living.exclude(state="waiting").values_list("party", flat=True))
    scene.shared.refresh_from_db()
    sold = scene.places if living.filter(state="waiting").exists() else min(held, scene.places)
    scene.check("places held after all", (held, scene.shared.taken), (sold, sold))
    last = max(offered.values_list("place", flat=True), default=0)
    first = min(waiting.values_list("place", flat=True), default=last + 1)
    scene.check("offers go in the order of the list", last < first, True)
    scene.check("pools that disagree", list(pools_that_disagree()), [])


def kill_oldest() -> list[int]:
    """End one process of the server at once, as a machine that runs out of memory would: the one that serves the longest.

    A server of which the same process dies twice within six seconds ends as a whole, for whoever watches over it to start
    it anew. Numbers of processes begin again at the lowest, so the oldest is not the one with the lowest number.
    """
    oldest = sorted(processes(), key=begun)[:1]
    for worker in oldest:
        os.kill(worker, signal.SIGKILL)
    return oldest


def processes() -> list[int]:
    """Those that answer: they have no children of their own."""
    return [pid for pid in servers() if not descendants(pid)]


def servers() -> list[int]:
    return [pid for pid in descendants(os.getpid()) if "granian" in told(pid, "cmdline")]


def begun(pid: int) -> int:
    """When a process was started, in ticks of the system."""
    stat = told(pid, "stat").rsplit(") ", 1)[-1].split()
    return int(stat[19]) if len(stat) > 19 else 0


def processor_seconds() -> float:
    """Processor time that the processes of the server have used so far; 0 where the system does not tell it in /proc."""
    stats = [told(pid, "stat").rsplit(") ", 1)[-1].split() for pid in servers()]
    return sum(int(one[11]) + int(one[12]) for one in stats if len(one) > 12) / os.sysconf("SC_CLK_TCK")


def told(pid: int, what: str) -> str:
    try:
        return Path(PATHS.format(pid, what)).read_text().replace("\0", " ")
    except OSError:
        return ""


def descendants(root: int) -> list[int]:
    listed = subprocess.run(["ps", "-axo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(pid): int(parent) for pid, parent in (line.split() for line in listed.splitlines())}
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found[1:]


def warm(port: int, staff: Any, workers: int) -> None:
    """A server that has just started reads templates and opens connections; one that sells has been asked before."""
    for _turn in range(2):
        burst(port, stage(staff, 1), 10 * workers)
        sell_tickets(port, stage_tickets(staff, 1), 10 * workers, send, measured)


def prove(home: Path, *, counts: list[int], all_places: list[int], workers: int, kill: bool, cold: bool) -> bool:
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", interactive=False, verbosity=0)
    staff = prices()
    print(f"{connection.vendor}: {workers} processes of the server", flush=True)
    good = True
    with server(home, workers) as port:
        if not cold:
            warm(port, staff, workers)
        for count, places in ((count, places) for count in counts for places in all_places):
            scene, begun = stage(staff, places), time.monotonic()
            answers = burst(port, scene, count)
            seconds = time.monotonic() - begun
            second_wave(port, scene, max(4, count // 10))
            paying(port, scene)
            good &= report(f"{count} buyers, {places} places", scene, answers, seconds)
            tickets, begun = stage_tickets(staff, places), time.monotonic()
            answers = sell_tickets(port, tickets, count, send, measured)
            good &= report(f"{count} buyers of tickets, {places} places", tickets, answers, time.monotonic() - begun)
        if kill:
            count = counts[min(1, len(counts) - 1)]
            scene, begun = stage(staff, all_places[0]), time.monotonic()
            answers = burst(port, scene, count, victim=True)
            paying(port, scene)
            good &= report(f"{count} buyers, {broken(answers)}", scene, answers, time.monotonic() - begun)
            tickets, begun = stage_tickets(staff, all_places[0]), time.monotonic()
            answers = sell_tickets(port, tickets, count, send, with_victim, again=True)
            name = f"{count} buyers of tickets, {broken(answers)}"
            good &= report(name, tickets, answers, time.monotonic() - begun)
    return good


def broken(answers: list[dict[str, Any]]) -> str:
    return f"kill -9 in the middle, {sum(bool(one['tries']) for one in answers)} pressed the button again"


def report(name: str, scene: Scene | Tickets, answers: list[dict[str, Any]], seconds: float) -> bool:
    presses = (wait for one in answers for wait in one["waits"])
    whole = spread(one["whole"] for one in answers)
    said = f"each press {spread(presses)}, until the next page {whole}, {seconds:.1f} s in all"
    if scene.processor:
        said += f", for each buyer {scene.processor:.0f} ms of processor time of the server, {scene.buyers:.0f} of the buyer"
    print(f"  {name}: {said}: {'; '.join(scene.faults) or 'exactly the places'}", flush=True)
    return not scene.faults


def numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--buyers", type=numbers, default=[40, 200, 1000], help="how many at once (40,200,1000)")
    parser.add_argument("--places", type=numbers, default=[10, 200], help="how many places there are (10,200)")
    cores = max(2, os.cpu_count() or 2)
    parser.add_argument("--workers", type=int, default=cores, help="processes of the server (default: %(default)s)")
    parser.add_argument("--no-kill", action="store_true", help="leave the processes of the server alone")
    parser.add_argument(
        "--cold", action="store_true", help="sell at once: the times tell of a server that has just started"
    )
    parser.add_argument("--home", type=Path, help="an empty home to work in (default: one that is thrown away)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix=f"rounds-proof-{uuid.uuid4().hex[:6]}-") as folder:
        home = options.home or Path(folder)
        setup(home)
        facts = {"counts": options.buyers, "all_places": options.places, "workers": options.workers}
        return 0 if prove(home, **facts, kill=not options.no_kill, cold=options.cold) else 1


if __name__ == "__main__":
    raise SystemExit(main())
