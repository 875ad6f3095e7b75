"""Many requests at once against a real server, small enough for every run; `make prove-books` does it with 200."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT, environment, with_files


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.own_home
def test_nothing_is_paid_twice_and_no_number_is_left_out(tmp_path: Path) -> None:
    home = with_files(tmp_path / "home")
    command = [
        sys.executable,
        str(ROOT / "tools/prove_books.py"),
        "--requests",
        "30",
        "--workers",
        "2",
        "--home",
        str(home),
    ]

    done = subprocess.run(command, env=environment(home), capture_output=True, text=True, timeout=400, check=False)

    assert (done.returncode, done.stdout.count("the books balance")) == (0, 3), done.stdout + done.stderr
