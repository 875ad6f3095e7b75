"""Looks at one page in the browser as its readers do: wide, on a phone, in the dark, enlarged, by keyboard."""

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Response

from tests.browser.centre import Centre, chromium, module
from tests.browser.crawl import THOROUGH
from tests.browser.crawl import Page as Read
from tests.browser.findings import Finding

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SCRIPTS = Path(__file__).parent
WIDE, PHONE, SMALL, HALF = (
    {"width": 1280, "height": 900},
    {"width": 390, "height": 844},
    {"width": 320, "height": 640},
    {"width": 640, "height": 800},
)
LAYOUT_SHIFT = 0.02
# rules whose answer depends on the width; the others have read the same markup in the wide window
OF_PHONES = ["color-contrast", "scrollable-region-focusable", "target-size"]
# bytes as they travel; picture and sound files a reader starts are not part of the first load
WEIGHTS = {"css": 12_000, "js": 20_000, "fonts": 90_000, "all": 150_000}
STYLES = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
TEXT_SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } "
    "p { margin-block-end: 2em !important; }"
)


@cache
def axe() -> str:
    return module("axe-core/axe.min.js").read_text()


@cache
def script(name: str) -> str:
    return (SCRIPTS / name).read_text()


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)


def context_of(browser: Browser, centre: Centre, who: str, **more: Any) -> BrowserContext:
    """A browser that is signed in as this person."""
    session = centre.sign_in(who)
    context = browser.new_context(base_url=centre.url, locale="en", **more)
    context.add_cookies([{"name": item.name, "value": item.value or "", "url": centre.url} for item in session.cookies])
    return context


class Eyes:
    """One browser window for each person; says what it finds about the page that is open.

    Head and foot are the same on all pages of a person with the same style sheets: they are looked at on the first.
    """

    def __init__(self, browser: Browser, centre: Centre) -> None:
        self.browser, self.centre = browser, centre
        self.windows: dict[str, Page] = {}
        self.heard: list[tuple[str, str]] = []
        self.seconds: Counter[str] = Counter()
        self.framed: set[tuple[str, ...]] = set()

    def window(self, who: str) -> Page:
        if who not in self.windows:
            page = context_of(self.browser, self.centre, who, viewport=WIDE).new_page()
            page.add_init_script(script("watch.js"))
            page.add_init_script(axe())
            page.on("console", self.hear)
            page.on("pageerror", lambda error: self.heard.append(("script", str(error))))
            page.on("response", self.answered)
            self.windows[who] = page
        return self.windows[who]

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.heard.append(("console", message.text))

    def answered(self, response: Response) -> None:
        if response.status >= 400:
            self.heard.append(("resource", f"{response.url.removeprefix(self.centre.url)} answers {response.status}"))

    @contextmanager
    def timed(self, part: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[part] += time.perf_counter() - began  # type: ignore[assignment]

    def look(self, read: Read, *, keyboard: bool, phone: bool) -> list[Finding]:
        """Open the page once, in the window of a phone or in the wide one, look, and look again in the other."""
        page = self.window(read.who)
        frame = (read.who, *STYLES.findall(read.html))
        whole = frame not in self.framed
        self.framed.add(frame)
        self.heard.clear()
        found: list[tuple[str, str]] = []
        for number, size in enumerate((PHONE, WIDE) if phone else (WIDE, PHONE)):
            if number == 0 or THOROUGH:
                with self.timed("opening"):
                    self.open(page, read, size)
                found += self.weight(page, read) + self.shift(page, read)
            else:
                page.set_viewport_size(size)  # type: ignore[arg-type]
                page.evaluate("window.scrollTo(0, 0)")
            found += self.on_a_phone(page, whole=whole) if size is PHONE else self.wide(page, keyboard, whole=whole)
        wanted = [] if read.status < 400 else [("console", "Failed to load resource"), ("resource", read.path)]
        heard = [item for item in self.heard if not any(item[0] == k and w in item[1] for k, w in wanted)]
        return [Finding(check, read.path, what, read.who) for check, what in [*found, *heard]]

    def wide(self, page: Page, keyboard: bool, *, whole: bool) -> list[tuple[str, str]]:
        with self.timed("wide"):
            found = self.axe(page, "1280 px", whole=whole)
        with self.timed("dark"):
            page.emulate_media(color_scheme="dark")
            found += self.axe(page, "1280 px, dark", only=["color-contrast", "link-in-text-block"], whole=whole)
            page.emulate_media(color_scheme="light")
        if keyboard:
            with self.timed("keyboard"):
                found += self.walk(page, whole=whole)
        return found

    def on_a_phone(self, page: Page, *, whole: bool) -> list[tuple[str, str]]:
        with self.timed("phone"):
            found = self.axe(page, "390 px", only=None if THOROUGH else OF_PHONES, whole=whole)
        with self.timed("overflow"):
            return found + self.overflow(page)

    def open(self, page: Page, read: Read, size: dict[str, int]) -> None:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(read.path, wait_until="load")
        page.evaluate("document.fonts.ready.then(() => true)")

    def axe(
        self, page: Page, where: str, only: list[str] | None = None, *, whole: bool = False
    ) -> list[tuple[str, str]]:
        return [("axe", f"{where}: {line}") for line in page.evaluate(script("axe.js"), [only, whole])]

    def shift(self, page: Page, read: Read) -> list[tuple[str, str]]:
        broken = page.evaluate("window.seen.violations")
        moved = page.evaluate("window.seen.shift")
        if moved > LAYOUT_SHIFT:  # on a busy machine a font may come late once
            page.goto(read.path, wait_until="load")
            page.evaluate("document.fonts.ready.then(() => true)")
            moved = page.evaluate("window.seen.shift")
        found = [("policy", line) for line in broken]
        if moved > LAYOUT_SHIFT:
            parts = ", ".join(page.evaluate("window.seen.moved"))
            found.append(("shift", f"the layout moved by {moved:.3f}, at most {LAYOUT_SHIFT}: {parts}"))
        return found

    def weight(self, page: Page, read: Read) -> list[tuple[str, str]]:
        sizes: dict[str, int] = page.evaluate(script("weight.js"))
        sizes["all"] += read.weight
        return [
            ("weight", f"{name}: {sizes[name]:,} bytes, at most {most:,}")
            for name, most in WEIGHTS.items()
            if sizes[name] > most
        ]

    def overflow(self, page: Page) -> list[tuple[str, str]]:
        found = []
        for where, size, change in (
            ("320 px", SMALL, ""),
            ("390 px with wide text spacing", PHONE, f"window.spaced({json.dumps(TEXT_SPACING)})"),
            ("640 px with text at 200 %", HALF, "window.spaced('html { font-size: 200% }')"),
        ):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            if change:
                page.evaluate(change)
            found += [("overflow", f"{where}: {line}") for line in page.evaluate("window.outside()")]
            page.evaluate("window.spaced('')")
        return found

    def walk(self, page: Page, *, whole: bool) -> list[tuple[str, str]]:
        """Press Tab until every control had its turn."""
        count = page.evaluate("window.begin", whole) + 12 * page.locator("video, audio").count()
        count += 7 * page.locator("input[type=datetime-local]").count()  # and both
        count += 4 * page.locator("input[type=time], input[type=date]").count()  # hours, minutes, day ... one by one
        for _ in range(count + 3):
            page.keyboard.press("Tab")
        return [("keyboard", line) for line in page.evaluate("window.end()")]
