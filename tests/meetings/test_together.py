"""Buyers who are processes of their own against a real server, small enough for every run; `make prove-seats` sells to 1,000."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT, environment, with_files


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.own_home
def test_no_place_is_sold_twice_even_when_a_process_of_the_server_is_killed(tmp_path: Path) -> None:
    home = with_files(tmp_path / "home")
    words = ["--buyers", "20", "--places", "6", "--workers", "2", "--cold", "--home", str(home)]
    command = [sys.executable, str(ROOT / "tools/prove_seats.py"), *words]

    done = subprocess.run(command, env=environment(home), capture_output=True, text=True, timeout=400, check=False)

    assert (done.returncode, done.stdout.count("exactly the places")) == (0, 4), done.stdout + done.stderr
