import datetime as dt

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from rounds.accounts.actions.profile import end_other_sessions
from rounds.accounts.models import Person
from rounds.accounts.trail import record

# Wagtail makes these two; who is in them may write and publish pages
EDITORS = ("Editors", "Moderators")


class StaffRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def make_centre_staff(person: Person, *, by: Person | None, reason: str, at: dt.datetime) -> None:
    locked = lock(person)
    if locked.erased or not locked.is_active:
        raise StaffRefused(_("%(name)s cannot sign in, and so cannot be centre staff.") % {"name": locked.name})
    if locked.is_staff:
        return
    locked.is_staff = person.is_staff = True
    locked.save(update_fields=["is_staff"])
    locked.groups.add(*Group.objects.filter(name__in=EDITORS))
    record("accounts.staff_made", subject=locked, by=by, at=at, reason=reason)


@transaction.atomic
def unmake_centre_staff(person: Person, *, by: Person, reason: str, at: dt.datetime) -> None:
    locked = lock(person)
    if not locked.is_staff:
        return
    refuse_last_staff(locked)
    locked.is_staff = locked.is_superuser = person.is_staff = person.is_superuser = False
    locked.save(update_fields=["is_staff", "is_superuser"])
    locked.groups.remove(*Group.objects.filter(name__in=EDITORS))
    record("accounts.staff_unmade", subject=locked, by=by, at=at, reason=reason)


@transaction.atomic
def deactivate_person(person: Person, *, by: Person, reason: str, at: dt.datetime) -> None:
    """Stop an account: the person is signed out at once and cannot sign in until it is opened again."""
    locked = lock(person)
    if not locked.is_active:
        return
    refuse_last_staff(locked)
    locked.is_active = person.is_active = False
    locked.save(update_fields=["is_active"])
    end_other_sessions(locked, keep=None, by=by, at=at)
    record("accounts.person_deactivated", subject=locked, by=by, at=at, reason=reason)


@transaction.atomic
def reactivate_person(person: Person, *, by: Person, reason: str, at: dt.datetime) -> None:
    locked = lock(person)
    if locked.erased:
        raise StaffRefused(_("An erased person cannot be brought back. They can make a new account."))
    if locked.is_active:
        return
    locked.is_active = person.is_active = True
    locked.save(update_fields=["is_active"])
    record("accounts.person_reactivated", subject=locked, by=by, at=at, reason=reason)


@transaction.atomic
def create_first_administrator(email: str, name: str, password: str, at: dt.datetime) -> Person:
    """The first member of centre staff, with a confirmed address; refused when there is one already."""
    if Person.objects.filter(is_staff=True, is_active=True).exists():
        raise StaffRefused(_("There is centre staff already. They can name others on the page about a person."))
    if Person.objects.filter(email__iexact=email.strip()).exists():
        raise StaffRefused(_("There is an account with this address already. Choose another address."))
    person = Person.objects.create_user(email, password, name=name, joined=at, is_staff=True)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    person.groups.add(*Group.objects.filter(name__in=EDITORS))
    record("accounts.first_administrator_created", subject=person, by=None, at=at)
    return person


def lock(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def refuse_last_staff(person: Person) -> None:
    """At least one member of centre staff stays, even when two leave at the same moment: all of them are locked."""
    staff = list(Person.objects.select_for_update().filter(is_staff=True, is_active=True).order_by("pk"))
    if [one.pk for one in staff] == [person.pk]:
        raise StaffRefused(_("%(name)s is the only centre staff. Name somebody else first.") % {"name": person.name})
