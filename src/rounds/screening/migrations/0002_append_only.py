"""The database itself refuses to change a signed permission, a withdrawal or a decision."""

from django.db import migrations

from rounds.core.append_only import AppendOnly

TABLES = ("screening_authorization", "screening_withdrawal", "screening_decision")
GUARD = AppendOnly(
    "screening_append_only", "records of screening are append-only", {table: ("FALSE", "FALSE") for table in TABLES}
)


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial")]
    operations = [GUARD.operation]
