"""Exchanges the data of a home for unpacked data, in steps that any later start can finish.

`.restore/unpacked` holds the new data, verified. While `.restore/journal.json` is missing, nothing has been decided and
the folder is thrown away. Once it is there, each step is repeated until all are done, whatever kills the process when.
"""

import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from rounds.core import postgresql
from rounds.core.lock import own_home

FOLDER = ".restore"
UNPACKED = "unpacked"
JOURNAL = "journal.json"


def settle(home: Path, database: Callable[[], Mapping[str, Any]], say: Callable[[str], object]) -> None:
    """Finish or undo a restore that was interrupted; does nothing in a home without one."""
    if not (home / FOLDER).exists():
        return
    with own_home(home):
        say(finish(home, database))


def finish(home: Path, database: Callable[[], Mapping[str, Any]]) -> str:
    folder = home / FOLDER
    if not (folder / JOURNAL).exists():
        shutil.rmtree(folder, ignore_errors=True)
        return "A restore was interrupted before it changed anything. The data are as they were."
    plan = json.loads((folder / JOURNAL).read_text())
    if plan["dump"]:
        postgresql.load(home / plan["dump"], database=database())
    for move in plan["moves"]:
        make(move, home)
    (folder / JOURNAL).unlink()
    shutil.rmtree(folder, ignore_errors=True)
    return f"The restore is complete. The former data are kept in {home / plan['aside']}."


def make(move: Mapping[str, str | None], home: Path) -> None:
    """Put what is there aside, unless that has been done, and the new in its place, unless that has been done."""
    place, aside, source = (home / path if path else None for path in (move["place"], move["aside"], move["source"]))
    if place and aside and not os.path.lexists(aside) and os.path.lexists(place):
        place.rename(aside)
    if place and source and os.path.lexists(source):
        place.parent.mkdir(parents=True, exist_ok=True)
        source.rename(place)


def decide(home: Path, aside: str, moves: list[dict[str, str | None]], dump: str) -> None:
    """Write the journal: from here on the restore will be finished."""
    (home / aside).mkdir(exist_ok=True)
    unfinished = home / FOLDER / f"{JOURNAL}.unfinished"
    with unfinished.open("w") as file:
        json.dump({"aside": aside, "moves": moves, "dump": dump}, file)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(home / FOLDER / JOURNAL)
    sync_folder(home / FOLDER)


def sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def planned(home: Path, name: str, place: Path, aside: str) -> dict[str, str | None]:
    """One move: what stands at `place` goes aside, what was unpacked under `name` comes to stand there."""
    source = Path(FOLDER) / UNPACKED / name
    return {
        "place": str(place),
        "aside": f"{aside}/{place.name}" if os.path.lexists(place) else None,
        "source": str(source) if (home / source).exists() else None,
    }
