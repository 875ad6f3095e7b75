"""The database itself keeps consents, settled reports and receipts as they were."""

from django.db import migrations

from rounds.core.append_only import AppendOnly

GUARD = AppendOnly(
    "network_groups_append_only",
    "what was agreed to, settled or read stays as it was",
    {
        "network_consent": ("FALSE", "FALSE"),
        "network_report": ("OLD.settled IS NULL", "TRUE"),
        "network_receipt": ("OLD.confirmed IS NULL", "TRUE"),
    },
)


class Migration(migrations.Migration):
    dependencies = [("network", "0020_groups")]
    operations = [GUARD.operation]
