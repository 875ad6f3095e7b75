"""What this app adds to "export my data" and "erase me"."""

import datetime as dt
from typing import Any

from django.utils import timezone
from wagtail import hooks

from rounds.accounts.models import Person
from rounds.credentials import actions, queries


def export_person(person: Person) -> tuple[str, list[dict[str, Any]]]:
    return "certificates", queries.exported(person, at=timezone.now())


def erase_person(person: Person, at: dt.datetime) -> None:
    actions.hide_name(person, at=at)


hooks.register("rounds_export_person", export_person)
hooks.register("rounds_erase_person", erase_person)
