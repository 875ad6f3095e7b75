from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
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
            request.LANGUAGE_CODE = language
            timezone.activate(person.time_zone if person else settings.TIME_ZONE)
            response = self.get_response(request)
            timezone.deactivate()
        response.headers.setdefault("Content-Language", language)
        if person and language != request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, language):
            self.correct_cookie(response, language)
        return response

    def language_of(self, request: HttpRequest, person: Person | None) -> str:
        if person and person.language in dict(settings.LANGUAGES):
            return person.language
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if chosen and translation.check_for_language(chosen) and chosen in dict(settings.LANGUAGES):
            return chosen
        return translation.get_language_from_request(request)

    def correct_cookie(self, response: HttpResponse, language: str) -> None:
        """A choice that a visitor left on this device does not outlive the account's, not even after signing out."""
        name = settings.LANGUAGE_COOKIE_NAME
        if name not in response.cookies:
            response.set_cookie(name, language, max_age=31536000, samesite="Lax")


class LastSeen:
    """Notes at most once in five minutes that a session is in use, and keeps all but centre staff from the editor."""

    SECONDS = 300

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Person):
            if request.path.startswith("/cms/") and not request.user.is_staff:
                raise PermissionDenied
            self.note(request)
        return self.get_response(request)

    def note(self, request: HttpRequest) -> None:
        now = timezone.now()
        seen = request.session.get("seen")
        if seen and now.timestamp() - seen > self.SECONDS:
            request.session["seen"] = int(now.timestamp())
            UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)


class RefusedForms:
    """A form of allauth that was refused answers 422, as each of our own does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        context = response.context_data or {}
        forms = [context.get(name) for name in ("form", "webauthn_form")]
        if request.method == "POST" and response.status_code == 200 and any(form and form.errors for form in forms):
            response.status_code = 422
        return response
