"""Pages hold with words that are 40 % longer, and from right to left."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.centre import Centre, running_centre
from tests.browser.findings import Finding, table
from tests.browser.look import SCRIPTS, SMALL, WIDE
from tests.pseudo import OPEN, write_locale

LESSON = "/learn/patient-privacy"
PAGES = {
    "visitor": ["/", "/learn", LESSON, "/verify", "/signin", "/account/login/", "/account/signup/", "/no-such-page"],
    "physician": ["/me", "/me/certificates", "/account", "/account/notifications", "/account/2fa/"],
    "staff": ["/staff", "/staff/people", "/staff/certificates", "/staff/courses"],
}
MIRRORED = {"visitor": ["/", "/learn", LESSON], "physician": ["/me", "/account"], "staff": ["/staff/people"]}


@pytest.fixture(scope="module")
def translated(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    folder = write_locale(write_locale(tmp_path_factory.mktemp("locale")), "qpr")
    home = tmp_path_factory.mktemp("translated") / "home"
    settings = {"DJANGO_SETTINGS_MODULE": "tests.browser.pseudo_settings", "ROUNDS_PSEUDO_LOCALE": str(folder)}
    with running_centre(prepared, home, **settings) as running:
        yield running


def window(browser: Browser, centre: Centre, who: str, language: str) -> BrowserContext:
    """A browser whose reader chose the language before signing in; the demonstration writes it into the account."""
    session = centre.sign_in(who, language)
    context = browser.new_context(base_url=centre.url, locale="en")
    context.add_cookies([{"name": item.name, "value": item.value or "", "url": centre.url} for item in session.cookies])
    context.add_init_script(path=SCRIPTS / "watch.js")
    return context


def lesson_of(page: Page) -> str:
    page.goto(LESSON)
    return page.locator(f'main a[href^="{LESSON}/"]').first.get_attribute("href") or ""


def overflowing(
    browser: Browser, centre: Centre, pages: dict[str, list[str]], language: str, way: str
) -> list[Finding]:
    found = []
    for who, paths in pages.items():
        context = window(browser, centre, who, language)
        page = context.new_page()
        for path in [*paths, lesson_of(page)]:
            for size in (WIDE, SMALL):
                page.set_viewport_size(size)  # type: ignore[arg-type]
                page.goto(path, wait_until="load")
                page.evaluate("document.fonts.ready.then(() => true)")
                found += [
                    Finding("overflow", path, f"{size['width']} px: {one}", who)
                    for one in page.evaluate("window.outside()")
                ]
            html = page.locator("html")
            if (html.get_attribute("lang"), html.get_attribute("dir")) != (language, way):
                found.append(Finding("language", path, "the page is not in the made-up language", who))
            if OPEN not in page.locator("main").inner_text():
                found.append(Finding("language", path, "no word of the page is translated", who))
        context.close()
    return found


def none_of(findings: list[Finding]) -> None:
    if findings:
        pytest.fail(table(findings), pytrace=False)


def test_longer_words_do_not_run_over_the_edge(browser: Browser, translated: Centre) -> None:
    none_of(overflowing(browser, translated, PAGES, "qps", "ltr"))


def test_pages_hold_from_right_to_left(browser: Browser, translated: Centre) -> None:
    none_of(overflowing(browser, translated, MIRRORED, "qpr", "rtl"))


def test_reading_begins_on_the_right(browser: Browser, translated: Centre) -> None:
    context = window(browser, translated, "visitor", "qpr")
    page = context.new_page()
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.goto("/learn")

    logo, sign_in = page.locator("a.logo").bounding_box(), page.locator("header .push").bounding_box()
    heading = page.locator("h1").evaluate("e => getComputedStyle(e).textAlign")

    assert logo
    assert sign_in
    assert logo["x"] > sign_in["x"]
    assert heading == "start"
    context.close()
