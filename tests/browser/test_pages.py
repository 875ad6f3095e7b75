"""Every page that each person of the demonstration reaches, against the bars of the look."""

import statistics
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.centre import EVERYBODY, Centre
from tests.browser.conftest import Audit
from tests.browser.crawl import broken_links
from tests.browser.findings import Finding, table
from tests.browser.look import PHONE, context_of
from tests.browser.validity import markup_errors

SERVER_SECONDS = 0.2


def none_of(findings: list[Finding]) -> None:
    if findings:
        pytest.fail(table(findings), pytrace=False)


def test_every_person_reaches_pages_of_their_own(read: Audit) -> None:
    assert [who for who in EVERYBODY if len(read.pages[who]) < 5] == []
    assert all(read.pages[who]["/"].status == 200 for who in EVERYBODY)


def test_every_link_leads_somewhere(read: Audit, centre: Centre) -> None:
    none_of([finding for pages in read.pages.values() for finding in broken_links(pages, centre)])


def test_every_page_has_one_main_heading_a_title_and_a_language(read: Audit) -> None:
    findings = []
    for page in read.looked:
        if len(page.headings) != 1 or not page.headings[0]:
            findings.append(
                Finding("heading", page.path, f"{len(page.headings)} main headings: {page.headings}", page.who)
            )
        if not page.lang:
            findings.append(Finding("language", page.path, "the page does not say its language", page.who))
        if len(page.title.rpartition(" - ")[0]) < 2:
            findings.append(Finding("title", page.path, f"the title says too little: {page.title!r}", page.who))
    none_of(findings)


def test_no_two_pages_of_a_person_share_a_title(read: Audit) -> None:
    findings = []
    for who, pages in read.pages.items():
        titles: dict[str, str] = {}
        for path, page in pages.items():
            if page.is_html and page.status == 200 and page.arrived == path and "?" not in path:
                first = titles.setdefault(page.title, path)
                if first != path:
                    findings.append(Finding("title", path, f"{page.title!r} is also the title of {first}", who))
    none_of(findings)


def test_every_page_is_valid_markup(read: Audit, tmp_path: Path) -> None:
    none_of(markup_errors(read.looked, tmp_path))


def test_the_server_answers_soon(read: Audit) -> None:
    times = [page.seconds for pages in read.pages.values() for page in pages.values() if page.is_html]

    assert statistics.median(times) <= SERVER_SECONDS


def test_no_page_has_a_barrier(audit: Audit) -> None:
    none_of(audit.of("axe"))


def test_nothing_runs_over_the_edge(audit: Audit) -> None:
    none_of(audit.of("overflow"))


def test_nothing_moves_while_a_page_loads(audit: Audit) -> None:
    none_of(audit.of("shift"))


def test_no_page_breaks_the_content_policy_or_a_script(audit: Audit) -> None:
    none_of(audit.of("policy", "console", "script", "resource"))


def test_no_page_is_too_heavy(audit: Audit) -> None:
    none_of(audit.of("weight"))


def test_the_keyboard_reaches_everything_and_shows_where_it_is(audit: Audit) -> None:
    none_of(audit.of("keyboard"))


@pytest.mark.parametrize("who", EVERYBODY)
def test_escape_closes_the_menu_and_gives_the_focus_back(browser: Browser, centre: Centre, who: str) -> None:
    context = context_of(browser, centre, who, viewport=PHONE)
    page = context.new_page()
    page.goto("/")
    menu, button = page.locator("details.menu"), page.locator("details.menu > summary")
    button.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Tab")

    page.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open", "")
    expect(button).to_be_focused()
    context.close()
