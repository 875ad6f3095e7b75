import datetime as dt
import hashlib
import secrets
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from rounds.accounts.models import ApiKey, Person, ProgramKey
from rounds.accounts.trail import record

Key = TypeVar("Key", bound=ProgramKey)
SHOWN = "rounds_"
NOTED = dt.timedelta(minutes=1)


def fingerprint(secret: str) -> str:
    """What is kept of a key; the key itself is 43 random letters, so a plain hash cannot be turned back."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_program_key(
    kind: type[Key], *, verb: str, shown: str, by: Person, at: dt.datetime, **of: Any
) -> tuple[Key, str]:
    """A new key and its secret, which begins with `shown`, is told once and cannot be read again."""
    secret = shown + secrets.token_urlsafe(32)
    key = kind._default_manager.create(fingerprint=fingerprint(secret), made=at, **of)
    record(verb, subject=key, by=by, at=at)
    return key, secret


@transaction.atomic
def end_program_key(key: ProgramKey, *, verb: str, by: Person | None, at: dt.datetime) -> None:
    """The key opens nothing from now on; ending it twice changes nothing."""
    if type(key)._default_manager.filter(pk=key.pk, ended=None).update(ended=at):
        record(verb, subject=key, by=by, at=at)


def use_program_key(keys: QuerySet[Key], secret: str, *, at: dt.datetime) -> Key | None:
    """The one of these keys that has this secret and is not ended; notes the use once a minute at most."""
    key = keys.filter(fingerprint=fingerprint(secret), ended=None).first()
    if key and (key.used is None or at - key.used > NOTED):
        keys.filter(pk=key.pk).update(used=at)
    return key


def make_key(person: Person, *, name: str, by: Person, at: dt.datetime) -> tuple[ApiKey, str]:
    return make_program_key(ApiKey, verb="accounts.key_made", shown=SHOWN, by=by, at=at, person=person, name=name)


def end_key(key: ApiKey, *, by: Person, at: dt.datetime) -> None:
    end_program_key(key, verb="accounts.key_ended", by=by, at=at)


def use_key(secret: str, *, at: dt.datetime) -> Person | None:
    """The person in whose name a program asks, or None."""
    keys = ApiKey.objects.filter(person__is_active=True).select_related("person")
    key = use_program_key(keys, secret, at=at)
    return key.person if key else None
