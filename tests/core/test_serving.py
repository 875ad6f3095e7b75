"""`rounds serve` as a person runs it."""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_socket import enable_socket

from tests.processes import KEY, command, environment, run, with_files

pytestmark = [pytest.mark.slow, pytest.mark.own_home]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    found = with_files(tmp_path / "home")
    (found / "rounds.env").write_text(f"ROUNDS_SECRET_KEY={KEY}\n")
    return found


@pytest.fixture
def port() -> int:
    enable_socket()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    words = command("serve", "--port", str(port))
    process = subprocess.Popen(words, env=environment(home), cwd=home, stdout=subprocess.DEVNULL)
    assert comes_true(lambda: status(port) == 200)
    yield process
    process.terminate()
    process.wait(60)


def status(port: int) -> int:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        asked.request("GET", "/about")
        return asked.getresponse().status
    except OSError:
        return 0
    finally:
        asked.close()


def comes_true(question: Callable[[], bool], seconds: float = 120) -> bool:
    until = time.monotonic() + seconds
    while not question() and time.monotonic() < until:
        time.sleep(0.2)
    return question()


def children(process: subprocess.Popen[bytes], word: str) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False
    )
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if word in line]


def alive(process: int) -> bool:
    return Path(f"/proc/{process}/cmdline").exists() and bool(Path(f"/proc/{process}/cmdline").read_bytes())


def test_server_answers_brings_its_worker_back_and_stops_cleanly(
    home: Path, port: int, server: subprocess.Popen[bytes]
) -> None:
    (worker,) = children(server, "rounds.command worker")
    (web,) = children(server, "granian")

    os.kill(worker, signal.SIGKILL)
    came_back = comes_true(lambda: children(server, "rounds.command worker") not in ([], [worker]))
    second = run(home, "serve", "--port", str(port))
    server.send_signal(signal.SIGTERM)
    ended = server.wait(60)

    assert came_back
    assert (second.returncode, second.stdout) == (1, "")
    assert "is in use; process" in second.stderr
    assert ended == 0
    assert comes_true(
        lambda: subprocess.run(["kill", "-0", str(web)], check=False, capture_output=True).returncode == 1
    )


def test_server_that_is_killed_takes_its_children_along(home: Path, port: int, server: subprocess.Popen[bytes]) -> None:
    mine = [*children(server, "rounds.command worker"), *children(server, "granian")]

    server.kill()
    server.wait()

    assert len(mine) == 2
    assert comes_true(lambda: not any(map(alive, mine)))


def test_server_without_a_key_says_what_to_type(tmp_path: Path) -> None:
    done = run(tmp_path, "serve")

    assert done.returncode == 1
    assert done.stderr.startswith("ROUNDS_SECRET_KEY is not set. Run `rounds setup`")


def test_setting_that_is_no_number_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, "serve", ROUNDS_TURNS="many", ROUNDS_SECRET_KEY=KEY)

    assert (done.returncode, done.stderr) == (1, "ROUNDS_TURNS is “many”. It takes a whole number, 1 or more.\n")


def test_server_on_a_port_that_is_taken_says_so(home: Path, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        done = run(home, "serve", "--port", str(port))

    assert done.returncode == 1
    assert f"Port {port} on 127.0.0.1 is taken or not allowed. Choose another with --port." in done.stderr


def test_unknown_command_is_told_what_comes_near(home: Path) -> None:
    done = run(home, "import-corse")

    assert (done.returncode, done.stderr) == (
        1,
        "There is no command `import-corse`. Did you mean `rounds import-course`? `rounds help` lists all commands.\n",
    )


def test_help_names_our_commands_first(home: Path) -> None:
    lines = run(home, "help").stdout.splitlines()

    assert lines[2].split(maxsplit=1) == ["backup", "Copy the whole centre into one file; the centre may go on running"]
    assert [line.split()[0] for line in lines[2:] if line.startswith("  serve")] == ["serve"]


def test_slow_readers_of_a_long_file_keep_nobody_waiting(home: Path, port: int) -> None:
    with (home / "static" / "film.bin").open("wb") as film:
        film.truncate(60_000_000)
    process = subprocess.Popen(command("serve", "--port", str(port), "--no-worker"), env=environment(home), cwd=home)
    readers = []
    try:
        assert comes_true(lambda: status(port) == 200)
        for _ in range(4):
            readers.append(socket.create_connection(("127.0.0.1", port)))
            readers[-1].sendall(b"GET /static/film.bin HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert readers[-1].recv(12) == b"HTTP/1.1 200"

        assert status(port) == 200
    finally:
        for reader in readers:
            reader.close()
        process.terminate()
        process.wait(60)
