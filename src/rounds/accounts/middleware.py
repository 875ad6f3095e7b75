from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from rounds.accounts.models import Person


class PersonalSettings:
    """Answers in the reader's language and time zone: the account's, else the cookie's, else the browser's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user if isinstance(request.user, Person) else None
        language = self.language_of(request, person)
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            timezone.activate(person.time_zone if person else settings.TIME_ZONE)
            response = self.get_response(request)
            timezone.deactivate()
        response.headers.setdefault("Content-Language", language)
        return response

    def language_of(self, request: HttpRequest, person: Person | None) -> str:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if chosen and translation.check_for_language(chosen) and chosen in dict(settings.LANGUAGES):
            return chosen
        return person.language if person else translation.get_language_from_request(request)
