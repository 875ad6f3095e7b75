"""One web server on loopback and one client that keeps its connection."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles


@dataclass(frozen=True)
class Measured:
    """Milliseconds until the last byte was there, milliseconds of processor time of the server, size of the page."""

    median: float
    p95: float
    processor: float | None
    kilobytes: float


@contextmanager
def server(command: list[str], host: str, port: int, env: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=dict(env))
    try:
        wait_for(host, port, process)
        yield process
    finally:
        process.terminate()
        process.wait(30)


def wait_for(host: str, port: int, process: subprocess.Popen[bytes], seconds: int = 120) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit(f"The server stopped with {process.returncode} before it answered.")
        try:
            connection = http.client.HTTPConnection(host, port, timeout=60)
            ask(connection, "/", {})
            return connection.close()
        except OSError:
            time.sleep(0.3)
    raise SystemExit(f"The server did not answer on port {port} within {seconds} s.")


def ask(connection: http.client.HTTPConnection, path: str, headers: Mapping[str, str]) -> tuple[int, int]:
    """The status of the answer and the number of its bytes."""
    connection.request("GET", path, headers=dict(headers))
    response = connection.getresponse()
    return response.status, len(response.read())


def measure(
    host: str, port: int, visits: Iterable[tuple[str, Mapping[str, str]]], process: int, warm: int = 10
) -> Measured:
    connection = http.client.HTTPConnection(host, port, timeout=60)
    listed = list(visits)
    for path, headers in listed[:warm]:
        ask(connection, path, headers)
    times, sizes, before = [], [], processor_seconds(process)
    for path, headers in listed:
        start = time.perf_counter()
        status, size = ask(connection, path, headers)
        times.append(1000 * (time.perf_counter() - start))
        sizes.append(size / 1000)
        if status != 200:
            raise SystemExit(f"{path} answered {status}.")
    after = processor_seconds(process)
    connection.close()
    used = 1000 * (after - before) / len(listed) if before is not None and after is not None else None
    return Measured(median(times), quantiles(times, n=20)[-1], used, median(sizes))


def family(process: int) -> list[int]:
    """A process and those that it started."""
    listed = subprocess.run(["ps", "-axo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(pid): int(parent) for pid, parent in (line.split() for line in listed.splitlines())}
    found = [process]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def processor_seconds(process: int) -> float | None:
    """Processor time of a process and those it started; None where the system does not tell it in /proc."""
    if not sys.platform.startswith("linux"):
        return None
    fields = [Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split() for pid in family(process)]
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


def resident_megabytes(process: int) -> float:
    """Memory of a process and those it started; on Linux what they share is counted once."""
    if sys.platform.startswith("linux"):
        return sum(map(proportional_kilobytes, family(process))) * 1024 / 1e6
    pids = ",".join(map(str, family(process)))
    listed = subprocess.run(["ps", "-o", "rss=", "-p", pids], capture_output=True, text=True, check=True).stdout
    return sum(map(int, listed.split())) * 1024 / 1e6


def proportional_kilobytes(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
