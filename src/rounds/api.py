"""/api/v1: one OpenAPI document for all apps; who may ask is said at each operation."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import Throttled
from ninja.security import HttpBearer, SessionAuth
from ninja.throttling import AnonRateThrottle, AuthRateThrottle

from rounds.accounts.access import reader
from rounds.accounts.actions import use_key
from rounds.accounts.models import Person
from rounds.credentials.api import router as credentials
from rounds.directory.api import router as directory
from rounds.directory.figures_api import router as figures
from rounds.screening.api import router as screening
from rounds.training.api import router as training


class Key(HttpBearer):
    """`Authorization: Bearer rounds_...`, a key made on the page of one's account."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        return use_key(token, at=timezone.now())


class Session(SessionAuth):
    """Somebody who is signed in in this browser."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Person | None:
        return reader(request)


api = NinjaAPI(
    title="Rounds",
    version="1",
    description="Catalogue, own enrolments, verification of certificates, checks of posts, and the register of hospitals. "
    "Sign in, or send a key of your account or of your place.",
    auth=[Key(), Session()],
    throttle=[AnonRateThrottle(settings.API_RATE), AuthRateThrottle(settings.API_RATE)],
    urls_namespace="api",
    docs_url=None,  # the viewer writes inline scripts, which our pages do not allow
)
api.add_router("", training)
api.add_router("", credentials)
api.add_router("", screening)
api.add_router("", directory)
api.add_router("", figures)


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, error: Exception) -> HttpResponse:
    words = _("What you sent is larger than 2 MB. Send fewer posts at a time.")
    return api.create_response(request, {"detail": words}, status=413)


@api.exception_handler(Throttled)
def too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    wait = max(1, round(error.wait or 1))
    words = _("You have asked too often. Try again in %(n)s seconds.") % {"n": wait}
    response = api.create_response(request, {"detail": words}, status=429)
    response.headers["Retry-After"] = str(wait)
    return response
