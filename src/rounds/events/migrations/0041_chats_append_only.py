"""The database itself keeps what people said about the transcript of a chat."""

from django.db import migrations

from rounds.core.append_only import AppendOnly

GUARD = AppendOnly(
    "events_consent_append_only", "consent is append-only", {"events_chatconsent": ("FALSE", "FALSE")}
)


class Migration(migrations.Migration):
    dependencies = [("events", "0040_chats")]
    operations = [GUARD.operation]
