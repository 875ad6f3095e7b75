"""Refuses a password that is known to have leaked; asks a range service only where a setting names one."""

import hashlib
import logging

import requests
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)
SECONDS = 3


class NotInBreach:
    """Sends the first five letters of the password's SHA-1 and compares the rest here (k-anonymity).

    A service that does not answer refuses nobody: the list of common passwords has been asked before.
    """

    def validate(self, password: str, user: object = None) -> None:
        if settings.PASSWORD_RANGE_URL and times_leaked(password, settings.PASSWORD_RANGE_URL):
            raise ValidationError(
                _("This password has leaked from another service. Choose one that you use nowhere else."),
                code="password_leaked",
            )

    def get_help_text(self) -> str:
        return _("Use one that you use nowhere else.")


def times_leaked(password: str, service: str) -> int:
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
    try:
        answer = requests.get(service + digest[:5], headers={"Add-Padding": "true"}, timeout=SECONDS)
        answer.raise_for_status()
    except requests.RequestException as error:
        log.warning("The range service for leaked passwords did not answer: %s", type(error).__name__)
        return 0
    return seen(answer.text, digest[5:])


def seen(answer: str, rest: str) -> int:
    """How often a hash stands in the answer of a range service; padding stands there with 0.

    >>> seen("0018A45C4D1DEF:3\\n00D4F6E8FA6EEC:0", "0018A45C4D1DEF")
    3
    """
    for line in answer.splitlines():
        suffix, _colon, count = line.strip().partition(":")
        if suffix == rest and count.isdigit():
            return int(count)
    return 0
