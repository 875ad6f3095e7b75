"""A demonstration centre of its own: a fresh home, the invented people, and a real server."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from rounds.site.demonstration import PEOPLE
from tests.processes import with_tables

ROOT = Path(__file__).resolve().parents[2]
VISITOR = "visitor"
EVERYBODY = (VISITOR, *(somebody.key for somebody in PEOPLE))
# one process for all of it, without the editors' files, which no checked page uses
PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("load_demonstration")
call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["wagtail*", "ninja*"])
"""


DATA = "rounds.sqlite3"


class MissingProgram(Exception):
    """Says which package to install."""


@dataclass(frozen=True)
class Centre:
    url: str
    home: Path

    def sign_in(self, who: str, language: str = "") -> requests.Session:
        """A session of this person, through the form that a visitor of the demonstration presses."""
        session = requests.Session()
        if language:
            session.cookies["language"] = language
        session.headers["Accept-Language"] = "en"
        page = session.get(f"{self.url}/signin")
        page.raise_for_status()
        data = {"csrfmiddlewaretoken": session.cookies["csrftoken"]}
        answer = session.post(f"{self.url}/signin/as/{who}", data=data, headers={"Referer": page.url})
        answer.raise_for_status()
        return session

    def begin_anew(self, prepared: Path) -> None:
        """Put the prepared data back while the server runs; the next question meets them."""
        with closing(sqlite3.connect(prepared / DATA)) as source, closing(sqlite3.connect(self.home / DATA)) as target:
            source.backup(target)


def program(*names: str, package: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    raise MissingProgram(f"{names[0]} was not found: install the package {package}.")


def chromium() -> str:
    """Chromium as it comes without a window, where there is one: the same engine takes a fifth less time for a page."""
    if own := os.environ.get("CHROMIUM"):
        return own
    return program("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", package="chromium")


def java() -> str:
    return program("java", package="default-jre-headless")


def module(path: str) -> Path:
    """A file of a package that package.json names."""
    found = ROOT / "node_modules" / path
    if not found.exists():
        raise MissingProgram(f"{path} was not found: run `npm ci` to install the package {path.partition('/')[0]}.")
    return found


def free_port() -> int:
    if fixed := os.environ.get("BROWSER_TEST_PORT"):
        return int(fixed)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def surroundings(home: Path, url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ROUNDS_")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "rounds.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "ROUNDS_BASE_URL": url,
        "ROUNDS_DEMO": "1",
        "ROUNDS_HOME": str(home),
    }


def prepare(env: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PREPARE], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"The demonstration could not be made:\n{done.stderr[-3000:]}"


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(1800):
        assert server.poll() is None, f"The server stopped:\n{log.read_text()[-3000:]}"
        try:
            if requests.get(url, timeout=5).ok:
                return
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.1)
    raise AssertionError(f"The server did not answer within three minutes:\n{log.read_text()[-3000:]}")


def prepared_home(home: Path) -> Path:
    """A home with the demonstration in it, to be copied: nobody serves from it."""
    prepare(surroundings(with_tables(home), "http://127.0.0.1:8000"))
    return home


@contextmanager
def running_centre(prepared: Path, home: Path, **settings: str) -> Iterator[Centre]:
    """A centre that serves from a copy of the prepared home; `settings` are variables of its environment."""
    shutil.copytree(prepared, home)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    env = surroundings(home, url) | settings
    words = ["--interface", "wsgi", "rounds.wsgi:application", "--host", "127.0.0.1", "--port", str(port)]
    log = home / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "granian", *words, "--workers", "1", "--blocking-threads", "4"],
            cwd=ROOT,
            env=env,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(f"{url}/signin", server, log)
            yield Centre(url, home)
        finally:
            server.terminate()
            server.wait(20)
