"""The database itself refuses to change what was seen of who was there."""

from django.db import migrations

from rounds.core.append_only import AppendOnly

TABLES = ("meetings_evidence", "meetings_headcount")
GUARD = AppendOnly(
    "meetings_append_only", "evidence of attendance is append-only", {table: ("FALSE", "FALSE") for table in TABLES}
)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0020_live")]
    operations = [GUARD.operation]
