"""The database itself refuses to change a former name, a proof or a change of an account."""

from django.db import migrations

from rounds.core.append_only import AppendOnly

TABLES = ("directory_formername", "directory_networkname", "directory_accountchange", "directory_proof")
GUARD = AppendOnly(
    "directory_append_only", "the history of the register is append-only", {table: ("FALSE", "FALSE") for table in TABLES}
)


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [GUARD.operation]
