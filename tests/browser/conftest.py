import fcntl
import os
import statistics
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.centre import EVERYBODY, Centre, chromium, prepared_home, running_centre
from tests.browser.crawl import Page, chosen, crawl
from tests.browser.findings import Finding
from tests.browser.look import Eyes, launch
from tests.browser.reader import Reader

# a browser that waits runs a loop in this thread, which Django takes for one that must not ask the database
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
collect_ignore = ["pseudo_settings.py"]  # settings for a server, not a module with examples
REPORT = pytest.StashKey[list[str]]()
WALKED = 1
BROWSERS = 2
FIRST = ("test_pages", "test_newcomer", "test_passkeys")
MODES = [(script, width) for script in (True, False) for width in (1280, 390)]


@dataclass
class Audit:
    """What was read and what was looked at, once for all tests."""

    pages: dict[str, dict[str, Page]]
    looked: list[Page]
    findings: list[Finding] = field(default_factory=list)

    def of(self, *checks: str) -> list[Finding]:
        return sorted({finding for finding in self.findings if finding.check in checks})


def pytest_configure(config: pytest.Config) -> None:
    config.stash[REPORT] = []


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process begins with the pages, which take longest; another with what needs no demonstration, while that is made."""
    items.sort(key=lambda item: FIRST.index(item.path.stem) if item.path.stem in FIRST else len(FIRST))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash[REPORT]:
        terminalreporter.section("pages read and looked at")
        terminalreporter.write_line("\n".join(config.stash[REPORT]))


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, made by whichever process of this run comes first."""
    own = tmp_path_factory.getbasetemp()
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    home = run / "prepared"
    with (run / "prepared.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not home.exists():
            prepared_home(run / "preparing").rename(home)
    return home


@pytest.fixture(scope="session")
def centre(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    with running_centre(prepared, tmp_path_factory.mktemp("centre") / "home") as running:
        yield running


@pytest.fixture
def own_centre(prepared: Path, centre: Centre) -> Iterator[Centre]:
    """The centre as it was prepared, for journeys that change what the next one would find."""
    centre.begin_anew(prepared)
    yield centre
    centre.begin_anew(prepared)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium()
    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def read(centre: Centre, pytestconfig: pytest.Config) -> Audit:
    pages = {who: crawl(centre, who) for who in EVERYBODY}
    looked, notes = chosen(pages)
    times = sorted(page.seconds for found in pages.values() for page in found.values() if page.is_html)
    slowest = max((page for found in pages.values() for page in found.values()), key=lambda page: page.seconds)
    pytestconfig.stash[REPORT] += [
        "; ".join(f"{who}: {len(found)} pages" for who, found in pages.items()),
        f"{len(looked)} different pages to look at; families are address patterns, sampled as follows:",
        *(f"  {note}" for note in notes or ["every page"]),
        f"server: median {statistics.median(times) * 1000:.0f} ms",
        f"slowest: {slowest.seconds * 1000:.0f} ms {slowest.path}",
    ]
    return Audit(pages, looked)


def looks(share: list[tuple[Page, bool, bool]], centre: Centre) -> tuple[list[Finding], Counter[str]]:
    """One browser's share of the pages: whether it walks the page by keyboard too, and whether it opens it on a phone."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        eyes = Eyes(browser, centre)
        found = [finding for page, keys, phone in share for finding in eyes.look(page, keyboard=keys, phone=phone)]
        browser.close()
    return found, eyes.seconds


@pytest.fixture(scope="session")
def audit(read: Audit, centre: Centre, pytestconfig: pytest.Config) -> Audit:
    """Every chosen page, in two browsers, every second opened on a phone; the keyboard walks the first of each address pattern."""
    walked: Counter[str] = Counter()
    work = []
    for number, page in enumerate(read.looked):
        route = page.family.partition("?")[0]
        walked[route] += 1
        work.append((page, walked[route] <= WALKED, number // BROWSERS % 2 == 1))
    with ThreadPoolExecutor(BROWSERS) as pool:
        done = list(pool.map(lambda share: looks(share, centre), [work[at::BROWSERS] for at in range(BROWSERS)]))
    read.findings = [finding for found, _ in done for finding in found]
    spent = sum((seconds for _, seconds in done), Counter())
    told = ", ".join(f"{part} {seconds:.0f} s" for part, seconds in spent.items())
    pytestconfig.stash[REPORT].append(f"looking took, in {BROWSERS} browsers together: {told}")
    return read


@pytest.fixture(params=MODES, ids=lambda mode: f"{'script' if mode[0] else 'no-script'}-{mode[1]}")
def mode(request: pytest.FixtureRequest) -> tuple[bool, int]:
    chosen_mode: tuple[bool, int] = request.param
    return chosen_mode


@pytest.fixture
def reader(mode: tuple[bool, int], browser: Browser, centre: Centre) -> Iterator[Reader]:
    """Somebody at a computer or with a phone, with and without JavaScript."""
    yield from reading(mode, browser, centre)


@pytest.fixture
def newcomer(mode: tuple[bool, int], browser: Browser, own_centre: Centre) -> Iterator[Reader]:
    """The same in a centre of their own."""
    yield from reading(mode, browser, own_centre)


def reading(mode: tuple[bool, int], browser: Browser, centre: Centre) -> Iterator[Reader]:
    script, width = mode
    context = browser.new_context(
        base_url=centre.url, locale="en", java_script_enabled=script, viewport={"width": width, "height": 844}
    )
    reader = Reader(context.new_page(), script=script, width=width)
    yield reader
    context.close()
    assert reader.errors == []
