"""Several processes want the last seat, each other's seat, the same joining and the same year at once, on both databases."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.billing.test_points_together import address
from tests.processes import KEY, ROOT, environment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.both]


def start(home: Path, url: str, word: str) -> "subprocess.Popen[str]":
    told = {"ROUNDS_DATABASE_URL": url, "ROUNDS_SECRET_KEY": KEY, "DJANGO_SETTINGS_MODULE": "rounds.settings"}
    env = {**environment(home, **told), "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    words = [sys.executable, "-m", "tests.network.taker", word]
    return subprocess.Popen(words, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def told(process: "subprocess.Popen[str]") -> Any:
    out, err = process.communicate(timeout=170)
    assert process.returncode == 0, err
    return json.loads(out)


def test_nothing_is_given_twice(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    url = address(home)
    told(start(home, url, "prepare"))

    told_by = [told(process) for process in [start(home, url, str(number)) for number in range(2)]]

    def said(what: str) -> list[str]:
        return sorted(answer for answers in told_by for answer in answers[what])

    assert said("take") == ["SeatRefused"] * 8 + ["taken"] * 12
    assert said("asking") == ["SeatRefused"] * 7 + ["answered"]
    assert said("rivals").count("1") == 1
    assert said("joining") == ["northlake-hospital"] * 8
    assert said("paying") == ["False"] * 7 + ["True"]
    assert told(start(home, url, "look")) == {
        "seats": [12, 12],
        "managers": 1,
        "taken by two": 1,
        "joined": 1,
        "invoices": 1,
    }
