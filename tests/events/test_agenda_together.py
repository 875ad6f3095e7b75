"""Two workers send the letters of one version, two people publish at once, and one worker is killed; on both databases."""

from pathlib import Path

import pytest

from tests.billing.test_points_together import address
from tests.events.test_together import start, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.both]


def test_a_version_is_published_once_and_each_letter_goes_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    url = address(home)
    rival = "tests.events.agenda_rival"
    told(start(home, url, "prepare", module=rival))

    moved = [told(process) for process in [start(home, url, "move", str(n), module=rival) for n in range(2)]]
    assert sorted(one for each in moved for one in each) == ["MovedMeanwhile"] * 7 + ["moved"]

    seal = told(start(home, url, "seal", module=rival))
    sent = [told(process) for process in [start(home, url, "publish", seal, module=rival) for _click in range(2)]]
    assert sorted(one for each in sent for one in each) == ["6"] + ["PublishingRefused"] * 7

    killed = start(home, url, "die", module=rival)
    killed.communicate(timeout=170)
    gone = sum(told(process) for process in [start(home, url, "deliver", module=rival) for _worker in range(2)])

    assert (killed.returncode, gone) == (9, 5)
    assert told(start(home, url, "look", module=rival)) == {
        "versions": 1,
        "letters": 6,
        "gone": 5,
        "unsure": 1,
        "meetings": 6,
    }
