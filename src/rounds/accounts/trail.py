"""The trail: each change a person or the system makes leaves one line."""

import datetime as dt

from django.db.models import Model
from django.utils import timezone

from rounds.accounts.models import Entry, Person


def record(verb: str, *, subject: Model, by: Person | None, at: dt.datetime | None = None, **details: object) -> Entry:
    """Write `verb` ("app.thing_done") about `subject` by a person, or by the system when `by` is None."""
    return Entry.objects.create(
        verb=verb,
        actor=by,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_name=str(subject)[:200],
        details=details,
        at=at or timezone.now(),
    )
