"""A day is kept once, never changed, and compared figure by figure."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from wagtail import hooks

from rounds.accounts.models import Entry
from rounds.directory.actions.snapshots import take_snapshot
from rounds.directory.figures import csv_row
from rounds.directory.models import Snapshot, SnapshotFigure
from rounds.directory.queries.adoption import adoption
from rounds.directory.queries.snapshots import differences, figures_of, is_whole
from tests.factories.directory import NOON, AccountFactory, HospitalFactory, NetworkFactory

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def take(on: dt.date = TODAY) -> Snapshot:
    return take_snapshot(on=on, at=NOON)[0]


def test_snapshot_keeps_every_figure_of_the_day() -> None:
    AccountFactory(opened_on=dt.date(2011, 1, 1))

    snapshot = take()

    live = adoption(on=TODAY).figures
    kept = figures_of(snapshot)
    assert [csv_row(figure)[:-1] for figure in kept] == [csv_row(figure)[:-1] for figure in live]
    assert {figure.source for figure in kept} == {f"register snapshot {TODAY}"}
    assert is_whole(snapshot, kept)
    assert [entry.verb for entry in Entry.objects.all()] == ["directory.snapshot_taken"]


def test_second_snapshot_of_a_day_is_the_first_one() -> None:
    AccountFactory()
    first, made = take_snapshot(on=TODAY, at=NOON)
    AccountFactory()

    again, made_again = take_snapshot(on=TODAY, at=NOON)

    assert (made, made_again, again.pk) == (True, False, first.pk)
    assert (Snapshot.objects.count(), Entry.objects.count()) == (1, 1)


def test_worker_takes_the_snapshot_of_the_day() -> None:
    AccountFactory()
    for daily in hooks.get_hooks("rounds_daily"):
        if daily.__module__ == "rounds.directory.wagtail_hooks" and daily.__name__ == "keep_figures":
            daily(NOON)

    assert [snapshot.on for snapshot in Snapshot.objects.all()] == [TODAY]


def test_command_keeps_the_day_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("take_snapshot")
    call_command("take_snapshot")

    today = Snapshot.objects.get()
    assert capsys.readouterr().out.splitlines() == [
        f"The figures of {today} are kept.",
        f"The figures of {today} were kept before; nothing was changed.",
    ]


@pytest.mark.parametrize("table", ["snapshot", "snapshotfigure", "publishedfigure", "figurenote", "publication"])
@pytest.mark.parametrize("change", ["UPDATE directory_{} SET id = id", "DELETE FROM directory_{}"])
def test_database_refuses_to_change_what_is_kept(table: str, change: str) -> None:
    AccountFactory()
    take()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table))


def test_database_refuses_a_part_that_is_more_than_its_whole() -> None:
    snapshot = take()

    with pytest.raises(DatabaseError), transaction.atomic():
        SnapshotFigure.objects.create(
            snapshot=snapshot, slice="x", key="", name="", definition="listed", numerator=2, denominator=1
        )


def test_snapshot_keeps_the_name_that_a_network_had() -> None:
    account = AccountFactory(network=NetworkFactory(slug="birdsong", name="Birdsong"))
    snapshot = take()
    account.network.name = "Crow"
    account.network.save()

    assert [figure.name for figure in figures_of(snapshot) if figure.key == "birdsong"] == ["Birdsong", "Birdsong"]


def test_two_days_are_compared_figure_by_figure() -> None:
    HospitalFactory()
    first = take(TODAY - dt.timedelta(days=1))
    AccountFactory(network=NetworkFactory(slug="birdsong"))
    second = take()

    found = {(row.said): row for row in differences(first, second)}

    everything = found["All, with an account"]
    assert (everything.change, everything.points) == (1, Decimal("50.0"))
    new = next(row for said, row in found.items() if said.startswith("By network: Birdsong, with an account"))
    assert (new.before, new.change, new.points) == (None, None, None)
