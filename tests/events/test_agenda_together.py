"""Two workers send the letters of one version, two people publish at once, and one worker is killed; on both databases."""

from pathlib import Path

import pytest

from tests.rivals import rivals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.both]


def test_a_version_is_published_once_and_each_letter_goes_once(tmp_path: Path) -> None:
    with rivals("tests.events.agenda_rival", tmp_path / "home") as agenda:
        agenda.do(["prepare"])

        moved = agenda.do(["move", "0"], ["move", "1"])
        assert sorted(one for each in moved for one in each) == ["MovedMeanwhile"] * 7 + ["moved"]

        (seal,) = agenda.do(["seal"])
        sent = agenda.do(["publish", seal], ["publish", seal])
        assert sorted(one for each in sent for one in each) == ["6"] + ["PublishingRefused"] * 7

        (killed,) = agenda.end(["die"])
        gone = sum(agenda.do(["deliver"], ["deliver"]))

        assert (killed.code, gone) == (9, 5)
        assert agenda.do(["look"]) == [{"versions": 1, "letters": 6, "gone": 5, "unsure": 1, "meetings": 6}]
