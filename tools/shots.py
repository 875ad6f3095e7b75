"""Draw pages of the demonstration.

`make shots` takes the pictures of the documentation, as docs/images/pictures.txt lists them.
`python tools/shots.py FOLDER LIST` draws any pages to look at: one a line (name, path, person), at 1280 and 390 px, light and dark.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
IMAGES = ROOT / "docs" / "images"
MOST = 1_500_000  # bytes of all pictures of the documentation together
COLOURS = 128
WIDTHS = {1280: 900, 390: 844}
SCHEMES = ("light", "dark")
LESSON = "(finish lesson 4)"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of the documentation; `begin` is scrolled to the top, `press` is clicked first ("-" for neither)."""

    name: str
    who: str
    path: str
    size: tuple[int, int]
    begin: str
    press: str


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def picture_of(line: str) -> Picture:
    """Read a line of the list.

    >>> picture_of("today staff /staff 1120x700 - -").size
    (1120, 700)
    """
    name, who, path, size, begin, press = line.split(maxsplit=5)
    width, height = size.split("x")
    return Picture(name, who, path, (int(width), int(height)), begin, press)


class Camera:
    """Takes the pictures of the documentation; keeps one browser window for each person."""

    def __init__(self, browser: Any, centre: Any) -> None:
        self.browser, self.centre = browser, centre
        self.windows: dict[str, Any] = {}

    def window(self, who: str) -> Any:
        from tests.browser.look import context_of

        if who not in self.windows:
            self.windows[who] = context_of(self.browser, self.centre, who, reduced_motion="reduce").new_page()
        return self.windows[who]

    def take(self, picture: Picture) -> None:
        page = self.window(picture.who)
        page.set_viewport_size({"width": picture.size[0], "height": picture.size[1]})
        visit(page, self.address(picture.path))
        if picture.press != "-":
            page.locator(picture.press).first.click()
        if picture.begin != "-":
            page.evaluate("where => document.querySelector(where).scrollIntoView()", picture.begin)
        page.wait_for_timeout(500)
        page.screenshot(path=IMAGES / f"{picture.name}.png", animations="disabled")
        squeeze(IMAGES / f"{picture.name}.png")

    def address(self, path: str) -> str:
        """Fill in addresses that are known only now: {link} of a certificate, {editor} of a lesson."""
        if path == "{link}":
            page = self.window("physician")
            visit(page, "/me/certificates")
            return str(page.locator("main a[href*='/verify/']").first.get_attribute("href"))
        if path == "{editor}":
            page = self.window("staff")
            visit(page, "/staff/courses/patient-privacy")
            course = page.locator("main a[href^='/cms/pages/']").first.get_attribute("href")
            number = int(str(course).strip("/").rsplit("/", 1)[-1])  # an import makes course, module, lesson in a row
            return f"/cms/pages/{number + 2}/edit/"
        return path

    def finish_lesson_4(self) -> None:
        from tests.browser.reader import Reader
        from tests.browser.test_certificate import finish_lesson_4

        page = self.window("physician")
        page.set_viewport_size({"width": 1280, "height": 900})
        finish_lesson_4(Reader(page, script=True, width=1280))


def visit(page: Any, path: str) -> None:
    answer = page.goto(path)
    assert answer, path
    assert answer.status < 400, f"{path} answers {answer.status}"
    page.evaluate("document.fonts.ready.then(() => true)")


def squeeze(file: Path) -> None:
    """Store a picture with few colours: a third of the bytes, and no difference to the eye."""
    from PIL import Image

    with Image.open(file) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


def document() -> str:
    """Take every picture of the list, and drop those that it names no more."""
    lines = lines_of((IMAGES / "pictures.txt").read_text())
    with browser_and_centre() as (browser, centre):
        camera = Camera(browser, centre)
        for line in lines:
            if line == LESSON:
                camera.finish_lesson_4()
            else:
                camera.take(picture_of(line))
    wanted = {re.split(r"\s", line)[0] for line in lines if line != LESSON}
    for file in IMAGES.glob("*.png"):
        if file.stem not in wanted:
            file.unlink()
    size = sum(file.stat().st_size for file in IMAGES.glob("*.png"))
    assert size < MOST, f"The pictures have {size:,} bytes together, at most {MOST:,}"
    return f"{len(wanted)} pictures in {IMAGES.relative_to(ROOT)}, {size:,} bytes"


def look(folder: Path, text: str) -> str:
    """Draw each page of a list at both widths, light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = lines_of(text)
    with browser_and_centre() as (browser, centre):
        from tests.browser.look import context_of

        for name, path, who in (line.split() for line in lines):
            for scheme in SCHEMES:
                context = context_of(browser, centre, who, color_scheme=scheme, reduced_motion="reduce")
                draw(context.new_page(), path, f"{folder / name}-{{width}}-{scheme}.png")
                context.close()
    return f"{len(lines) * len(WIDTHS) * len(SCHEMES)} pictures in {folder}"


def draw(page: Any, path: str, target: str) -> None:
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        visit(page, path)
        page.screenshot(path=target.format(width=width), full_page=True, animations="disabled")


@contextmanager
def browser_and_centre() -> Iterator[tuple[Any, Any]]:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from playwright.sync_api import sync_playwright

    from tests.browser import centre as centres
    from tests.browser.look import launch

    with tempfile.TemporaryDirectory() as home:
        prepared = centres.prepared_home(Path(home) / "prepared")
        collect_editor(centres.surroundings(prepared, "http://127.0.0.1:8000"))
        with centres.running_centre(prepared, Path(home) / "centre") as centre, sync_playwright() as playwright:
            browser = launch(playwright)
            yield browser, centre
            browser.close()


def collect_editor(env: dict[str, str]) -> None:
    """The prepared home leaves the editor's styles out; one picture shows the editor."""
    words = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0", "--ignore", "ninja"]
    subprocess.run(words, cwd=ROOT, env=env, check=True)


if __name__ == "__main__":
    if len(sys.argv) not in {1, 3}:
        raise SystemExit("Usage: python tools/shots.py [FOLDER LIST]")
    said = document() if len(sys.argv) == 1 else look(Path(sys.argv[1]), Path(sys.argv[2]).read_text())
    print(said)
