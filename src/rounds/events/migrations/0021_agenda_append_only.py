"""The database itself keeps what was published of an agenda, and the letters that told it."""

from django.db import migrations

from rounds.core.append_only import AppendOnly

SAME_WORDS = "(NEW.words = OLD.words AND NEW.subject = OLD.subject) OR NEW.words = ''"
GUARD = AppendOnly(
    "events_agenda_append_only",
    "a published agenda is append-only",
    {
        "events_agendaversion": ("FALSE", "FALSE"),
        "events_placement": ("FALSE", "FALSE"),
        "events_agendaletter": (f"NEW.person_id = OLD.person_id AND ({SAME_WORDS})", "FALSE"),
    },
)


class Migration(migrations.Migration):
    dependencies = [("events", "0020_agenda")]
    operations = [GUARD.operation]
