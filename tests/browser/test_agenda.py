"""The agenda at the desk and in public: by buttons everywhere, by dragging where there is a script and room."""

from playwright.sync_api import expect

from tests.browser.centre import Centre
from tests.browser.reader import Reader

TALK = "Consent that patients understand"
AGENDA = "/events/social-media-summit/agenda"


def test_a_talk_moves_by_button_and_by_dragging(reader: Reader, centre: Centre) -> None:
    reader.is_("staff").opens("/events/social-media-summit/desk/agenda")
    slot = reader.page.locator("li.slot").filter(has=reader.page.get_by_role("link", name=TALK, exact=True))
    before = slot.locator("time").inner_text()

    slot.get_by_role("button", name="Later").click()
    expect(slot.locator("time")).not_to_have_text(before)
    slot.get_by_role("button", name="Earlier").click()
    expect(slot.locator("time")).to_have_text(before)

    if reader.script and not reader.has_phone:
        other = reader.page.locator("li.slot").filter(has_text="Write for grade 6 in an afternoon").first
        room = slot.get_attribute("data-in-room")
        slot.drag_to(other, source_position={"x": 8, "y": 8}, target_position={"x": 40, "y": 4})
        expect(slot).not_to_have_attribute("data-in-room", room or "")
        expect(slot.locator("time")).not_to_have_text(before)
        for _step in range(3):
            if slot.get_attribute("data-in-room") != room:
                slot.get_by_role("button", name="Next room").click()
        expect(slot).to_have_attribute("data-in-room", room or "")


def test_a_visitor_plans_and_finds_the_plan_again(reader: Reader) -> None:
    reader.is_("visitor").opens(AGENDA)
    button = reader.page.get_by_role("button", name=f"Add {TALK}", exact=True)
    button.click()
    expect(reader.page.get_by_role("button", name=f"In my plan {TALK}", exact=True)).to_be_visible()

    reader.opens(f"{AGENDA}?mine=1")
    assert reader.page.locator("li.slot").count() == 1
    reader.opens(f"{AGENDA}?zone=Asia/Tokyo").sees("times in Tokyo")
    reader.page.get_by_role("button", name=f"In my plan {TALK}", exact=True).click()
    expect(reader.page.get_by_role("button", name=f"Add {TALK}", exact=True)).to_be_visible()


def test_the_list_of_attendees_never_scrolls_sideways(reader: Reader) -> None:
    reader.is_("staff").opens("/events/social-media-summit/desk/attendees")
    rows = reader.page.get_by_role("row").filter(has=reader.page.get_by_role("rowheader"))

    assert rows.count() > 0
    assert reader.page.locator(".scroller").evaluate("box => box.scrollWidth <= box.clientWidth")
