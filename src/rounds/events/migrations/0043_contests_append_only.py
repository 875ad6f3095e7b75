"""The database itself keeps credit, consents, what the vote came to, and the sheets of judges."""

from django.db import migrations

from rounds.core.append_only import AppendOnly

GUARD = AppendOnly(
    "events_after_append_only",
    "credit, consents and results are append-only",
    {
        "events_designation": ("FALSE", "FALSE"),
        "events_credit": ("FALSE", "FALSE"),
        "events_entryconsent": ("FALSE", "FALSE"),
        "events_finalist": ("FALSE", "FALSE"),
        "events_sheet": ("NEW.entry_id = OLD.entry_id AND NEW.words = ''", "FALSE"),
        "events_sheetmark": ("FALSE", "FALSE"),
    },
)


class Migration(migrations.Migration):
    dependencies = [("events", "0042_feedback_credit_contests")]
    operations = [GUARD.operation]
