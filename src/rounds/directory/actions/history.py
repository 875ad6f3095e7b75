from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import transaction

from rounds.directory.models import FigureNote, Publication, PublishedFigure, SocialNetwork
from rounds.directory.published import FILE, Printed, read_history


class HistoryRefused(Exception):
    """The message says which row differs from what was loaded before."""


@transaction.atomic
def load_history(file: Path = FILE) -> int:
    """Add the published figures of a file that are not there yet; how many there were. What was loaded stays as it was."""
    history = read_history(file)
    sources = {key: publication(key, told) for key, told in history.sources.items()}
    networks = {network.slug: network for network in SocialNetwork.objects.all()}
    added = sum(add_figure(figure, sources, networks) for figure in history.figures)
    known = set(FigureNote.objects.values_list("key", flat=True))
    figures = {figure.key: figure for figure in PublishedFigure.objects.all()}
    for note in history.notes:
        if note["key"] not in known:
            FigureNote.objects.create(**{**note, "figure": figures[note["figure"]]})
            added += 1
    return added


def publication(key: str, told: Any) -> Publication:
    found, _made = Publication.objects.get_or_create(key=key, defaults=told)
    return found


def add_figure(figure: Printed, sources: dict[str, Publication], networks: dict[str, SocialNetwork]) -> bool:
    row = {**asdict(figure), "publication": sources[figure.publication], "network": networks.get(figure.network)}
    found, made = PublishedFigure.objects.get_or_create(key=figure.key, defaults=row)
    if not made and any(getattr(found, name) != value for name, value in row.items() if name != "network"):
        raise HistoryRefused(f"{figure.key} was loaded with other values. Leave it as it was, and add a note.")
    return made
