import datetime as dt
from collections.abc import Mapping

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from rounds.accounts.models import NotificationChoice, Person
from rounds.accounts.trail import record


@transaction.atomic
def change_profile(
    person: Person, *, changes: Mapping[str, object], seen: Mapping[str, object], by: Person, at: dt.datetime
) -> list[str]:
    """Write the fields that were changed; the later of two windows wins, and the fields it overrode are returned.

    `seen` holds what the changed fields showed when the form was opened.
    """
    current = Person.objects.select_for_update().get(pk=person.pk)
    overrode = [
        field
        for field, value in changes.items()
        if getattr(current, field) not in (seen.get(field, getattr(current, field)), value)
    ]
    for field, value in changes.items():
        setattr(current, field, value)
        setattr(person, field, value)
    if changes:
        current.save(update_fields=list(changes))
        record("accounts.profile_changed", subject=current, by=by, at=at, fields=sorted(changes))
    return overrode


def choose_language(person: Person, *, language: str, by: Person, at: dt.datetime) -> None:
    """Keep a language that was chosen on a page, so that letters and other devices speak it too."""
    if person.language != language:
        change_profile(person, changes={"language": language}, seen={}, by=by, at=at)


@transaction.atomic
def choose_notifications(
    person: Person,
    *,
    by_mail: Mapping[str, bool],
    quiet: tuple[dt.time, dt.time] | None,
    by: Person,
    at: dt.datetime,
) -> None:
    for kind, wanted in by_mail.items():
        NotificationChoice.objects.update_or_create(person=person, kind=kind, defaults={"by_mail": wanted})
    person.quiet_from, person.quiet_until = quiet or (None, None)
    person.save(update_fields=["quiet_from", "quiet_until"])
    record("accounts.notifications_chosen", subject=person, by=by, at=at, by_mail=dict(by_mail))


@transaction.atomic
def stop_mail(person: Person, *, kind: str, at: dt.datetime) -> None:
    """Stop letters of one kind; a second click changes nothing."""
    choice, _made = NotificationChoice.objects.get_or_create(person=person, kind=kind, defaults={"by_mail": True})
    if choice.by_mail:
        choice.by_mail = False
        choice.save(update_fields=["by_mail"])
        record("accounts.mail_stopped", subject=person, by=person, at=at, kind=kind)


@transaction.atomic
def end_session(person: Person, *, number: int, by: Person, at: dt.datetime) -> bool:
    """Sign a person out on one device; False when it was signed out before."""
    session = UserSession.objects.filter(pk=number, user=person).first()
    if session is None:
        return False
    close([session.session_key])
    record("accounts.session_ended", subject=person, by=by, at=at, ip=session.ip)
    return True


@transaction.atomic
def end_other_sessions(person: Person, *, keep: str | None, by: Person | None, at: dt.datetime) -> int:
    """Sign a person out everywhere, but for the session whose key is `keep`; how many ended."""
    others = UserSession.objects.filter(user=person)
    keys = [key for key in others.values_list("session_key", flat=True) if key != keep]
    close(keys)
    if keys:
        record("accounts.sessions_ended", subject=person, by=by, at=at, count=len(keys))
    return len(keys)


def close(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
