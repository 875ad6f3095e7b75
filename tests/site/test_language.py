"""The language of the pages and letters: who decides, and that nothing is left in English."""

import datetime as dt
import re

import polib
import pytest
from django.core import mail
from django.test import Client
from tools import messages

from rounds.accounts.models import Entry, Person
from rounds.training.actions.finishing import criteria_of
from tests.factories import training as make
from tests.factories.accounts import MemberFactory, PersonFactory, signed_in
from tests.factories.credentials import award
from tests.factories.marked import marked_course
from tests.reading import texts_of

pytestmark = pytest.mark.django_db


def test_language_chosen_in_the_footer_is_kept_on_the_account() -> None:
    person = PersonFactory(language="en")
    client = signed_in(person)

    client.post("/appearance", {"language": "es", "next": "/learn"})

    assert Person.objects.get().language == "es"
    assert client.cookies["language"].value == "es"
    assert client.get("/learn")["Content-Language"] == "es"
    assert Entry.objects.filter(verb="accounts.profile_changed").get().details == {"fields": ["language"]}


def test_choosing_the_same_language_twice_leaves_one_line_in_the_trail() -> None:
    client = signed_in(PersonFactory(language="en"))

    client.post("/appearance", {"language": "es"})
    client.post("/appearance", {"language": "es"})

    assert Entry.objects.filter(verb="accounts.profile_changed").count() == 1


@pytest.mark.parametrize("sent", [{"language": "tlh"}, {"language": ""}, {"theme": "dark"}])
def test_account_keeps_its_language_when_none_of_ours_is_chosen(sent: dict[str, str]) -> None:
    client = signed_in(PersonFactory(language="es"))

    client.post("/appearance", sent)

    assert Person.objects.get().language == "es"


def test_account_decides_over_a_cookie_that_a_visitor_left() -> None:
    client = signed_in(PersonFactory(language="es"))
    client.cookies["language"] = "en"

    page = client.get("/me")

    assert page["Content-Language"] == "es"
    assert client.cookies["language"].value == "es"


def test_visitor_who_chose_nothing_gets_no_cookie_and_the_language_of_the_browser() -> None:
    client = Client(headers={"accept-language": "es-MX,es;q=0.9,en;q=0.5"})

    page = client.get("/learn")

    assert page["Content-Language"] == "es"
    assert "language" not in client.cookies


def test_visitor_of_the_demonstration_brings_the_language_along() -> None:
    PersonFactory(email="grace.m@people.example", language="en")
    client = Client()
    client.post("/appearance", {"language": "es"})

    client.post("/signin/as/patient")

    assert client.get("/me")["Content-Language"] == "es"


def test_letter_is_in_the_language_of_the_account_whoever_asks() -> None:
    person = MemberFactory(language="es")

    Client(headers={"accept-language": "en"}).post("/account/password/reset/", {"email": person.email})

    assert mail.outbox[0].subject == "Elige una contraseña nueva"
    assert "Por qué recibes esto" in str(mail.outbox[0].body)
    assert '<html lang="es"' in str(mail.outbox[0].alternatives[0][0])


def test_account_made_in_spanish_gets_letters_in_spanish() -> None:
    client = Client(headers={"accept-language": "es"})

    client.post(
        "/account/signup/", {"name": "Ana", "email": "ana@people.example", "password1": "once faroles sobre el rio"}
    )

    assert Person.objects.get().language == "es"
    assert mail.outbox[0].subject == "Confirma tu correo electrónico"


def test_words_of_django_and_allauth_are_in_spanish_too() -> None:
    client = Client(headers={"accept-language": "es"})

    page = client.post("/account/login/", {"login": "", "password": ""}).content.decode()

    assert page.count("Rellena este campo.") == 4
    assert "This field" not in page


