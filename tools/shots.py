"""Draw pages of the demonstration for the documentation: `python tools/shots.py FOLDER LIST`, `make shots`.

LIST has one picture a line: name, path, person (lines with # are skipped),
and each is drawn at 1280 and 390 px, light and dark.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
WIDTHS = {1280: 900, 390: 844}
SCHEMES = ("light", "dark")


def wanted(text: str) -> list[tuple[str, str, str]]:
    lines = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(name, path, who) for name, path, who in lines]


def draw(browser: Any, centre: Any, picture: tuple[str, str, str], folder: Path) -> None:
    from tests.browser.look import context_of

    name, path, who = picture
    for scheme in SCHEMES:
        context = context_of(browser, centre, who, color_scheme=scheme, reduced_motion="reduce")
        page = context.new_page()
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            answer = page.goto(path)
            assert answer, path
            assert answer.status < 400, f"{path} answers {answer.status}"
            page.evaluate("document.fonts.ready.then(() => true)")
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True, animations="disabled")
        context.close()


def main(target: str, source: str) -> int:
    import os

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from playwright.sync_api import sync_playwright

    from tests.browser.centre import running_centre
    from tests.browser.look import launch

    folder = Path(target)
    folder.mkdir(parents=True, exist_ok=True)
    pictures = wanted(Path(source).read_text())
    with tempfile.TemporaryDirectory() as home, running_centre(Path(home)) as centre, sync_playwright() as playwright:
        browser = launch(playwright)
        for picture in pictures:
            draw(browser, centre, picture, folder)
        browser.close()
    print(f"{len(pictures) * len(WIDTHS) * len(SCHEMES)} pictures in {folder}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("Usage: python tools/shots.py FOLDER LIST")
    raise SystemExit(main(*sys.argv[1:]))
