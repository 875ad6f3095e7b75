import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


def test_form_that_is_too_large_answers_that_saved_answers_are_kept(settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024**2
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32

    response = client.post("/appearance", "a=" + "x" * (2 * 1024**2), content_type="application/x-www-form-urlencoded")

    assert response.status_code == 413
    assert "larger than 2 MB" in response.content.decode()
    assert "Answers you saved before are kept." in response.content.decode()


def test_form_with_too_many_fields_is_not_read(settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3

    response = Client().post("/appearance", dict.fromkeys("abcdef", "1"))

    assert response.status_code == 400
    assert "We cannot read this request" in response.content.decode()


def test_refusal_of_a_request_is_in_the_language_of_the_browser(settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3

    response = Client(headers={"accept-language": "es"}).post("/appearance", dict.fromkeys("abcdef", "1"))

    assert '<html lang="es"' in response.content.decode()


def test_address_of_a_form_that_is_opened_says_what_to_do() -> None:
    answer = Client(headers={"accept": "text/html"}).get("/appearance")
    program = Client(headers={"accept": "application/json"}).get("/appearance")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "This address only takes forms" in answer.content.decode()
    assert (program.status_code, program.content) == (405, b"")
