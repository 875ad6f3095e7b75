"""A host at the door: by typing without JavaScript, and with it through a lost network."""

import re

from playwright.sync_api import Route, expect

from tests.browser.reader import Reader

MEETING = "Pictures that show nobody by mistake"


def at_the_door(reader: Reader) -> list[str]:
    """Signed in as the host, at the door; the codes of two people who are not here yet."""
    reader.is_("staff")
    reader.page.goto("/meetings?when=past")
    reader.page.get_by_role("link", name=MEETING).first.click()
    reader.page.get_by_role("link", name="Check in at the door").click()
    people = reader.page.request.get(f"{reader.page.url}/people").json()["people"]
    return [one["code"] for one in people if not one["here"]][:2]


def test_door_keeps_scans_without_a_network_and_sends_them_once(reader: Reader) -> None:
    code, *_others = at_the_door(reader)
    box, context = reader.page.get_by_label("Code", exact=True), reader.page.context
    if not reader.script:
        box.fill("nothing")
        box.press("Enter")
        expect(reader.page.get_by_role("alert")).to_contain_text("belongs to no place")
        return
    expect(reader.page.locator("#waiting")).to_contain_text("Everything is sent.")
    reader.waits_until("Object.keys(localStorage).some((key) => key.endsWith('.people'))")

    context.set_offline(True)
    box.fill(f"{code[:4].lower()} {code[4:]}")
    box.press("Enter")
    expect(reader.page.locator("#told")).to_contain_text("is checked in.")
    expect(reader.page.locator("#waiting")).to_contain_text("not yet sent: 1")
    box.fill(code)
    box.press("Enter")
    expect(reader.page.locator("#told")).to_contain_text("was scanned here before")
    context.set_offline(False)
    reader.page.evaluate("window.dispatchEvent(new Event('online'))")

    expect(reader.page.locator("#waiting")).to_contain_text("Everything is sent.")
    reader.page.reload()
    reader.page.get_by_role("link", name="To the list").click()
    expect(reader.page.get_by_text(re.compile("Attendance")).first).to_be_visible()
    assert reader.page.evaluate("Object.keys(localStorage).filter((key) => key.includes('.scan.')).length") == 0


def test_a_network_that_comes_back_while_a_try_fails_is_used_at_once(reader: Reader) -> None:
    if not reader.script:
        return
    code = at_the_door(reader)[-1]
    page, held = reader.page, list[Route]()
    expect(page.locator("#waiting")).to_contain_text("Everything is sent.")

    def hold(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/scans", hold)
    with page.expect_request("**/scans"):
        page.get_by_label("Code", exact=True).fill(code)
        page.get_by_label("Code", exact=True).press("Enter")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    held[0].abort("internetdisconnected")

    expect(page.locator("#waiting")).to_contain_text("Everything is sent.")
