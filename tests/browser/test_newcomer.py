"""A real centre, not the demonstration: set up by commands, then a stranger joins by e-mail and begins a course."""

import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.centre import ROOT, free_port, wait_for
from tests.browser.reader import Reader
from tests.processes import command, environment, run, with_files

PASSWORD = "seven brown rivers"
LINK = re.compile(r"https?://127\.0\.0\.1:\d+(/account/confirm-email/\S+)")


@dataclass(frozen=True)
class RealCentre:
    """A centre in a home of its own; its worker prints the letters into the log."""

    url: str
    log: Path

    def letter_with(self, pattern: re.Pattern[str]) -> str:
        for _ in range(300):
            if found := pattern.search(self.log.read_text()):
                return found[1]
            time.sleep(0.2)
        raise AssertionError(self.log.read_text()[-3000:])


@pytest.fixture
def real_centre(tmp_path: Path) -> Iterator[RealCentre]:
    home, port = with_files(tmp_path / "home"), free_port()
    centre = RealCentre(f"http://127.0.0.1:{port}", home / "serve.log")
    answers = ["--name", "St Brigid Centre", "--address", centre.url, "--admin-name", "Tomas Lind"]
    answers += ["--questions-to", "hello@st-brigid.example", "--admin-email", "tomas.lind@st-brigid.example"]
    for words in (["setup", "--no-input", *answers], ["import-course", str(ROOT / "content/patient-privacy")]):
        done = run(home, *words, ROUNDS_ADMIN_PASSWORD=PASSWORD)
        assert done.returncode == 0, done.stdout + done.stderr
    with centre.log.open("wb") as output:
        surroundings = environment(home, PYTHONUNBUFFERED="1")
        words = command("serve", "--port", str(port))
        server = subprocess.Popen(words, env=surroundings, cwd=home, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_for(f"{centre.url}/", server, centre.log)
            yield centre
        finally:
            server.terminate()
            server.wait(30)


@pytest.mark.parametrize(("script", "width"), [(True, 1280), (False, 390)])
def test_stranger_joins_by_e_mail_and_begins_a_course(
    real_centre: RealCentre, browser: Browser, script: bool, width: int
) -> None:
    context = browser.new_context(
        base_url=real_centre.url, locale="en", java_script_enabled=script, viewport={"width": width, "height": 844}
    )
    reader = Reader(context.new_page(), script=script, width=width)
    reader.opens("/learn/patient-privacy").follows("Sign in to start")
    reader.opens("/account/signup/").types("Lena Kovac", into="Name").types(
        "lena.kovac@st-brigid.example", into="E-mail"
    )
    reader.main.get_by_role("textbox", name="Password").fill(PASSWORD)
    reader.presses("Make my account")
    reader.opens(real_centre.letter_with(LINK)).presses("Yes, confirm it")
    reader.opens("/learn/patient-privacy").presses("Start the course").is_at(
        "/learn/patient-privacy/nobody-said-a-name"
    )
    reader.opens("/me").sees("Start lesson 1")
    demonstration = reader.page.request.post("/signin/as/staff")

    assert demonstration.status in {403, 404}
    assert reader.errors == []
    context.close()
