import datetime as dt

from rounds.accounts.models import Person
from rounds.credentials.actions import award_credential
from rounds.credentials.models import Credential
from tests.factories.accounts import PersonFactory

NOW = dt.datetime(2025, 3, 14, 15, 30, tzinfo=dt.UTC)


def award(person: Person | None = None, *, at: dt.datetime = NOW, **changed: object) -> Credential:
    """A certificate of achievement in patient privacy, with what the test changes."""
    facts: dict[str, object] = {
        "kind": "achievement",
        "title": "Protect patient privacy",
        "description": "How to post without revealing a patient.",
        "criteria": "Finish five lessons and answer 8 of 10 questions right.",
        "subject_ref": "training.course:patient-privacy",
        "version": "1",
        "language": "en",
        "minutes": 45,
        "points": 9,
        "possible": 10,
        "by": None,
        **changed,
    }
    return award_credential(person or PersonFactory(), at=at, **facts)  # type: ignore[arg-type]
