"""The database itself keeps who was checked in, what was counted in sessions, and what everybody was told."""

from django.db import migrations

from rounds.core.append_only import AppendOnly

SAME_SCAN = "NEW.ticket_id = OLD.ticket_id AND NEW.at = OLD.at AND NEW.key = OLD.key"
GUARD = AppendOnly(
    "events_day_append_only",
    "what happened on the day is append-only",
    {
        "events_checkin": (f"OLD.undone IS NULL AND {SAME_SCAN}", "FALSE"),
        "events_headcount": ("FALSE", "FALSE"),
        "events_announcement": ("FALSE", "FALSE"),
    },
)


class Migration(migrations.Migration):
    dependencies = [("events", "0030_tickets")]
    operations = [GUARD.operation]
