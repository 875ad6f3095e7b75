"""One's own plan: talks with a star, kept with the account."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from rounds.accounts.models import Person
from rounds.events.models import Event, Star
from rounds.events.plans import MOST
from rounds.events.queries.plans import to_be_starred


@transaction.atomic
def add_stars(event: Event, codes: Iterable[str], *, by: Person, at: dt.datetime) -> None:
    """Put talks into one's plan; twice is once. A plan is nobody else's matter, so the trail does not tell it."""
    found = list(to_be_starred(event, codes)[:MOST])
    Star.objects.bulk_create((Star(person=by, proposal=one, at=at) for one in found), ignore_conflicts=True)


@transaction.atomic
def drop_star(event: Event, code: str, *, by: Person) -> None:
    Star.objects.filter(person=by, proposal__event=event, proposal__code=code).delete()
