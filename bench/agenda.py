"""Measures the public agenda of an event with 60 talks: requests a second from what is kept, fresh, and unchanged.

One server process on this machine, read by a few connections that stay open. `--beside URL` measures a page of another
server in the same run, in turns with ours, so that both meet the same machine.
"""

import argparse
import datetime as dt
import http.client
import itertools
import os
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
HOST, TALKS, TURNS = "127.0.0.1", 60, 3


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8170, help="port of the server, on this machine only")
    parser.add_argument("--seconds", type=float, default=5, help="how long each page is asked for")
    parser.add_argument("--connections", type=int, default=2)
    parser.add_argument("--beside", help="address of a page of another server, to measure in the same run")
    return parser.parse_args()


def set_up(home: Path, port: int) -> None:
    for name in ("ROUNDS_DEMO", "ROUNDS_DEBUG", "ROUNDS_DATABASE_URL", "ROUNDS_REDIS_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "ROUNDS_HOME": str(home),
        "ROUNDS_SECRET_KEY": "a-key-for-measuring-that-signs-nothing-of-worth-anywhere",
        "ROUNDS_BASE_URL": f"http://{HOST}:{port}",
        "DJANGO_SETTINGS_MODULE": "rounds.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    import django

    django.setup()


def make_event() -> str:
    """Three days, four rooms, 60 talks, lunch each day."""
    from rounds.core import serving
    from tests.factories.agenda import NINE, RoomFactory, SlotFactory, publish, published_talk
    from tests.factories.events import TrackFactory, conference

    serving.prepare(print)
    event = conference(slug="measured", ends=dt.date(2027, 1, 16))
    rooms = [RoomFactory(event=event, name=f"Room {letter}", order=order) for order, letter in enumerate("ABCD")]
    tracks = [TrackFactory(event=event, name=name) for name in ("Privacy", "Plain language", "Listening", "Care")]
    for number in range(TALKS):
        day, place = divmod(number, TALKS // 3)
        starts = NINE + dt.timedelta(days=day, minutes=45 * (place // 4))
        title = f"What we learned about answering patients in public, {number}"
        talk = published_talk(event, title=title, track=tracks[number % 4])
        SlotFactory(proposal=talk, room=rooms[number % 4], starts=starts)
    for day in range(3):
        starts = NINE + dt.timedelta(days=day, hours=4)
        SlotFactory(proposal=None, event=event, title="Lunch", room=None, starts=starts, minutes=60)
    publish(event)
    return "/events/measured/agenda"


def once(port: int, path: str, headers: dict[str, str]) -> tuple[dict[str, str], bytes]:
    """Headers and body of one page."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return {key.lower(): value for key, value in answer.getheaders()}, answer.read()


class Connection:
    """Asks for one page after another, and reads no more of an answer than where it ends: the processor is for the server.

    Python's own client takes as long to read a page of 35 kB as the server takes to find it.
    """

    def __init__(self, host: str, port: int) -> None:
        self.where = (host, port)
        self.open()

    def open(self) -> None:
        self.line = socket.create_connection(self.where, timeout=30)
        self.lines = self.line.makefile("rb", buffering=65536)

    def ask(self, path: str, headers: str) -> int:
        """The status of the answer, after all of it has come; once more where the server ended the line meanwhile."""
        for last in (False, True):
            try:
                self.line.sendall(f"GET {path} HTTP/1.1\r\n{headers}\r\n".encode())
                if status := self.answer():
                    return status
            except OSError:
                if last:
                    raise
            self.open()
        raise SystemExit(f"{path}: the line ended.")

    def answer(self) -> int:
        first = self.lines.readline()
        if not first:
            return 0
        status, length, ends = int(first.split()[1]), None, False
        while (line := self.lines.readline()) != b"\r\n":
            name, _colon, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
            ends |= name.lower() == b"connection" and value.strip().lower() == b"close"
        if length is None and status != 304 and not ends:
            raise SystemExit("The server does not say how long its page is.")
        self.lines.read(0 if status == 304 else length)
        if ends:
            self.open()
        return status


def rate(
    host: str, port: int, next_path: Callable[[], str], headers: dict[str, str], *, seconds: float, count: int
) -> float:
    """Requests a second over all connections."""
    until = time.perf_counter() + seconds
    sent = "".join(f"{name}: {value}\r\n" for name, value in {"Host": f"{host}:{port}", **headers}.items())

    def one(_number: int) -> int:
        connection, done = Connection(host, port), 0
        while time.perf_counter() < until:
            status = connection.ask(next_path(), sent)
            if status not in {200, 304}:
                raise SystemExit(f"{next_path()} answered {status}.")
            done += 1
        return done

    start = time.perf_counter()
    with ThreadPoolExecutor(count) as pool:
        done = sum(pool.map(one, range(count)))
    return done / (time.perf_counter() - start)


def fresh(path: str) -> Iterator[str]:
    """Each address once, so that nothing of it is kept."""
    return (f"{path}?n={number}" for number in itertools.count())


def main() -> None:
    options = asked()
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder), options.port)
        path = make_event()
        from served import server

        from rounds.core.supervisor import web_command

        with server(web_command(HOST, options.port, 1), HOST, options.port, os.environ):
            measure(options, path)
    os._exit(0)  # the database of the folder is gone


def measure(options: argparse.Namespace, path: str) -> None:
    headers, body = once(options.port, path, {})
    cookie = {"Cookie": headers.get("set-cookie", "").partition(";")[0]}
    headers, _body = once(options.port, path, cookie)
    unseen, told = fresh(path), {"seconds": options.seconds / TURNS, "count": options.connections}
    print(f"{TALKS} talks, {len(body) / 1000:.1f} kB, one server process, {options.connections} connections")
    ours = (HOST, options.port)
    rows: list[tuple[str, tuple[str, int], Callable[[], str], dict[str, str]]] = [
        ("kept", ours, lambda: path, {}),
        ("fresh", ours, lambda: next(unseen), {}),
        ("unchanged (304)", ours, lambda: path, {**cookie, "If-None-Match": headers["etag"]}),
    ]
    if options.beside:
        other = urlsplit(options.beside)
        where = (other.hostname or HOST, other.port or 80)
        rows.append((options.beside, where, lambda: other.path, {"Host": other.netloc}))
    found: dict[str, list[float]] = {name: [] for name, *_rest in rows}
    for _turn in range(TURNS):
        for name, (host, port), next_path, sent in rows:
            found[name].append(rate(host, port, next_path, sent, **told))
    for name, rates in found.items():
        print(f"  {name}: {median(rates):.0f}/s (from {min(rates):.0f} to {max(rates):.0f})", flush=True)


if __name__ == "__main__":
    main()
