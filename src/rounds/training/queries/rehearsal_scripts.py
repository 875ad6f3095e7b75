"""A rehearsal's script, read once per edition."""

from functools import lru_cache

from rounds.training.models import Rehearsal, RehearsalEdition
from rounds.training.rehearsing.reading import trusted
from rounds.training.rehearsing.shapes import RehearsalFile


@lru_cache(maxsize=128)
def script_from(address: str, text: str) -> RehearsalFile:
    return trusted(address, text)


def script_of(edition: RehearsalEdition) -> RehearsalFile:
    """The script of an edition, which never changes."""
    return script_from(edition.rehearsal.slug, edition.text)


def present_edition(rehearsal: Rehearsal) -> RehearsalEdition:
    edition = rehearsal.editions.get(number=rehearsal.edition)
    edition.rehearsal = rehearsal
    return edition
