"""The register's figures for other programs: the same answers as the pages, open to everybody."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from ninja.pagination import LimitOffsetPagination, paginate

from rounds.directory.figure_forms import WantedForm
from rounds.directory.figures import DEFINITIONS, EDITION, Figure
from rounds.directory.models import Snapshot
from rounds.directory.queries.adoption import adoption
from rounds.directory.queries.history import Published, flag_of, published
from rounds.directory.queries.snapshots import figures_of, snapshots

router = Router(tags=["figures"])


class FigureOut(Schema):
    """`percent` is worked out of the two counts. `definition` is explained in `definitions`."""

    slice: str
    key: str
    name: str
    definition: str
    numerator: int
    denominator: int
    percent: Decimal | None
    date: dt.date
    source: str

    @staticmethod
    def resolve_date(figure: Figure) -> dt.date:
        return figure.on


class FiguresOut(Schema):
    date: dt.date
    edition: str
    definitions: dict[str, str]
    figures: list[FigureOut]


class SnapshotOut(Schema):
    """`sha256` is the sum of the day's CSV file."""

    date: dt.date
    taken_at: dt.datetime
    edition: str
    sha256: str

    @staticmethod
    def resolve_date(snapshot: Snapshot) -> dt.date:
        return snapshot.on

    @staticmethod
    def resolve_sha256(snapshot: Snapshot) -> str:
        return snapshot.digest


class SnapshotFiguresOut(FiguresOut):
    taken_at: dt.datetime
    sha256: str


class NoteOut(Schema):
    kind: str
    words: str
    likely: int | None


class PublishedOut(Schema):
    """As printed. `percent` is worked out of the counts where both are exact; `flag` says what does not fit."""

    key: str
    date: dt.date
    precision: str
    since: dt.date | None
    name: str
    counted: int | None
    counted_is: str
    of: int | None
    of_is: str
    printed_percent: str
    percent: Decimal | None
    flag: str
    definition: str
    definition_words: str
    source: str
    publisher: str
    address: str
    notes: list[NoteOut]


class WantedIn(Schema):
    """As the filters of /data: a state is WI, or CA-ON outside the United States."""

    kind: str = ""
    state: str = ""
    beds: str = ""
    ownership: str = ""
    type: str = ""
    network: str = ""


def definitions() -> dict[str, str]:
    return {key: str(definition.words) for key, definition in DEFINITIONS.items()}


@router.get("/adoption", response=FiguresOut, auth=None, summary="How many hospitals have an account, in every slice")
def adoption_now(request: HttpRequest, asked: Query[WantedIn]) -> dict[str, Any]:
    form = WantedForm(asked.dict())
    if not form.is_valid():
        raise HttpError(422, " ".join(f"{name}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()))
    today = timezone.localdate()
    figures = adoption(form.wanted, on=today).figures
    return {"date": today, "edition": EDITION, "definitions": definitions(), "figures": figures}


@router.get("/history", response=list[PublishedOut], auth=None, summary="Figures that others published, with notes")
def published_figures(request: HttpRequest) -> list[dict[str, Any]]:
    return [told(figure) for figure in published()]


def told(figure: Published) -> dict[str, Any]:
    row = figure.row
    return {
        "key": row.key,
        "date": row.on,
        "precision": row.precision,
        "since": row.since,
        "name": row.name,
        "counted": row.numerator,
        "counted_is": row.numerator_is,
        "of": row.denominator,
        "of_is": row.denominator_is,
        "printed_percent": row.printed,
        "percent": figure.percent,
        "flag": flag_of(figure),
        "definition": row.meaning,
        "definition_words": row.get_meaning_display(),
        "source": row.publication.title,
        "publisher": row.publication.publisher,
        "address": row.publication.address,
        "notes": [{"kind": note.kind, "words": note.words, "likely": note.likely} for note in figure.notes],
    }


@router.get("/snapshots", response=list[SnapshotOut], auth=None, summary="The days of which the figures are kept")
@paginate(LimitOffsetPagination)
def kept_days(request: HttpRequest) -> QuerySet[Snapshot]:
    return snapshots()


@router.get("/snapshots/{day}", response=SnapshotFiguresOut, auth=None, summary="The figures of one day")
def kept_figures(request: HttpRequest, day: dt.date) -> dict[str, Any]:
    snapshot = get_object_or_404(Snapshot, on=day)
    return {
        "date": snapshot.on,
        "edition": snapshot.edition,
        "definitions": definitions(),
        "figures": figures_of(snapshot),
        "taken_at": snapshot.taken_at,
        "sha256": snapshot.digest,
    }
