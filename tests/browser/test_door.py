"""A host at the door: by typing without JavaScript, and with it through a lost network."""

import re

from playwright.sync_api import expect

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
