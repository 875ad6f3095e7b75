"""Run a command with ROUNDS_DATABASE_URL set to a PostgreSQL server of its own, on a Unix socket, that ends with it."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

MISSING = """PostgreSQL is not installed: the suite was not run on it.
Install it with your system's package manager (Debian and Ubuntu: apt-get install postgresql), then run again."""


def find(program: str) -> str | None:
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)
    return str(places[0]) if places else shutil.which(program)


def as_server_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; as root, use the account that the package made, else nobody."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise SystemExit("PostgreSQL cannot run as root and no account for it was found.")


def main(command: list[str]) -> int:
    initdb, pg_ctl = find("initdb"), find("pg_ctl")
    if not initdb or not pg_ctl:
        print(MISSING, file=sys.stderr)
        return 3
    who = as_server_user()
    with tempfile.TemporaryDirectory(prefix="rounds-pg-") as folder:
        if who:
            os.chown(folder, who["user"], who["group"])
        data = f"{folder}/data"
        quiet: dict[str, Any] = {"check": True, "stdout": subprocess.DEVNULL, "cwd": "/", **who}
        subprocess.run([initdb, "-D", data, "-U", "rounds", "--auth=trust", "-E", "UTF8", "--no-sync"], **quiet)  # noqa: PLW1510
        options = f"-c listen_addresses='' -k {folder} -c fsync=off -c full_page_writes=off -c max_connections=100"
        subprocess.run([pg_ctl, "-D", data, "-o", options, "-w", "-l", f"{folder}/log", "start"], **quiet)  # noqa: PLW1510
        os.chmod(folder, 0o755)
        try:
            url = f"postgres://rounds@{folder.replace('/', '%2F')}/postgres"
            return subprocess.run(command, env={**os.environ, "ROUNDS_DATABASE_URL": url}, check=False).returncode
        finally:
            subprocess.run([pg_ctl, "-D", data, "-m", "immediate", "stop"], **quiet)  # noqa: PLW1510


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
