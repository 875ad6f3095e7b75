"""PostgreSQL's own programs for copying a database, called with the centre's connection."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MISSING = (
    "{program} is not installed, and a centre on PostgreSQL cannot be copied without it. "
    "Install PostgreSQL's client programs (Debian and Ubuntu: apt-get install postgresql-client), "
    "at least as new as the server, then try again."
)
# everything of ours goes before the copy comes in, in the same transaction
EMPTY = """SET lock_timeout = '30s';
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I.%I CASCADE', current_schema(), found.tablename);
  END LOOP;
  FOR found IN SELECT routine.oid::regprocedure AS called FROM pg_proc routine
    WHERE routine.pronamespace = current_schema()::regnamespace AND pg_has_role(routine.proowner, 'USAGE')
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = routine.oid AND deptype = 'e') LOOP
    EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', found.called);
  END LOOP;
END $$;
"""


class PostgresqlRefused(Exception):
    """The message says which program is missing, or what it answered."""


def program(name: str) -> str:
    packaged = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    found = str(packaged[-1]) if packaged else shutil.which(name)
    if not found:
        raise PostgresqlRefused(MISSING.format(program=name))
    return found


def run(name: str, *words: str, database: Mapping[str, Any]) -> None:
    """Call one of PostgreSQL's programs; the password travels in the environment, not in the list of processes."""
    command = [program(name), *words]
    done = subprocess.run(command, env=environment(database), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise PostgresqlRefused(f"{name} answered: {done.stderr.strip()[-600:]}")


def environment(database: Mapping[str, Any]) -> dict[str, str]:
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    found = {variable: str(database[key]) for variable, key in names.items() if database.get(key)}
    options = database.get("OPTIONS") or {}
    ssl = {f"PG{key.upper()}": str(options[key]) for key in ("sslmode", "sslrootcert") if key in options}
    return {**os.environ, **found, **ssl}


def dump(target: Path, *, database: Mapping[str, Any], snapshot: str = "") -> None:
    chosen = [f"--snapshot={snapshot}"] if snapshot else []
    run("pg_dump", "--format=custom", "--no-owner", "--no-acl", *chosen, f"--file={target}", database=database)


def load(source: Path, *, database: Mapping[str, Any]) -> None:
    """Put the copy in the place of what is there: in one transaction, so that it happens wholly or not at all."""
    script = source.with_suffix(".sql")
    run("pg_restore", "--no-owner", "--no-acl", f"--file={script}", str(source), database=database)
    before = script.with_name("empty.sql")
    before.write_text(EMPTY)
    quiet = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
    run("psql", *quiet, f"--file={before}", f"--file={script}", database=database)
    script.unlink()
    before.unlink()
