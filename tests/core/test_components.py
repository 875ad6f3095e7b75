import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override

import rounds.core
from rounds.core.gallery import GROUPS, Component, State

FOLDER = Path(rounds.core.__file__).parent / "templates" / "ui"
COMPONENTS = [component for _, components in GROUPS for component in components]
STATES = [(component, state) for component in COMPONENTS for state in component.states]
# parts of other components, and the page itself
PARTS = {"gallery", "composer_marks", "heading", "mark", "places", "persona_picker", "field", "question"} | {
    f"question_{part}" for part in ("head", "result", "options")
}
VOID = {"input", "img", "br", "hr", "source", "track", "meta", "link"}


class Tags(HTMLParser):
    """Collects the text and the tags, and what was left open or closed twice."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def render(template: str, **variables: Any) -> Tags:
    request = RequestFactory().get("/ui/")
    return Tags(render_to_string(f"ui/{template}.html", {**variables, "request": request}))


def words(template: str, **variables: Any) -> str:
    return re.sub(r"\s+", " ", render(template, **variables).words).strip()


def state_of(template: str, name: str) -> dict[str, Any]:
    return next(state.variables for part, state in STATES if part.template == template and state.name == name)


@pytest.mark.parametrize(("component", "state"), STATES, ids=lambda part: getattr(part, "anchor", part.name))
def test_a_component_renders_in_each_state(component: Component, state: State) -> None:
    page = render(component.template, **state.variables)

    assert page.open == []
    assert page.tags
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert sorted(ids) == sorted(set(ids))


def test_the_gallery_shows_every_component() -> None:
    shown = {component.template for component in COMPONENTS}

    assert {path.stem for path in FOLDER.glob("*.html")} - PARTS == shown


def test_no_component_shows_a_word_that_is_not_marked_for_translation() -> None:
    spoken = re.compile(r">\s*([A-Z][a-z]+[^<>{}]*)<|(?:aria-label|alt|title)=\"([A-Z][^\"{}]*)\"")
    templates = [path for path in FOLDER.glob("*.html") if path.stem != "gallery"]

    found = {path.name: spoken.findall(path.read_text()) for path in templates}

    assert {name: hits for name, hits in found.items() if hits} == {}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "direction", "theme"), [("", "ltr", None), ("?dir=rtl", "rtl", None), ("?theme=dark", "ltr", "dark")]
)
def test_the_gallery_page_shows_itself_in_other_settings(
    client: Client, query: str, direction: str, theme: str | None
) -> None:
    page = Tags(client.get(f"/ui/{query}").content.decode())

    (html,) = page.named("html")
    assert (html["dir"], html.get("data-theme")) == (direction, theme)


@pytest.mark.django_db
def test_the_gallery_page_ignores_an_unknown_theme(client: Client) -> None:
    assert "data-theme" not in client.get("/ui/?theme=pink").content.decode()


def test_a_button_with_an_address_is_a_link() -> None:
    assert [tag for tag, _ in render("button", text="Courses", url="/learn").tags] == ["a"]
    assert [tag for tag, _ in render("button", text="Send").tags] == ["button"]


def test_a_disabled_button_cannot_be_pressed() -> None:
    assert "disabled" in render("button", text="Send", disabled=True).named("button")[0]


def test_a_link_for_change_says_what_it_changes() -> None:
    rows = [{"term": "Hospital", "value": "Northlake", "url": "#", "hidden_text": "the hospital"}]

    assert words("summary_list", rows=rows) == "HospitalNorthlakeChange the hospital"


def test_a_task_that_cannot_start_is_no_link() -> None:
    page = render("task_list", tasks=[{"name": "Your plan", "status": "Cannot start yet"}])

    assert page.named("a") == []


def test_pagination_of_a_single_page_shows_nothing() -> None:
    from django.core.paginator import Paginator

    assert words("pagination", page=Paginator([1], 10).page(1)) == ""


def test_an_error_summary_links_to_the_first_option_of_a_choice() -> None:
    page = render("error_summary", **state_of("error_summary", "From a form"))

    assert [link["href"] for link in page.named("a")] == ["#id_wrong-name", "#id_wrong-reach_0", "#id_wrong-agree"]


def test_an_error_summary_takes_the_focus() -> None:
    assert "data-focus" in render("error_summary", errors=[{"text": "Choose a day."}]).named("section")[0]


def test_a_field_names_its_hint_and_its_error() -> None:
    form = state_of("form", "Not accepted")["form"]
    page = render("field", field=form["name"])

    (box,) = page.named("input")
    assert box["aria-describedby"] == "id_wrong-name_helptext id_wrong-name_error"
    assert {"id_wrong-name_helptext", "id_wrong-name_error"} <= {paragraph.get("id") for paragraph in page.named("p")}


def test_a_field_of_radio_buttons_is_a_group_with_a_legend() -> None:
    page = render("field", field=state_of("form", "Empty")["form"]["reach"])

    assert len(page.named("fieldset")) == len(page.named("legend")) == 1
    assert [box["type"] for box in page.named("input")] == ["radio", "radio"]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("one", ["answer-one-open", "answer-one-open"]),
        ("several", ["answer-several-open"] * 3),
        ("order", ["answer-order-open-1", "answer-order-open-2", "answer-order-open-3"]),
        ("gaps", ["answer-gaps-open-1", "answer-gaps-open-2"]),
        ("reflection", ["answer-reflection-open"]),
    ],
)
def test_a_question_sends_its_answer_under_its_key(kind: str, names: list[str]) -> None:
    page = render("question", **state_of(f"question_{kind}", "Not answered"))

    sent = [attributes["name"] for _, attributes in page.tags if "name" in attributes]
    assert sent == names


@pytest.mark.parametrize("kind", ["one", "several", "order", "gaps"])
@pytest.mark.parametrize(("state", "verdict"), [("Answered, right", "Right"), ("Answered, not right", "Not right yet")])
def test_an_answered_question_says_how_it_went_and_takes_no_more_answers(kind: str, state: str, verdict: str) -> None:
    page = render("question", **state_of(f"question_{kind}", state))

    assert f"{verdict}Begin with what is true" in re.sub(r"\s+", " ", page.words)
    assert page.named("input") + page.named("select") == []


def test_a_question_tells_which_answers_were_right_missed_and_wrong() -> None:
    page = render("question", **state_of("question_several", "Answered, not right"))

    assert [item.get("class") for item in page.named("li")] == ["right", "wrong", "missed"]


def test_a_question_without_an_answer_names_its_error() -> None:
    page = render("question", **state_of("question_one", "Sent without an answer"))

    assert page.named("fieldset")[0]["aria-describedby"] == "error-one-none"
    assert "Answer this question." in page.words


def test_places_start_in_the_shown_order() -> None:
    page = render("question", **state_of("question_order", "Not answered"))

    assert [option["value"] for option in page.named("option") if "selected" in option] == ["1", "2", "3"]


def test_a_calendar_marks_today() -> None:
    page = render("calendar", **state_of("calendar", "November"))

    assert [cell["class"] for cell in page.named("td") if cell.get("aria-current") == "date"] == ["today"]


@pytest.mark.parametrize(("state", "word"), [("", "Valid"), ("expired", "Expired"), ("withdrawn", "Withdrawn")])
def test_a_certificate_says_its_state_in_words(state: str, word: str) -> None:
    assert words("certificate", course="Basics", state=state).startswith(word)


def test_a_video_has_captions_and_a_transcript() -> None:
    page = render("video", **state_of("video", "With transcript"))

    assert [track["kind"] for track in page.named("track")] == ["captions"]
    assert "Say who you are" in page.words


def test_the_persona_picker_offers_each_person_and_a_visitor() -> None:
    people = [
        {"key": "physician", "initials": "AO", "name": "Dr Osei", "role": "heart doctor", "waiting": "One lesson"}
    ]

    page = render("persona_picker", people=people)

    assert [form["action"] for form in page.named("form")] == ["/signin/as/physician", "/signin/as/visitor"]


def test_words_of_a_component_follow_the_language() -> None:
    with override("es"):
        assert render("certificate", course="Basics", state="").open == []
