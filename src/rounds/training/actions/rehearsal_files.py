"""Bringing rehearsals in from a folder of Markdown files (docs/reference/rehearsal-files.md)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.training.models import Rehearsal, RehearsalEdition
from rounds.training.rehearsing.reading import read_rehearsals
from rounds.training.rehearsing.shapes import RehearsalFile
from rounds.training.rehearsing.writing import rehearsal_text


def import_rehearsals(folder: Path, *, by: Person | None, at: dt.datetime) -> dict[str, int]:
    """Make or bring up to date the rehearsals of a folder; CourseProblems lists what is wrong, and nothing changes.

    Returns how many were new, changed and same.
    """
    return store_rehearsals(read_rehearsals(folder), by=by, at=at)


@transaction.atomic
def store_rehearsals(files: Iterable[RehearsalFile], *, by: Person | None, at: dt.datetime) -> dict[str, int]:
    counts = Counter(new=0, changed=0, same=0)
    for file in files:
        counts[store_rehearsal(file, by=by, at=at)] += 1
    return dict(counts)


def store_rehearsal(file: RehearsalFile, *, by: Person | None, at: dt.datetime) -> str:
    """Keep the file as a new edition when it differs from the present one; people in the middle keep theirs."""
    text = rehearsal_text(file)
    rehearsal, _new = Rehearsal.objects.select_for_update().get_or_create(
        slug=file.address, defaults={**columns(file), "live": True}
    )
    present = rehearsal.editions.filter(number=rehearsal.edition).first()
    if present and present.text == text:
        return "same"
    rehearsal.edition += 1
    for name, value in columns(file).items():
        setattr(rehearsal, name, value)
    rehearsal.save()
    RehearsalEdition.objects.create(rehearsal=rehearsal, number=rehearsal.edition, text=text, at=at)
    record("training.rehearsal_imported", subject=rehearsal, by=by, at=at, edition=rehearsal.edition)
    return "changed" if present else "new"


def columns(file: RehearsalFile) -> dict[str, object]:
    same = ("title", "summary", "language", "subject", "minutes", "principle", "reviewed", "next_review")
    return {
        **{name: getattr(file, name) for name in same},
        "audiences": f" {' '.join(file.audiences)} ",
        "purposes": f" {' '.join(file.purposes)} ",
        "owner_name": file.owner,
    }


@transaction.atomic
def show_in_room(rehearsal: Rehearsal, *, live: bool, by: Person, at: dt.datetime) -> None:
    """Put a rehearsal into the room or take it out; who is in the middle of it can still finish."""
    if Rehearsal.objects.filter(pk=rehearsal.pk, live=not live).update(live=live):
        record(f"training.rehearsal_{'put_back' if live else 'taken_out'}", subject=rehearsal, by=by, at=at)
