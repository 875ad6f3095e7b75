"""What people come to do, with and without JavaScript, at a computer and with a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader

HOMES = {"physician": "/me", "communications": "/org/northlake-hospital", "staff": "/staff", "patient": "/me"}


def test_a_visitor_opens_the_demonstration(reader: Reader) -> None:
    reader.opens("/").sees("Demonstration: all people are made up.")

    reader.page.get_by_role("link", name="Switch person").click()

    reader.is_at("/signin").sees("Dr Amara Osei")


@pytest.mark.parametrize("who", HOMES)
def test_each_person_lands_on_their_own_home(reader: Reader, who: str) -> None:
    reader.is_(who)

    reader.is_at(HOMES[who])


def test_a_person_becomes_a_visitor_again(reader: Reader) -> None:
    reader.is_("patient").is_("visitor")

    reader.is_at("/")
    expect(reader.page.get_by_role("banner").get_by_text("Grace M")).to_have_count(0)


def test_a_visitor_switches_to_spanish_and_back(reader: Reader) -> None:
    reader.opens("/about").presses("Español")
    expect(reader.page.locator("html")).to_have_attribute("lang", "es")
    reader.is_at("/about")

    reader.presses("English")

    expect(reader.page.locator("html")).to_have_attribute("lang", "en")


def test_a_visitor_chooses_dark_colours_and_the_choice_stays(reader: Reader) -> None:
    reader.opens("/").presses("Dark")

    reader.opens("/about")

    expect(reader.page.locator("html")).to_have_attribute("data-theme", "dark")
    ground = (
        reader.page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") if reader.script else ""
    )
    assert ground in {"rgb(15, 21, 20)", ""}


def test_the_skip_link_leads_to_the_main_part(reader: Reader) -> None:
    reader.opens("/about").page.keyboard.press("Tab")
    skip = reader.page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()

    reader.page.keyboard.press("Enter")

    expect(reader.page.locator("#main")).to_be_focused()


def test_a_visitor_finds_a_place_by_the_navigation(reader: Reader) -> None:
    reader.opens("/").goes_to("Membership")

    reader.is_at("/membership")
