"""The database itself refuses to change what was issued, paid, settled or sent; a refund may only come to be made."""

from django.db import migrations

from rounds.core.append_only import AppendOnly

TABLES = ("invoice", "invoiceline", "creditnote", "creditnoteline", "payment", "settlement", "reminder")
SAME = ("payment_id", "payer_id", "amount_minor", "currency", "key")
MADE = " AND ".join([f"NEW.{name} = OLD.{name}" for name in SAME] + ["OLD.state = 'asked'", "NEW.state = 'made'"])
GUARD = AppendOnly(
    "billing_append_only",
    "the books are append-only",
    {f"billing_{table}": ("FALSE", "FALSE") for table in TABLES} | {"billing_refund": (MADE, "FALSE")},
)


class Migration(migrations.Migration):
    dependencies = [("billing", "0002_orders_invoices_payments")]
    operations = [GUARD.operation]
