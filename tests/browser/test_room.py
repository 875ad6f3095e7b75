"""The room of a meeting while others write in it."""

import re

from playwright.sync_api import expect

from tests.browser.centre import Centre
from tests.browser.reader import Reader

WANTED = "How long do you keep a complaint"


def test_room_shows_what_others_do_and_keeps_what_is_half_filled_in(reader: Reader, centre: Centre) -> None:
    reader.is_("physician").opens("/meetings?mine=on")
    reader.page.get_by_role("link", name=re.compile("Live: answering a complaint")).first.click()
    reader.follows("Questions, polls and notes").sees("What makes it hard?")
    box = reader.main.get_by_label("No rules")
    box.check()
    answers: list[int] = []
    reader.page.on("response", lambda answer: answers.append(answer.status) if "/room" in answer.url else None)
    question = reader.main.get_by_role("listitem").filter(has_text=WANTED)
    before = int(question.locator(".nums").inner_text())

    somebody = centre.sign_in("communications")
    page = somebody.get(reader.page.url).text
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)
    number = re.search(r"question-(\d+)", question.get_attribute("id") or "")
    assert token
    assert number
    pressed = "less" if f'id="vote-{number[1]}" aria-pressed="true"' in page else "more"
    data = {"csrfmiddlewaretoken": token[1], "do": pressed}
    url = f"{reader.page.url.partition('?')[0]}/questions/{number[1]}/vote"
    assert somebody.post(url, data=data, headers={"Referer": reader.page.url}).status_code == 200
    after = before + (1 if pressed == "more" else -1)

    if reader.script:
        expect(question.locator(".nums")).to_have_text(str(after), timeout=12_000)
        expect(box).to_be_checked()
        reader.page.wait_for_timeout(6_000)
        assert answers[-1] == 304
    else:
        reader.follows("Load this page again")
        expect(question.locator(".nums")).to_have_text(str(after))
