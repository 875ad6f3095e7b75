"""/api/v1: one OpenAPI document for all apps; who may ask is said at each operation."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import NinjaAPI
from ninja.security import HttpBearer, SessionAuth
from ninja.throttling import AnonRateThrottle, AuthRateThrottle

from rounds.accounts.access import reader
from rounds.accounts.actions import use_key
from rounds.accounts.models import Person
from rounds.credentials.api import router as credentials
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
    description="Catalogue, own enrolments and verification of certificates. Sign in, or send a key of your account.",
    auth=[Key(), Session()],
    throttle=[AnonRateThrottle(settings.API_RATE), AuthRateThrottle(settings.API_RATE)],
    urls_namespace="api",
    docs_url=None,  # the viewer writes inline scripts, which our pages do not allow
)
api.add_router("", training)
api.add_router("", credentials)
