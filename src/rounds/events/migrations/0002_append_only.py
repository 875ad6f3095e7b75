"""The database itself keeps decisions that were told, the letters that told them, and statements of interests."""

from django.db import migrations

from rounds.core.append_only import AppendOnly

SAME_WORDS = "(NEW.words = OLD.words AND NEW.subject = OLD.subject) OR NEW.words = ''"
GUARD = AppendOnly(
    "events_append_only",
    "the history of events is append-only",
    {
        "events_decision": ("OLD.undone IS NULL AND OLD.sent IS NULL", "FALSE"),
        "events_letter": (f"NEW.speaking_id = OLD.speaking_id AND ({SAME_WORDS})", "FALSE"),
        "events_disclosure": ("FALSE", "FALSE"),
        "events_interest": ("FALSE", "FALSE"),
        "events_mitigation": ("FALSE", "FALSE"),
    },
)


class Migration(migrations.Migration):
    dependencies = [("events", "0001_events")]
    operations = [GUARD.operation]
