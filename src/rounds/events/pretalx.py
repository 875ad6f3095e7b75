"""Reads proposals from a file of pretalx, as its programming interface gives them, old and new."""

import json
from dataclasses import dataclass
from typing import Any

MOST = 5_000
STATES = {
    "submitted": "submitted",
    "accepted": "accepted",
    "confirmed": "confirmed",
    "rejected": "declined",
    "withdrawn": "withdrawn",
    "canceled": "withdrawn",
}


class FileNotRead(Exception):
    """Says what is wrong, and in which entry."""


@dataclass(frozen=True)
class Who:
    name: str
    email: str


@dataclass(frozen=True)
class Entry:
    code: str
    title: str
    abstract: str
    state: str
    track: str
    kind: str
    minutes: int
    language: str
    speakers: list[Who]


def read_pretalx(text: str) -> list[Entry]:
    """Every proposal of the file; drafts and deleted ones are left out.

    >>> file = '[{"code": "A", "title": "T", "state": "rejected", "submission_type": {"en": "Talk"}, "speakers": []}]'
    >>> [(one.code, one.state, one.kind, one.minutes) for one in read_pretalx(file)]
    [('A', 'declined', 'Talk', 30)]
    >>> read_pretalx('{"results": [{"code": "A"}]}')
    Traceback (most recent call last):
    rounds.events.pretalx.FileNotRead: Entry 1 has no title.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise FileNotRead("This is no JSON file.") from None
    rows = found.get("results") if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FileNotRead("This is no list of proposals.")
    if len(rows) > MOST:
        raise FileNotRead(f"This has {len(rows)} proposals; {MOST} are the most.")
    return [entry(row, number) for number, row in enumerate(rows, 1) if row.get("state") not in {"draft", "deleted"}]


def entry(row: dict[str, Any], number: int) -> Entry:
    code, title = line(row.get("code")), line(row.get("title"))
    for name, value in (("code", code), ("title", title)):
        if not value:
            raise FileNotRead(f"Entry {number} has no {name}.")
    state = row.get("state", "submitted")
    if state not in STATES:
        raise FileNotRead(f"Entry {number} has a state that we do not know: {state!r:.40}.")
    speakers = row.get("speakers") or []
    if not isinstance(speakers, list) or not all(isinstance(one, dict) for one in speakers):
        raise FileNotRead(f"Entry {number} names its speakers by codes only. Export with expand=speakers.")
    kind, track = row.get("submission_type"), row.get("track")
    if isinstance(kind, int) or isinstance(track, int):
        raise FileNotRead(f"Entry {number} names track and kind by numbers. Export with expand=track,submission_type.")
    minutes = row.get("duration")
    return Entry(
        code=code[:40],
        title=title[:160],
        abstract="\n\n".join(part for part in (words(row.get("abstract")), words(row.get("description"))) if part)[
            :8000
        ],
        state=STATES[state],
        track=line(track)[:80],
        kind=line(kind)[:80] or "Talk",
        minutes=minutes if isinstance(minutes, int) and 0 < minutes <= 1440 else 30,
        language=line(row.get("content_locale"))[:10] or "en",
        speakers=[Who(line(one.get("name"))[:120], address(one)) for one in speakers],
    )


def words(value: object) -> str:
    """Text, also where it is given in several languages: English first, else whichever comes first.

    >>> words({"de": "Hallo", "en": "Hello"}), words({"name": {"de": "Hallo"}}), words(7)
    ('Hello', 'Hallo', '')
    """
    if isinstance(value, dict):
        inner = value.get("name", value)
        if isinstance(inner, dict):
            return words(inner.get("en") or next(iter(inner.values()), ""))
        return words(inner)
    return value.replace("\x00", "").replace("\r\n", "\n").strip() if isinstance(value, str) else ""


def line(value: object) -> str:
    return " ".join(words(value).split())


def address(row: dict[str, Any]) -> str:
    found = line(row.get("email")).lower()
    return found if found.count("@") == 1 and len(found) <= 254 else ""
