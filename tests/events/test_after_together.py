"""Several processes vote, answer, judge and give credit at once, and one is killed, on both databases."""

from pathlib import Path

import pytest

from tests.rivals import rivals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.both]


def test_each_thing_happens_once_however_many_ask_for_it(tmp_path: Path) -> None:
    with rivals("tests.events.after_rival", tmp_path / "home") as event:
        event.do(["prepare"])

        votes = event.do(*[["vote", str(number)] for number in range(4)])
        answers = event.do(*[["answer", str(number)] for number in range(4)])
        said = event.do(*[["say", str(number)] for number in range(3)])
        (killed,) = event.end(["give", "die"])
        before = event.do(["look"])[0]["Credit"]
        given = event.do(*[["give", str(number)] for number in range(3)])
        chosen = event.do(["finalists"], ["finalists"])
        sheets = event.do(*[["sheet", str(number)] for number in range(3)])

        assert sorted(votes) == ["ContestRefused"] * 3 + ["done"]
        assert (len(set(answers)), said) == (1, ["done"] * 3)
        assert (killed.code, before, sorted(given)) == (9, 0, ["0", "0", "5"])
        assert sorted(chosen) == ["3", "ContestRefused"]
        assert sorted(sheets) == ["ContestRefused"] * 2 + ["done"]
        assert event.do(["look"]) == [
            {"Support": 1, "ChatAnswer": 1, "Feedback": 1, "Credit": 5, "Finalist": 3, "Sheet": 1}
        ]
