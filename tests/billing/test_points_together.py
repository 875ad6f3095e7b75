"""Two hundred requests from eighty threads in four processes spend from the same points: the books balance on both databases."""

from pathlib import Path

import pytest

from tests.rivals import rivals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.both]


def test_two_hundred_requests_spend_no_point_twice(tmp_path: Path) -> None:
    with rivals("tests.billing.spender", tmp_path / "home") as spenders:
        assert spenders.do(["prepare"]) == [1000]
        answers = spenders.do(*[[f"worker{number}"] for number in range(4)])
        (found,) = spenders.do(["look"])

    granted = {key for answer in answers for key in answer} - {"refused"}
    assert sum(len(answer) for answer in answers) == 200
    assert found == {"keys": sorted(granted), "spent": 990, "balance": 10, "wrong": []}
    assert len(granted) == 66
