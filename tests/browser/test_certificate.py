"""The whole journey: from the demonstration's front door to a certificate that a stranger can check."""

import io
import json
import subprocess

import pypdf
from playwright.sync_api import Browser, expect

from rounds.training.coursefiles import read_course
from rounds.training.coursefiles.shapes import QuestionFile
from tests.browser.centre import ROOT, Centre, module
from tests.browser.reader import Reader

LESSON = read_course(ROOT / "content/patient-privacy").modules[0].lessons[3]
TITLE = "Patient privacy on social media"


def answer(reader: Reader, question: QuestionFile) -> None:
    box = reader.page.locator(f"#question-{question.key}")
    if question.kind in ("one", "several"):
        for option in question.options:
            if option.right:
                box.get_by_text(option.text, exact=True).click()
    for place, step in enumerate(question.steps, start=1):
        box.get_by_label(f"Place of “{step}”").select_option(label=str(place))


def finish_lesson_4(reader: Reader) -> None:
    reader.opens("/").page.get_by_role("link", name="Switch person").click()
    reader.is_("physician").is_at("/me").follows("Continue lesson 4").sees_heading(LESSON.title)
    for question in LESSON.questions:
        answer(reader, question)
    reader.presses("Check my answers")
    reader.sees("You have passed the course, and your certificate is ready.")


def downloaded(reader: Reader, file: str) -> bytes:
    """A file of the newest certificate, by the end of its address."""
    target = reader.main.locator(f"article a[href$='{file}']").first.get_attribute("href")
    response = reader.page.request.get(str(target))
    assert response.ok, target
    return response.body()


def test_newcomer_earns_a_certificate_that_a_stranger_checks(newcomer: Reader, browser: Browser) -> None:
    finish_lesson_4(newcomer)
    newcomer.follows("Get my certificate").is_at("/me/certificates").sees(TITLE)
    pdf = pypdf.PdfReader(io.BytesIO(downloaded(newcomer, "/certificate.pdf")))
    newcomer.page.locator("summary", has_text=TITLE).first.click()
    badge = json.loads(downloaded(newcomer, "/badge.json"))
    public = newcomer.page.get_by_label("Link to share").first.input_value()
    stranger = browser.new_context(java_script_enabled=newcomer.script).new_page()
    stranger.goto(public)

    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"].value is True
    assert TITLE in pdf.pages[0].extract_text().replace("\n", " ")
    assert badge["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    expect(stranger.get_by_role("main")).to_contain_text("Dr Amara Osei")
    expect(stranger.get_by_role("main")).to_contain_text(TITLE)
    stranger.context.close()
    assert verified(badge) == (True, False)
    assert verified({**badge, "name": "Another title"}) == (False, False)


def verified(badge: dict[str, object]) -> tuple[bool, bool]:
    """What an independent verifier says: is the signature valid, has the badge expired."""
    module("@digitalcredentials/verifier-core")
    asked = ["node", str(ROOT / "tests/credentials/verify.mjs")]
    done = subprocess.run(asked, input=json.dumps({"credentials": [badge]}), capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)["answers"][0]
    return said["signature"], said["expired"] is True


def test_answers_saved_on_one_device_wait_on_the_next(newcomer: Reader, browser: Browser, own_centre: Centre) -> None:
    first = LESSON.questions[0]
    newcomer.is_("physician").follows("Continue lesson 4")
    answer(newcomer, first)
    newcomer.presses("Save and finish later").is_at("/me")
    phone = Reader(browser.new_context(base_url=own_centre.url, locale="en").new_page(), script=True, width=390)
    phone.is_("physician").follows("Continue lesson 4")

    expect(phone.page.locator(f"#question-{first.key} input:checked")).to_have_count(1)
    phone.page.context.close()


def test_missing_answer_leads_back_to_its_question(newcomer: Reader) -> None:
    newcomer.is_("physician").follows("Continue lesson 4")
    answer(newcomer, LESSON.questions[1])
    newcomer.presses("Check my answers").sees("There is a problem")
    newcomer.follows("Question 1: Choose an answer.")

    expect(newcomer.page.locator(f"#question-{LESSON.questions[0].key}")).to_be_in_viewport()
    assert newcomer.page.locator(f"#question-{LESSON.questions[1].key} input:checked").count() > 0


def test_film_of_a_lesson_can_be_played(reader: Reader) -> None:
    reader.opens("/learn/basic-certificate/video-and-live")
    source = reader.main.locator("video source").get_attribute("src")
    part = reader.page.request.get(str(source), headers={"Range": "bytes=0-99"})

    assert (part.status, len(part.body())) == (206, 100)
    if reader.script:
        reader.waits_until("document.querySelector('video').duration > 30")
