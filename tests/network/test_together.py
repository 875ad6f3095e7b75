"""Several processes want the last seat, each other's seat, the same joining and the same year at once, on both databases."""

from pathlib import Path

import pytest

from tests.rivals import rivals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.both]


def test_nothing_is_given_twice(tmp_path: Path) -> None:
    with rivals("tests.network.taker", tmp_path / "home") as takers:
        takers.do(["prepare"])
        told_by = takers.do(["0"], ["1"])
        found = takers.do(["look"])

    def said(what: str) -> list[str]:
        return sorted(answer for answers in told_by for answer in answers[what])

    assert said("take") == ["SeatRefused"] * 8 + ["taken"] * 12
    assert said("asking") == ["SeatRefused"] * 7 + ["answered"]
    assert said("rivals").count("1") == 1
    assert said("joining") == ["northlake-hospital"] * 8
    assert said("paying") == ["False"] * 7 + ["True"]
    assert found == [{"seats": [12, 12], "managers": 1, "taken by two": 1, "joined": 1, "invoices": 1}]