@pytest.mark.slow
def test_dates_and_date_fields_are_written_the_spanish_way() -> None:
    person, course = PersonFactory(language="es"), make.make_course("Privacidad", reviewed=dt.date(2026, 3, 4))
    make.take(person, course, due=dt.date(2026, 11, 27))
    client = signed_in(person)

    course_page = client.get(f"/learn/{course.slug}").content.decode()
    own_page = client.get("/me").content.decode()
    certificate = client.get(f"/verify/{award(person, language='es').pk}").content.decode()

    assert "4 de marzo de 2026" in course_page
    assert 'type="date" value="2026-11-27"' in course_page.replace('name="due" ', "")
    assert "viernes 27 de noviembre" in own_page or "27 de noviembre" in own_page
    assert "14 de marzo de 2025" in certificate


@pytest.mark.slow
def test_certificate_of_a_spanish_course_says_in_spanish_what_had_to_be_done() -> None:
    course = make.make_course("Privacidad", language="es")

    assert criteria_of(course, 5, passed=False) == "Terminó las 5 lecciones del curso y respondió sus preguntas."
    assert criteria_of(make.make_course(), 5, passed=True) == (
        "Finished all 5 lessons of the course and answered their questions, with 80 percent of the points or more."
    )


def english_sentences() -> re.Pattern[str]:
    """Every text of two words or more that Spanish says otherwise, whatever stands in its gaps."""
    catalogue = polib.pofile(str(messages.files()[0]))
    texts = [text for entry in catalogue for text in (entry.msgid, entry.msgid_plural) if " " in text]
    kept = {text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values())}
    pieces = [
        piece for text in texts if text not in kept for piece in messages.MARKUP.split(text) if " " in piece.strip()
    ]
    return re.compile("|".join(map(with_gaps, pieces)))


def with_gaps(text: str) -> str:
    parts = re.split(f"({messages.PLACE.pattern})", text.strip())
    return "".join(".+" if messages.PLACE.fullmatch(part) else re.escape(part) for part in parts)


@pytest.mark.slow
def test_pages_in_spanish_hold_no_english_sentence() -> None:
    person, course = MemberFactory(name="¤Ada", language="es"), marked_course("curso", language="es")
    make.take(person, course, due=dt.date(2026, 11, 27))
    client, english = signed_in(person), english_sentences()
    paths = ["/learn", "/learn/curso", "/learn/curso/lesson-1", "/me", "/me/certificates", "/account", "/verify"]
    paths += ["/signin", "/search?q=nada", "/about", "/privacy", "/accessibility", "/", f"/verify/{award(person).pk}"]

    pages = {path: client.get(path) for path in paths}
    said = [(path, one) for path, page in pages.items() for one in texts_of(page.content.decode())]

    assert {page.status_code for page in pages.values()} == {200}
    assert len(said) > 300
    assert [(path, one.text) for path, one in said if one.language == "es" and english.fullmatch(one.text)] == []


@pytest.mark.slow
def test_english_sentences_are_known_with_and_without_gaps() -> None:
    english = english_sentences()

    found = [bool(english.fullmatch(text)) for text in ("Hello, Ana", "My learning", "Hola, Ana", "Write to")]

    assert found == [True, True, False, True]


@pytest.mark.slow
@pytest.mark.parametrize("interface", ["en", "es"])
def test_content_is_said_to_be_in_its_own_language_and_our_words_in_the_readers(interface: str) -> None:
    other = {"en": "es", "es": "en"}[interface]
    staff = MemberFactory(name="Lind", language=interface, is_staff=True)
    course = marked_course("course", language=other)
    make.take(staff, course)
    client = signed_in(staff)
    paths = ["/", "/learn", "/learn/course", "/learn/course/lesson-1", "/me", "/staff/courses", "/staff/courses/course"]

    said = [
        (path, one) for path in paths for one in texts_of(client.get(path).content.decode()) if one.where != "<title>"
    ]
    content = [(path, one) for path, one in said if re.fullmatch(r"¤\w+", one.text) and "description" not in one.where]
    words = {"en": "Choose one answer.", "es": "Elige una respuesta."}[interface]

    assert {path for path, one in content} == {*paths}
    assert {one.language for path, one in said if one.text == words} == {interface}
    assert [(path, one) for path, one in content if one.language != other and one.text != "¤Owner"] == []
