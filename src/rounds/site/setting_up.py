"""What `rounds setup` asks, how it judges an answer, and what it does with all of them."""

import difflib
import re
import secrets
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email
from django.db.utils import ConnectionHandler, Error

from rounds.accounts.models import Person
from rounds.core.palette import TOKENS, ColourRefused, check_colour

Answers = dict[str, str]


class AnswerRefused(Exception):
    """The message is written for the person who typed the answer."""


@dataclass(frozen=True)
class Question:
    """`setting` is the line in rounds.env that keeps the answer; without one it goes into the database."""

    key: str
    text: str
    check: Callable[[str], str]
    default: str = ""
    setting: str = ""
    secret: bool = False

    @property
    def option(self) -> str:
        return "--" + self.key.replace("_", "-")


def some_text(text: str) -> str:
    if not text.strip():
        raise AnswerRefused("This is needed.")
    if len(text) > 120:
        raise AnswerRefused("Write at most 120 characters.")
    return text.strip()


def address(text: str) -> str:
    """
    >>> address("https://harbour-centre.example/")
    'https://harbour-centre.example'
    """
    parts = urlsplit(text.strip())
    whole = parts.scheme in {"http", "https"} and parts.hostname and parts.path in {"", "/"}
    if not whole or parts.query or re.search(r"\s", text.strip()):
        raise AnswerRefused("Write the address with http:// or https:// and without a path.")
    return text.strip().rstrip("/")


def mail_address(text: str) -> str:
    try:
        validate_email(text.strip())
    except ValidationError:
        raise AnswerRefused("Write a mail address such as name@harbour-centre.example.") from None
    return text.strip()


def colours(text: str) -> str:
    found = text.split()
    if len(found) != 2:
        raise AnswerRefused("Write two colours with a space between them: for light pages, then for dark pages.")
    try:
        check_colour("Main colour", *found)
    except ColourRefused as refusal:
        raise AnswerRefused(str(refusal)) from None
    return " ".join(found)


def zone(text: str) -> str:
    zones = zoneinfo.available_timezones()
    if text.strip() not in zones:
        near = difflib.get_close_matches(text.strip(), zones, n=1)
        raise AnswerRefused(f"There is no such time zone. Did you mean {near[0] if near else 'America/Chicago'}?")
    return text.strip()


def language(text: str) -> str:
    if text.strip() not in dict(settings.LANGUAGES):
        raise AnswerRefused(f"Choose one of: {', '.join(dict(settings.LANGUAGES))}.")
    return text.strip()


def mail_server(text: str) -> str:
    parts = urlsplit(text.strip())
    if parts.scheme != "console" and not (parts.scheme in {"smtp", "smtps", "smtp+tls"} and parts.hostname):
        raise AnswerRefused("Write console: or smtp+tls://user:password@host:587 (smtps:// and smtp:// work too).")
    return text.strip()


def database(text: str) -> str:
    """Empty for SQLite in the home; else a server that answers."""
    if not text.strip():
        return ""
    try:
        ConnectionHandler({"default": {**dj_database_url.parse(text.strip())}})["default"].ensure_connection()
    except dj_database_url.UnknownSchemeError:
        raise AnswerRefused("Write postgres://user:password@host/name, or nothing for SQLite.") from None
    except Error as error:
        raise AnswerRefused(f"This database does not answer: {str(error).strip().splitlines()[0]}") from None
    return text.strip()


CENTRE = [
    Question("name", "Name of the centre", some_text),
    Question("questions_to", "Mail address for questions about the centre", mail_address),
    Question("address", "Address people type", address, "http://127.0.0.1:8000", "ROUNDS_BASE_URL"),
    Question(
        "colours",
        "Main colour for light pages and for dark pages",
        colours,
        " ".join(TOKENS["brand"]),
    ),
    Question("time_zone", "Time zone", zone, "UTC", "ROUNDS_TIME_ZONE"),
    Question("language", "Language of the centre", language, "en", "ROUNDS_LANGUAGE"),
    Question("database", "Database (nothing: SQLite)", database, "", "ROUNDS_DATABASE_URL"),
    Question(
        "mail_server",
        "Mail server (console: shows mail instead of sending)",
        mail_server,
        "console:",
        "ROUNDS_MAIL_URL",
    ),
    Question("mail_from", "Sender of mail", some_text, "Rounds <rounds@localhost>", "ROUNDS_MAIL_FROM"),
]
ADMINISTRATOR = [
    Question("admin_name", "Your name, as the first administrator", some_text),
    Question("admin_email", "Your mail address", mail_address),
    Question("admin_password", "Your password", str, secret=True),
]


def check_password(answers: Mapping[str, str]) -> None:
    person = Person(name=answers.get("admin_name", ""), email=answers.get("admin_email", ""))
    try:
        validate_password(answers["admin_password"], person)
    except ValidationError as refusal:
        raise AnswerRefused(" ".join(refusal.messages)) from None


def send_test_mail(answers: Mapping[str, str], to: str) -> None:
    """Send one letter with the answers as they are typed, before anything is kept."""
    parts = urlsplit(answers["mail_server"])
    if parts.scheme == "console":
        raise AnswerRefused("The console sends nothing. Name a mail server first.")
    connection = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=parts.port or 25,
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp+tls",
        use_ssl=parts.scheme == "smtps",
        timeout=20,
    )
    text = f"This is a test from {answers['name']}. Mail works."
    try:
        EmailMessage("Test of mail", text, answers["mail_from"], [to], connection=connection).send()
    except OSError as error:
        raise AnswerRefused(f"The mail server did not take the letter: {error}") from None


def kept_settings(answers: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """The lines of rounds.env: what stood there, the answers over it, and a secret key that never changes again."""
    found = {"ROUNDS_SECRET_KEY": secrets.token_urlsafe(48), **before}
    for question in CENTRE:
        if question.setting:
            found[question.setting] = answers[question.key]
    return {name: value for name, value in found.items() if value}
