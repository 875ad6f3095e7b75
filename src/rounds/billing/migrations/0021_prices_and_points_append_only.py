"""The database itself keeps the points ledger, scheduled price lists, tax rules and used vouchers as they were written."""

from django.db import migrations

from rounds.core.append_only import AppendOnly


def same(name):
    return f"COALESCE(CAST(NEW.{name} AS text), '') = COALESCE(CAST(OLD.{name} AS text), '')"


def only_once(column, *kept):
    """A row whose `column` may be filled in once, and of which the columns `kept` never change."""
    return " AND ".join([f"(OLD.{column} IS NULL OR {same(column)})", *map(same, kept)])


GUARD = AppendOnly(
    "billing_prices_append_only",
    "prices and points are append-only",
    {
        "billing_pointstransaction": ("FALSE", "FALSE"),
        "billing_pointsmove": ("FALSE", "FALSE"),
        "billing_pointslot": (
            only_once("ended", "account_id", "made_by_id", "came_from_id", "earned_on", "expires_on", "points"),
            "FALSE",
        ),
        "billing_pricelist": ("OLD.scheduled_at IS NULL", "OLD.scheduled_at IS NULL"),
        "billing_pricelistwithdrawal": ("FALSE", "FALSE"),
        "billing_taxrule": (only_once("ends", "country", "kind", "subject", "category", "rate", "words", "starts"), "FALSE"),
        "billing_voucheruse": (only_once("given_back", "voucher_id", "payer_id", "reference", "off", "currency"), "FALSE"),
    },
)
# bands and rules belong to a list, and are fixed with it; a condition alone cannot look into another table
SCHEDULED = {
    "billing_pricerule": "SELECT 1 FROM billing_pricelist l WHERE l.id = {row}.price_list_id",
    "billing_priceband": (
        "SELECT 1 FROM billing_pricelist l JOIN billing_pricerule r ON r.price_list_id = l.id WHERE r.id = {row}.rule_id"
    ),
}
REFUSAL = "a scheduled price list stays as it is"


def fix(_apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table, found in SCHEDULED.items():
        for change, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            exists = f"EXISTS ({found.format(row=row)} AND l.scheduled_at IS NOT NULL)"
            name = f"{table}_fixed_{change.lower()}"
            if postgresql:
                schema_editor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {exists} THEN "
                    f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                    f"RETURN COALESCE(NEW, OLD); END $$"
                )
                schema_editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
                )
            else:
                schema_editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {change} ON {table} WHEN {exists} "
                    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                )


def loosen(_apps, schema_editor):
    on = " ON {}" if schema_editor.connection.vendor == "postgresql" else ""
    for table in SCHEDULED:
        for change in ("insert", "update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_fixed_{change}{on.format(table)}")


class Migration(migrations.Migration):
    dependencies = [("billing", "0020_prices_and_points")]
    operations = [GUARD.operation, migrations.RunPython(fix, loosen)]
