"""Two hundred requests from eighty threads in four processes spend from the same points: the books balance on both databases."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from tests.processes import KEY, ROOT, environment, with_tables

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.both]


def address(home: Path) -> str:
    """The database of this run; a test in memory gets a file of its own, for memory is not shared."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{with_tables(home)}/rounds.sqlite3"
    told = connection.settings_dict
    host = quote(str(told["HOST"]), safe="")
    return f"postgresql://{told['USER']}:{quote(str(told['PASSWORD']))}@{host}:{told['PORT']}/{told['NAME']}"


def start(home: Path, url: str, word: str) -> "subprocess.Popen[str]":
    told = {"ROUNDS_DATABASE_URL": url, "ROUNDS_SECRET_KEY": KEY, "DJANGO_SETTINGS_MODULE": "rounds.settings"}
    env = {**environment(home, **told), "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    words = [sys.executable, "-m", "tests.billing.spender", word]
    return subprocess.Popen(words, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def told(process: "subprocess.Popen[str]") -> Any:
    out, err = process.communicate(timeout=170)
    assert process.returncode == 0, err
    return json.loads(out)


def test_two_hundred_requests_spend_no_point_twice(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    url = address(home)
    assert told(start(home, url, "prepare")) == {"balance": 1000}

    answers = [told(process) for process in [start(home, url, f"worker{number}") for number in range(4)]]

    found = told(start(home, url, "look"))
    granted = {key for answer in answers for key in answer} - {"refused"}
    assert sum(len(answer) for answer in answers) == 200
    assert found == {"keys": sorted(granted), "spent": 990, "balance": 10, "wrong": []}
    assert len(granted) == 66
