"""Somebody checks a post, with and without JavaScript, at a computer and with a phone."""

import io
import re

from PIL import Image
from playwright.sync_api import expect

from tests.browser.reader import Reader

NAMED = "Mrs. Ellen Whitcombe in bed 4 had her hip replaced on Tuesday."
DAYS = {(True, 1280): "Monday", (True, 390): "Wednesday", (False, 1280): "Thursday", (False, 390): "Friday"}


def picture() -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 50.0, 1.0)})
    Image.new("RGB", (300, 200), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def writes(reader: Reader, text: str) -> Reader:
    """Types a post; without JavaScript it takes a press to have it checked."""
    reader.types(text, into="Your post")
    return reader if reader.script else reader.presses("Check it")


def test_a_visitor_mends_a_post_until_nothing_must_be_fixed(reader: Reader) -> None:
    writes(reader.opens("/").goes_to("Check a post"), NAMED).sees("3 must fix")

    fixes = reader.main.locator("button[name=fix]")
    for _finding in range(3):
        if fixes.count():
            fixes.first.click()
            reader.sees("The text is changed. Read it once more.")

    expect(reader.main.get_by_label("Your post")).not_to_have_value(NAMED)
    expect(reader.page.get_by_text("must fix")).to_have_count(0)


def test_typing_keeps_the_caret_and_marks_the_words(reader: Reader) -> None:
    if not reader.script:
        return
    writes(reader.opens("/check"), NAMED).sees("3 must fix")
    box = reader.main.get_by_label("Your post")
    box.evaluate("box => { box.focus(); box.setSelectionRange(4, 4); }")

    reader.page.keyboard.type("!")
    expect(reader.page.locator("#id_text-marks")).to_contain_text("Mrs.!")
    expect(reader.page.locator("#id_text-marks mark").first).to_be_attached()

    assert box.evaluate("box => [document.activeElement === box, box.selectionStart]") == [True, 5]


def test_the_words_of_a_finding_are_shown_in_the_text(reader: Reader) -> None:
    if not reader.script:
        return
    writes(reader.opens("/check"), f"😀 {NAMED}").sees("3 must fix")

    reader.main.get_by_role("button", name=re.compile("Show in text.*Tuesday")).click()

    chosen = "box => box.value.slice(box.selectionStart, box.selectionEnd)"
    assert reader.main.get_by_label("Your post").evaluate(chosen) == "Tuesday"


def test_a_visitor_takes_a_clean_copy_of_a_picture(reader: Reader) -> None:
    reader.opens("/check").main.locator("#picture > summary").click()
    reader.main.get_by_label("Picture", exact=True).set_input_files(
        {"name": "ward.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )

    with reader.page.expect_download() as started:
        reader.presses("Download a clean copy")
    reader.presses("Check the picture").sees("This picture says where it was taken.")

    with Image.open(started.value.path()) as clean:
        assert dict(clean.getexif()) == {}


def test_an_officer_signs_off_with_a_reason(reader: Reader) -> None:
    day = DAYS[reader.script, reader.width]  # what is signed off once stays so for the place
    reader.is_("communications")
    writes(reader.opens("/check"), NAMED.replace("Tuesday", day)).sees("must fix")
    fine = reader.main.locator("details.fine").filter(has_text=day)
    fine.locator("summary").click()
    fine.get_by_label("Why is it fine?").fill("This is our own invented example.")

    fine.get_by_role("button").click()

    reader.sees("Your reason is kept in the record.")


def test_a_description_without_a_name_is_estimated(reader: Reader) -> None:
    reader.opens("/check").main.locator("#estimate > summary").click()
    reader.types("8000", into="People who live in the place").selects("cystic fibrosis", of="Condition")

    reader.presses("Estimate").sees("That is fewer than 11")
