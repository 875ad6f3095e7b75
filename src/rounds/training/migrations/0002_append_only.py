"""The database itself refuses to change a completion."""

from django.db import migrations

from rounds.core.append_only import AppendOnly

TABLES = ("training_lessoncompletion", "training_coursecompletion")
GUARD = AppendOnly(
    "training_append_only", "completions are append-only", {table: ("FALSE", "FALSE") for table in TABLES}
)


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial")]
    operations = [GUARD.operation]
