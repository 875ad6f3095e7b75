"""The database itself refuses to change an issued credential or a revocation."""

from django.db import migrations

from rounds.core.append_only import AppendOnly

TABLES = ("credentials_credential", "credentials_revocation")
GUARD = AppendOnly(
    "credentials_append_only", "credentials are append-only", {table: ("FALSE", "TRUE") for table in TABLES}
)


class Migration(migrations.Migration):
    dependencies = [("credentials", "0001_initial")]
    operations = [GUARD.operation]
