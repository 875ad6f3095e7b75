from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import transaction

from rounds.directory.models import FigureNote, Publication, PublishedFigure, SocialNetwork
from rounds.directory.published import FILE, History, Printed, read_history


class HistoryRefused(Exception):
    """The message says which row differs from what was loaded before."""


@transaction.atomic
def load_history(file: Path = FILE) -> int:
    """Add the published figures of a file that are not there yet; how many there were. What was loaded stays as it was."""
    history = read_history(file)
    sources = sources_of(history)
    networks = {network.slug: network for network in SocialNetwork.objects.all()}
    there = {figure.key: figure for figure in PublishedFigure.objects.all()}
    rows = [row_of(figure, sources, networks) for figure in history.figures]
    for row in rows:
        if row["key"] in there:
            same_as_before(there[row["key"]], row)
    added = len(PublishedFigure.objects.bulk_create(PublishedFigure(**row) for row in rows if row["key"] not in there))
    known = set(FigureNote.objects.values_list("key", flat=True))
    figures = {figure.key: figure for figure in PublishedFigure.objects.all()}
    for note in history.notes:
        if note["key"] not in known:
            FigureNote.objects.create(**{**note, "figure": figures[note["figure"]]})
            added += 1
    return added


def sources_of(history: History) -> dict[str, Publication]:
    there = {source.key: source for source in Publication.objects.all()}
    new = [Publication(key=key, **told) for key, told in history.sources.items() if key not in there]
    return there | {source.key: source for source in Publication.objects.bulk_create(new)}


def row_of(figure: Printed, sources: dict[str, Publication], networks: dict[str, SocialNetwork]) -> dict[str, Any]:
    return {**asdict(figure), "publication": sources[figure.publication], "network": networks.get(figure.network)}


def same_as_before(found: PublishedFigure, row: dict[str, Any]) -> None:
    told = {**row, "publication_id": row["publication"].pk}
    if any(getattr(found, name) != value for name, value in told.items() if name not in {"network", "publication"}):
        raise HistoryRefused(f"{found.key} was loaded with other values. Leave it as it was, and add a note.")
