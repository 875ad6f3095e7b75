"""The language of the pages and letters: who decides, and that nothing is left in English."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client

from rounds.accounts.models import Entry, Person
from tests.factories import training as make
from tests.factories.accounts import MemberFactory, PersonFactory
from tests.factories.credentials import award

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


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

    client.post("/account/signup/", {"name": "Ana", "email": "ana@people.example", "password1": "once faroles sobre el rio"})

    assert Person.objects.get().language == "es"
    assert mail.outbox[0].subject == "Confirma tu correo electrónico"


def test_words_of_django_and_allauth_are_in_spanish_too() -> None:
    client = Client(headers={"accept-language": "es"})

    page = client.post("/account/login/", {"login": "", "password": ""}).content.decode()

    assert page.count("Rellena este campo.") == 4
    assert "This field" not in page


def test_dates_and_date_fields_are_written_the_spanish_way() -> None:
    person, course = PersonFactory(language="es"), make.make_course("Privacidad", reviewed=dt.date(2026, 3, 4))
    make.take(person, course, due=dt.date(2026, 11, 27))
    client = signed_in(person)

    course_page = client.get(f"/learn/{course.slug}").content.decode()
    own_page = client.get("/me").content.decode()
    certificate = client.get(f"/verify/{award(person, language='es').pk}").content.decode()

    assert "4 de marzo de 2026" in course_page
    assert 'type="date" value="2026-11-27"' in course_page.replace("name=\"due\" ", "")
    assert "viernes 27 de noviembre" in own_page or "27 de noviembre" in own_page
    assert "14 de marzo de 2025" in certificate


def test_certificate_of_a_spanish_course_says_in_spanish_what_had_to_be_done() -> None:
    from rounds.training.actions.finishing import criteria_of

    course = make.make_course("Privacidad", language="es")

    assert criteria_of(course, 5, passed=False) == "Terminó las 5 lecciones del curso y respondió sus preguntas."
    assert criteria_of(make.make_course(), 5, passed=True) == (
        "Finished all 5 lessons of the course and answered their questions, with 80 percent of the points or more."
    )
