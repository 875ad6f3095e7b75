"""The database itself refuses to change or remove a line of the trail."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER accounts_entry_keeps_{name} BEFORE {event} ON accounts_entry
BEGIN SELECT RAISE(ABORT, 'the trail is only ever added to'); END
"""
POSTGRESQL = """
CREATE OR REPLACE FUNCTION accounts_entry_refuses() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the trail is only ever added to' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER accounts_entry_keeps_rows BEFORE UPDATE OR DELETE ON accounts_entry
FOR EACH ROW EXECUTE FUNCTION accounts_entry_refuses();
CREATE TRIGGER accounts_entry_keeps_table BEFORE TRUNCATE ON accounts_entry
FOR EACH STATEMENT EXECUTE FUNCTION accounts_entry_refuses();
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, event in (("updates", "UPDATE"), ("deletes", "DELETE")):
            schema_editor.execute(SQLITE.format(name=name, event=event))
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, None)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("updates", "deletes"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS accounts_entry_keeps_{name}")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS accounts_entry_keeps_rows ON accounts_entry")
        schema_editor.execute("DROP TRIGGER IF EXISTS accounts_entry_keeps_table ON accounts_entry")
        schema_editor.execute("DROP FUNCTION IF EXISTS accounts_entry_refuses()")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_choices_exports_and_quiet_hours")]
    operations = [migrations.RunPython(guard, unguard)]
