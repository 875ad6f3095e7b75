import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.directory.figures import EDITION, Figure
from rounds.directory.models import HospitalAccount, Snapshot, SnapshotFigure
from rounds.directory.queries.adoption import adoption
from rounds.directory.queries.snapshots import digest_of, source_of


def take_snapshot(
    *, on: dt.date, at: dt.datetime, by: Person | None = None, accounts: QuerySet[HospitalAccount] | None = None
) -> tuple[Snapshot, bool]:
    """Keep the figures of this day, once: a second worker, or a second try, gets the one that is there."""
    try:
        with transaction.atomic():
            if found := Snapshot.objects.filter(on=on).first():
                return found, False
            return new_snapshot(on, at, by, accounts), True
    except IntegrityError:  # two workers at the same moment; the other one was first
        if found := Snapshot.objects.filter(on=on).first():
            return found, False
        raise


def new_snapshot(
    on: dt.date, at: dt.datetime, by: Person | None, accounts: QuerySet[HospitalAccount] | None
) -> Snapshot:
    figures = [kept(figure, on) for figure in adoption(on=on, accounts=accounts).figures]
    snapshot = Snapshot.objects.create(on=on, taken_at=at, edition=EDITION, digest=digest_of(figures))
    names = ("slice", "key", "name", "definition", "numerator", "denominator")
    rows = [SnapshotFigure(snapshot=snapshot, **{name: getattr(each, name) for name in names}) for each in figures]
    SnapshotFigure.objects.bulk_create(rows)
    record("directory.snapshot_taken", subject=snapshot, by=by, at=at, figures=len(rows))
    return snapshot


def kept(figure: Figure, on: dt.date) -> Figure:
    """As it comes back from the table, so that the sum over its file is the same for ever."""
    part = (figure.slice, figure.key, figure.name[:80], figure.definition)
    return Figure(*part, figure.numerator, figure.denominator, on, source_of(on))
