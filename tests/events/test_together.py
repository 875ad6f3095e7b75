"""Two processes send, decide and write letters at once, and one of them is killed, on both databases."""

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


def start(home: Path, url: str, *words: str, module: str = "tests.events.rival") -> "subprocess.Popen[str]":
    told = {"ROUNDS_DATABASE_URL": url, "ROUNDS_SECRET_KEY": KEY, "DJANGO_SETTINGS_MODULE": "rounds.settings"}
    env = {**environment(home, **told), "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    command = [sys.executable, "-m", module, *words]
    return subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def told(process: "subprocess.Popen[str]") -> Any:
    out, err = process.communicate(timeout=170)
    assert process.returncode == 0, err
    return json.loads(out)


def test_limits_hold_one_decision_stands_and_each_letter_goes_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    url = address(home)
    told(start(home, url, "prepare"))

    worked = [told(process) for process in [start(home, url, str(number)) for number in range(2)]]
    assert sorted(one for each in worked for one in each["submit"]) == ["ProposalRefused"] * 6 + ["sent"] * 2
    assert {one for each in worked for one in each["decide"]} == {"decided"}

    seal = told(start(home, url, "seal"))
    sent = [told(process) for process in [start(home, url, "send", seal) for _click in range(2)]]
    assert sorted(one for each in sent for one in each) == ["6"] + ["DecisionRefused"] * 7

    killed = start(home, url, "die")
    killed.communicate(timeout=170)
    gone = sum(told(process) for process in [start(home, url, "deliver") for _worker in range(2)])

    assert (killed.returncode, gone) == (9, 5)
    assert told(start(home, url, "look")) == {
        "open decisions": 0,
        "sent decisions": 6,
        "letters": 6,
        "gone": 5,
        "unsure": 1,
    }
