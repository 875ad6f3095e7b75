import datetime as dt
import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from wagtail import hooks
from wagtail.users.models import UserProfile

from rounds.accounts import letters
from rounds.accounts.actions.export import delete_files
from rounds.accounts.actions.profile import end_other_sessions
from rounds.accounts.actions.staff import StaffRefused, lock, refuse_last_staff
from rounds.accounts.models import Person
from rounds.accounts.trail import record


class EraseRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def erase_person(person: Person, *, by: Person, at: dt.datetime) -> None:
    """Take away who a person is, in each app that registers "rounds_erase_person"; the records that must stay, stay."""
    locked = lock(person)
    if locked.erased:
        return
    try:
        refuse_last_staff(locked)
    except StaffRefused as refusal:
        raise EraseRefused(str(refusal)) from refusal
    letters.send("erased", to=locked.email, language=locked.language, facts={})
    for erase in hooks.get_hooks("rounds_erase_person"):
        erase(locked, at)
    by_themselves = by.pk == locked.pk
    person.refresh_from_db()
    record("accounts.person_erased", subject=locked, by=locked if by_themselves else by, at=at)


def erase_own_part(person: Person, at: dt.datetime) -> None:
    """What accounts holds: name, address, licence, choices, ways to sign in, sessions, exports."""
    end_other_sessions(person, keep=None, by=None, at=at)
    delete_files(list(person.exports.all()))
    person.exports.all().delete()
    person.notification_choices.all().delete()
    person.api_keys.all().delete()
    for model in (EmailAddress, Authenticator, SocialAccount, UserProfile):
        model.objects.filter(user=person).delete()
    person.groups.clear()
    person.user_permissions.clear()
    person.name, person.email = "Erased person", f"{secrets.token_hex(12)}@erased.invalid"
    person.profession = person.licence_state = person.licence_number = ""
    person.time_zone, person.quiet_from, person.quiet_until, person.last_login = "UTC", None, None, None
    person.is_active = person.is_staff = person.is_superuser = False
    person.erased = at
    person.set_unusable_password()
    person.save()
