"""Kolibri beside Rounds: an empty Kolibri with one person, on the same machine, measured by the same client.

Its pages are shells that a browser fills by further requests, so the comparable figure is the sum of a page's requests.
It holds no channels and no learners, which only makes it faster; ours holds the large centre.
"""

import http.client
import json
import os
import subprocess
from pathlib import Path

from served import measure, resident_megabytes, server

NAME = PASSWORD = "measuring"
COUNT = 100
PAGES = {
    "Home of a learner": ["/en/learn/", "/learn/api/learnerclassroom/", "/api/content/contentnode/?resume=true"],
    "Catalogue": ["/en/learn/", "/api/content/channel/?available=true"],
    "Staff: people": ["/en/facility/", "/api/auth/facilityuser/"],
}


def environment(home: Path, host: str, port: int) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "KOLIBRI_HOME": str(home),
        "KOLIBRI_LISTEN_ADDRESS": host,
        "KOLIBRI_HTTP_PORT": str(port),
        "KOLIBRI_ZIP_CONTENT_PORT": str(port + 1),
        "KOLIBRI_ZEROCONF_ENABLED": "0",
        "KOLIBRI_DISABLE_PING": "1",
    }


def provision(program: Path, env: dict[str, str]) -> None:
    """Make its database and one person, with its own command; done once."""
    if (Path(env["KOLIBRI_HOME"]) / "db.sqlite3").exists():
        return
    person = ["--superusername", NAME, "--superuserpassword", PASSWORD]
    place = ["--facility", "Measuring", "--preset", "formal", "--language_id", "en", "--noinput"]
    command = [str(program), "manage", "provisiondevice", "--", *place, *person]
    subprocess.run(command, env=env, check=True, capture_output=True)


def sign_in(host: str, port: int) -> str:
    """The cookies of somebody who signed in."""
    connection, cookies = http.client.HTTPConnection(host, port, timeout=60), {}

    def send(method: str, path: str, body: str | None = None) -> bytes:
        jar = "; ".join(f"{name}={value}" for name, value in cookies.items())
        headers = {"Cookie": jar, "X-CSRFToken": cookies.get("kolibri_csrftoken", "")}
        connection.request(method, path, body, {**headers, "Content-Type": "application/json"})
        response = connection.getresponse()
        for line in response.msg.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            cookies[name] = value
        return response.read()

    send("GET", "/en/auth/")
    facility = json.loads(send("GET", "/api/public/v1/facility/"))[0]["id"]
    asked = {"username": NAME, "password": PASSWORD, "facility": facility, "active": True, "browser": {}, "os": {}}
    send("POST", "/api/auth/session/", json.dumps(asked))
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def measured(installed: Path, home: Path, host: str, port: int) -> tuple[dict[str, tuple[float, float]], float]:
    """Milliseconds (median of the sums) and kB of each page with its requests; memory of all its processes."""
    program, env = installed / "bin" / "kolibri", environment(home.resolve(), host, port)
    provision(program, env)
    with server([str(program), "start", "--foreground"], host, port, env) as process:
        headers = {"Cookie": sign_in(host, port)}
        found = {}
        for name, paths in PAGES.items():
            each = [measure(host, port, [(path, headers)] * COUNT, process.pid) for path in paths]
            found[name] = (sum(one.median for one in each), sum(one.kilobytes for one in each))
        return found, resident_megabytes(process.pid)
