"""/api/v1: one OpenAPI document for all apps; who may ask is said at each operation."""

from ninja import NinjaAPI
from ninja.security import django_auth

from rounds.credentials.api import router as credentials
from rounds.training.api import router as training

api = NinjaAPI(
    title="Rounds",
    version="1",
    description="Catalogue, own enrolments and verification of certificates. Sign in, or send a key of your account.",
    auth=[django_auth],
    urls_namespace="api",
)
api.add_router("", training)
api.add_router("", credentials)
