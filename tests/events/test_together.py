"""Two processes send, decide and write letters at once, and one of them is killed, on both databases."""

from pathlib import Path

import pytest

from tests.rivals import rivals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.both]


def test_limits_hold_one_decision_stands_and_each_letter_goes_once(tmp_path: Path) -> None:
    with rivals("tests.events.rival", tmp_path / "home") as event:
        event.do(["prepare"])

        worked = event.do(["0"], ["1"])
        assert sorted(one for each in worked for one in each["submit"]) == ["ProposalRefused"] * 6 + ["sent"] * 2
        assert {one for each in worked for one in each["decide"]} == {"decided"}

        (seal,) = event.do(["seal"])
        sent = event.do(["send", seal], ["send", seal])
        assert sorted(one for each in sent for one in each) == ["6"] + ["DecisionRefused"] * 7

        (killed,) = event.end(["die"])
        gone = sum(event.do(["deliver"], ["deliver"]))

        assert (killed.code, gone) == (9, 5)
        assert event.do(["look"]) == [
            {"open decisions": 0, "sent decisions": 6, "letters": 6, "gone": 5, "unsure": 1},
        ]
