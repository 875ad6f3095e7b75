"""Two workers on one day keep it once."""

import datetime as dt
from functools import partial

import pytest

from rounds.accounts.models import Entry
from rounds.directory.actions.snapshots import take_snapshot
from rounds.directory.models import Snapshot, SnapshotFigure
from tests.credentials.conftest import Together, together  # noqa: F401  a fixture
from tests.factories.directory import NOON, AccountFactory


@pytest.mark.slow
def test_many_workers_keep_one_snapshot_a_day(together: Together) -> None:  # noqa: F811
    together([partial(AccountFactory, opened_on=dt.date(2011, 1, 1))])

    kept = together([partial(take_snapshot, on=NOON.date(), at=NOON)] * 5)

    assert len({snapshot.pk for snapshot, _made in kept}) == 1
    assert [made for _snapshot, made in kept].count(True) == 1
    assert together([Snapshot.objects.count, Entry.objects.count]) == [1, 1]
    (figures,) = together([SnapshotFigure.objects.count])
    assert figures == len(
        set(together([lambda: list(SnapshotFigure.objects.values_list("slice", "key", "definition"))])[0])
    )
