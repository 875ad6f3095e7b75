"""The database itself keeps a refund that failed, and lets a dispute be decided once."""

from django.db import migrations

from rounds.core.append_only import AppendOnly

SAME = ("number", "payment_id", "amount_minor", "currency", "opened")
DECIDED = " AND ".join([f"NEW.{name} = OLD.{name}" for name in SAME] + ["OLD.state = 'open'"])
GUARD = AppendOnly(
    "billing_disputes_append_only",
    "the books are append-only",
    {"billing_refundfailure": ("FALSE", "FALSE"), "billing_dispute": (DECIDED, "FALSE")},
)


class Migration(migrations.Migration):
    dependencies = [("billing", "0022_disputes")]
    operations = [GUARD.operation]
