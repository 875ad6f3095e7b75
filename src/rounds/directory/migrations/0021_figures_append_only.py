"""The database itself refuses to change a snapshot, a published figure or a note to one."""

from django.db import migrations

from rounds.core.append_only import AppendOnly

TABLES = ("snapshot", "snapshotfigure", "publication", "publishedfigure", "figurenote")
GUARD = AppendOnly(
    "directory_figures_append_only",
    "figures that were kept are append-only",
    {f"directory_{table}": ("FALSE", "FALSE") for table in TABLES},
)


class Migration(migrations.Migration):
    dependencies = [("directory", "0020_figures")]
    operations = [GUARD.operation]
