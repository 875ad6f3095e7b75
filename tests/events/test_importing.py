"""Proposals from pretalx."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from rounds.events.models import Event, Proposal
from rounds.events.queries.proposals import asked_to_speak
from tests.factories.accounts import PersonFactory
from tests.factories.events import TrackFactory, conference

pytestmark = pytest.mark.django_db
OLD = {
    "code": "ABCDE",
    "title": "A <b>good</b> talk",
    "abstract": "Short.",
    "description": "Long.",
    "submission_type": "talk",
    "track": "privacy",
    "state": "confirmed",
    "duration": 45,
    "content_locale": "de",
    "speakers": [{"name": "Jane", "code": "DEFAB", "email": "Jane@A.example"}, {"name": "Jo", "code": "X"}],
}
NEW = {
    "code": "FGHIJ",
    "title": "Another",
    "submission_type": {"id": 3, "name": {"de": "Vortrag", "en": "Lecture"}},
    "track": {"name": {"en": "Listening"}},
    "state": "rejected",
    "speakers": [],
}


@pytest.fixture
def event() -> Event:
    made = conference(slug="summit")
    TrackFactory(event=made, name="Privacy")
    return made


def written(folder: Path, rows: Any) -> Path:
    path = folder / "file.json"
    path.write_text(rows if isinstance(rows, str) else json.dumps(rows))
    return path


def test_both_forms_come_in_and_a_second_time_changes_nothing(event: Event, tmp_path: Path, capsys: Any) -> None:
    path = written(tmp_path, {"count": 3, "results": [OLD, NEW, {"code": "Z", "title": "No", "state": "draft"}]})

    for _time in range(2):
        call_command("import_pretalx", "summit", str(path))

    rows = list(
        Proposal.objects.order_by("title").values_list(
            "title", "abstract", "state", "track__name", "session_type__name", "session_type__minutes", "language"
        )
    )
    assert rows == [
        ("A <b>good</b> talk", "Short.\n\nLong.", "confirmed", "Privacy", "talk", 45, "de"),
        ("Another", "", "declined", "Listening", "Lecture", 30, "en"),
    ]
    assert capsys.readouterr().out == "Proposals: 2 new, 0 were there.\nProposals: 0 new, 2 were there.\n"
    assert mail.outbox == []


def test_speakers_find_their_proposal_by_their_address(event: Event, tmp_path: Path) -> None:
    call_command("import_pretalx", "summit", str(written(tmp_path, [OLD])))

    (asked,) = asked_to_speak(PersonFactory(email="jane@a.example"))

    assert (asked.leads, asked.name) == (True, "Jane")
    assert asked.proposal.speakings.filter(email__endswith="@imported.invalid", name="Jo", leads=False).exists()


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("{", "This is no JSON file."),
        ("[" * 100_000, "This is no JSON file."),
        ('{"results": 7}', "This is no list of proposals."),
        ([OLD, {"code": "B"}], "Entry 2 has no title."),
        ([{**OLD, "state": "dreamt"}], "Entry 1 has a state that we do not know: 'dreamt'."),
        ([{**OLD, "speakers": ["DEFAB"]}], "Entry 1 names its speakers by codes only."),
        ([{**OLD, "track": 3}], "Entry 1 names track and kind by numbers."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_imported(event: Event, tmp_path: Path, rows: Any, words: str) -> None:
    with pytest.raises(CommandError, match=words.replace("(", r"\(")):
        call_command("import_pretalx", "summit", str(written(tmp_path, rows)))

    assert Proposal.objects.count() == 0


def test_unknown_event_and_missing_file_are_told(event: Event, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no event other"):
        call_command("import_pretalx", "other", str(written(tmp_path, [])))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_pretalx", "summit", str(tmp_path / "none.json"))
