"""Registrations: whose they are, who sees them, which have run out, and what somebody still has to do before."""

import datetime as dt
import uuid

from django.core import signing
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Sum, Value, When
from wagtail import hooks

from rounds.accounts.models import Person
from rounds.core.prepared import Prepared
from rounds.meetings.models import Meeting, Prerequisite, Registration
from rounds.meetings.queries.meetings import meetings_run_by
from rounds.meetings.vocabulary import RegistrationState

SALT = "rounds.meetings.offer"


def registrations_visible_to(person: Person) -> QuerySet[Registration]:
    """One's own, and those of the meetings one hosts or looks after."""
    run = meetings_run_by(person).filter(pk=OuterRef("meeting"))
    found = Registration.objects.filter(Q(person=person) | Q(Exists(run))) if person.is_active else None
    return found.select_related("meeting", "person") if found is not None else Registration.objects.none()


LIVING = Prepared(
    lambda meeting, person: (
        Registration.objects.living().filter(meeting=meeting, person=person).select_related("order").order_by("pk")[:1]
    )
)
BY_KEY = Prepared(lambda key: Registration.objects.filter(key=key))
OVER = Prepared(lambda meeting, at: Registration.objects.filter(meeting=meeting, until__lte=at)[:1])
WANTED = Prepared(lambda meeting: Prerequisite.objects.filter(meeting=meeting).order_by("pk"))


def registration_by_key(key: uuid.UUID) -> Registration | None:
    """What was made of a form that was sent with this key."""
    return BY_KEY(key)


def living_registration(meeting: Meeting, person: Person) -> Registration | None:
    registration = LIVING(meeting.pk, person.pk)
    if registration:
        registration.meeting, registration.person = meeting, person
    return registration


def day_on_paper(meeting: Meeting) -> str:
    """The day of a meeting as orders and invoices name it."""
    return f"{meeting.local_start:%Y-%m-%d}"


def names_another_day(registration: Registration) -> bool:
    """Whether the order of a place was written for a day that is no longer that of its meeting."""
    if registration.order is None:
        return False
    day = day_on_paper(registration.meeting)
    return not any(day in words for words in registration.order.lines.values_list("words", flat=True))


ORDER = [
    RegistrationState.OFFERED,
    RegistrationState.WAITING,
    RegistrationState.REGISTERED,
    RegistrationState.HELD,
    RegistrationState.MOVED,
    RegistrationState.CANCELLED,
]


def people_of(meeting: Meeting, *, state: str = "", words: str = "") -> QuerySet[Registration]:
    """Everybody of a meeting: the list in its order, then those who come by name, then those who ended."""
    rank = Case(
        *[When(state=state, then=Value(place)) for place, state in enumerate(ORDER)], output_field=IntegerField()
    )
    found = meeting.registrations.select_related("person", "order", "meeting")
    if state:
        found = found.filter(state=state)
    for word in words.split():
        found = found.filter(Q(person__name__icontains=word) | Q(person__email__icontains=word))
    return found.order_by(rank, "place", "person__name", "pk")


def anything_over(at: dt.datetime, meeting: Meeting) -> bool:
    """Whether something of a meeting was not paid or answered in time."""
    return OVER(meeting.pk, at) is not None


def carts_and_offers_over(at: dt.datetime, *, meeting: Meeting | None = None) -> QuerySet[Registration]:
    """What was not paid or answered in time, the oldest first."""
    found = Registration.objects.filter(until__lte=at)
    found = found.filter(meeting=meeting) if meeting else found
    return found.select_related("meeting", "person", "order").order_by("until", "pk")


def missing_for(meeting: Meeting, person: Person) -> list[str]:
    """What somebody has to do before they may come, in words. The apps above say what has been done."""
    wanted = WANTED.rows(meeting.pk)
    if not wanted:
        return []
    done: set[str] = set()
    for tell in hooks.get_hooks("rounds_prerequisites_done"):
        done |= set(tell(person, [one.reference for one in wanted]))
    return [one.words for one in wanted if one.reference not in done]


def token_of(registration: Registration) -> str:
    """What stands in the link of a letter: whoever has it may say no for this person, and nothing else."""
    return signing.dumps(registration.pk, salt=SALT)


def registration_by_token(token: str) -> Registration | None:
    try:
        number = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Registration.objects.filter(pk=number).select_related("meeting", "person", "order").first()


def numbers_of(meeting: Meeting) -> dict[str, int]:
    """How many places are taken, how many are still to be paid, and how many people wait."""
    found = meeting.registrations.values("state").annotate(sum=Sum("party")).order_by()
    return {**dict.fromkeys(RegistrationState.values, 0), **{row["state"]: row["sum"] for row in found}}
