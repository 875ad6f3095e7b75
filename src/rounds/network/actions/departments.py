import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.network.models import Department, Organisation


class DepartmentRefused(Exception):
    """The message is written for the person who asked."""


def add_department(organisation: Organisation, name: str, *, by: Person, at: dt.datetime) -> Department:
    try:
        with transaction.atomic():
            made = organisation.departments.create(name=name)
            record("network.department_added", subject=organisation, by=by, at=at, department=name)
    except IntegrityError:
        raise DepartmentRefused(_("There is a department of this name already.")) from None
    return made


def department_called(organisation: Organisation, name: str, *, by: Person, at: dt.datetime) -> Department:
    """The department of this name, made when there is none."""
    found = organisation.departments.filter(name__iexact=name).first()
    return found or add_department(organisation, name, by=by, at=at)


def rename_department(department: Department, name: str, *, by: Person, at: dt.datetime) -> None:
    former = department.name
    try:
        with transaction.atomic():
            if former != name and Department.objects.filter(pk=department.pk).update(name=name):
                record(
                    "network.department_renamed", subject=department.organisation, by=by, at=at, now=name, was=former
                )
    except IntegrityError:
        raise DepartmentRefused(_("There is a department of this name already.")) from None


@transaction.atomic
def remove_department(department: Department, *, by: Person, at: dt.datetime) -> None:
    """Its people keep their seats, without a department."""
    organisation, name, number = department.organisation, department.name, department.pk
    if Department.objects.filter(pk=number).delete()[0]:
        record("network.department_removed", subject=organisation, by=by, at=at, department=name)
