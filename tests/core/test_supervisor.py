import subprocess

from rounds.core.supervisor import SERVED, Web


def ended() -> subprocess.Popen[bytes]:
    process = subprocess.Popen(["false"])
    process.wait()
    return process


def test_web_server_that_has_served_is_started_again() -> None:
    first = ended()
    web = Web(["sleep", "60"], first, since=100.0)

    runs = web.tend(100.0 + SERVED)
    second = web.process
    still_runs = web.tend(101.0 + SERVED)
    second.kill()
    second.wait()

    assert (runs, still_runs, web.since) == (True, True, 100.0 + SERVED)
    assert web.process is second is not first


def test_web_server_that_ends_at_its_start_is_left_to_a_person() -> None:
    first = ended()
    web = Web(["sleep", "60"], first, since=100.0)

    assert web.tend(99.0 + SERVED) is False
    assert web.process is first
