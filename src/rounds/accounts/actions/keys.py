import datetime as dt
import hashlib
import secrets

from django.db import transaction

from rounds.accounts.models import ApiKey, Person
from rounds.accounts.trail import record

SHOWN = "rounds_"


def fingerprint(secret: str) -> str:
    """What is kept of a key; the key itself is 43 random letters, so a plain hash cannot be turned back."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_key(person: Person, *, name: str, by: Person, at: dt.datetime) -> tuple[ApiKey, str]:
    """A new key and its secret, which is shown once and cannot be read again."""
    secret = SHOWN + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(person=person, name=name, fingerprint=fingerprint(secret), made=at)
    record("accounts.key_made", subject=key, by=by, at=at)
    return key, secret


@transaction.atomic
def end_key(key: ApiKey, *, by: Person, at: dt.datetime) -> None:
    """The key opens nothing from now on; ending it twice changes nothing."""
    if ApiKey.objects.filter(pk=key.pk, ended=None).update(ended=at):
        record("accounts.key_ended", subject=key, by=by, at=at)


def use_key(secret: str, *, at: dt.datetime) -> Person | None:
    """The person in whose name a program asks, or None; notes the use once a minute at most."""
    key = ApiKey.objects.filter(fingerprint=fingerprint(secret), ended=None).select_related("person").first()
    if key is None or not key.person.is_active:
        return None
    if key.used is None or at - key.used > dt.timedelta(minutes=1):
        ApiKey.objects.filter(pk=key.pk).update(used=at)
    return key.person
