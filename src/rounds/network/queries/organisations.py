"""Organisations, who may see them, and until when they are covered."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.text import slugify
from django.utils.translation import gettext as _

from rounds.accounts.models import Entry, Person
from rounds.billing.models import Payer
from rounds.network.dues import State, lapses, nearly_full, state_on
from rounds.network.models import DeclaredSize, Membership, Organisation, Seat

STATE_KINDS = {State.ACTIVE: "ok", State.GRACE: "warn", State.LAPSED: "bad", State.WAITING: "info"}


@dataclass(frozen=True)
class Standing:
    """Where an organisation stands on a day."""

    state: State
    covered_until: dt.date | None
    on: dt.date

    @property
    def words(self) -> str:
        return state_words(self.state)

    @property
    def kind(self) -> str:
        return STATE_KINDS[self.state]

    @property
    def days_left(self) -> int:
        return max(0, (self.covered_until - self.on).days) if self.covered_until else 0

    @property
    def lapses_on(self) -> dt.date | None:
        return lapses(self.covered_until) if self.covered_until else None

    @property
    def is_member(self) -> bool:
        return self.state in {State.ACTIVE, State.GRACE}


def state_words(state: str) -> str:
    return {
        State.ACTIVE: _("Member"),
        State.GRACE: _("In grace"),
        State.LAPSED: _("Lapsed"),
        State.WAITING: _("Not started"),
    }[State(state)]


@dataclass(frozen=True)
class Room:
    """How many seats are taken, of how many; `cap` is None where there is no limit."""

    taken: int
    cap: int | None

    @property
    def left(self) -> int | None:
        return None if self.cap is None else max(0, self.cap - self.taken)

    @property
    def nearly_full(self) -> bool:
        return nearly_full(self.taken, self.cap)

    @property
    def percent(self) -> int:
        return min(100, 100 * self.taken // self.cap) if self.cap else 0

    @property
    def words(self) -> str:
        if self.cap is None:
            return str(self.taken)
        return _("%(taken)s of %(cap)s") % {"taken": self.taken, "cap": self.cap}


def seated(person: Person, **roles: bool) -> QuerySet[Seat]:
    found: QuerySet[Seat] = Seat.objects.open().filter(person=person, **roles)
    return found


def organisations_visible_to(person: Person) -> QuerySet[Organisation]:
    """All for centre staff; else where one sits, and the hospitals of a system that one manages or pays for."""
    found = Organisation.objects.select_related("parent", "payer", "place")
    if person.is_active and person.is_staff:
        return found
    return found.filter(Q(Exists(seats_at(person, OuterRef("pk")))) | looked_after(person))


def seats_at(person: Person, organisation: Any) -> QuerySet[Seat]:
    return seated(person).filter(organisation=organisation)


def looked_after(person: Person) -> Q:
    """The hospitals of a system that the person manages or pays for."""
    above = seated(person).filter(Q(manages=True) | Q(pays=True), organisation=OuterRef("parent"))
    return Q(Exists(above))


def organisations_of(person: Person) -> QuerySet[Organisation]:
    """Where a person sits, and what they look after; for centre staff as for everybody else."""
    found = Organisation.objects.select_related("parent", "payer", "place").order_by("name", "pk")
    return found.filter(Q(Exists(seats_at(person, OuterRef("pk")))) | looked_after(person))


def organisations_managed_by(person: Person) -> QuerySet[Organisation]:
    found = Organisation.objects.order_by("name", "pk")
    if person.is_active and person.is_staff:
        return found
    here = seated(person, manages=True).filter(organisation=OuterRef("pk"))
    above = seated(person, manages=True).filter(organisation=OuterRef("parent"))
    return found.filter(Q(Exists(here)) | Q(Exists(above)))


def payers_of(person: Person) -> QuerySet[Payer]:
    """The payers that a person may act for: what their billing and manager seats say."""
    role = Q(manages=True) | Q(pays=True)
    here = seated(person).filter(role, organisation=OuterRef("organisation"))
    above = seated(person).filter(role, organisation=OuterRef("organisation__parent"))
    return Payer.objects.filter(Q(Exists(here)) | Q(Exists(above)))


def with_cover(organisations: QuerySet[Organisation]) -> QuerySet[Any]:
    """Each with `covered_until`: the end of its own last year or of its system's, whichever is later."""
    own, above = paid_years(OuterRef("pk")), paid_years(OuterRef("parent"))
    mine, parents = Subquery(own.values("ends")[:1]), Subquery(above.values("ends")[:1])
    return organisations.annotate(covered_until=Greatest(Coalesce(mine, parents), Coalesce(parents, mine)))


def paid_years(organisation: Any) -> QuerySet[Membership]:
    good = Membership.objects.filter(organisation=organisation, started__isnull=False, cancelled__isnull=True)
    return good.order_by("-ends")


def covered_until(organisation: Organisation) -> dt.date | None:
    found = with_cover(Organisation.objects.filter(pk=organisation.pk)).values_list("covered_until", flat=True)
    return found.get()


def standing_of(organisation: Organisation, *, on: dt.date) -> Standing:
    until = covered_until(organisation)
    return Standing(state_on(until, on=on), until, on)


def room_of(organisation: Organisation) -> Room:
    """The seats of the organisation, or of the system whose seats it shares."""
    taken, cap = Organisation.objects.values_list("seats_taken", "seat_cap").get(pk=organisation.pool_id)
    return Room(taken, cap)


def latest_sizes(organisation: Organisation) -> dict[str, DeclaredSize]:
    """The last word on each measure."""
    return {size.metric: size for size in organisation.sizes.order_by("pk")}


def size_numbers(organisation: Organisation) -> dict[str, int]:
    return {metric: size.number for metric, size in latest_sizes(organisation).items()}


def free_slug(name: str) -> str:
    """An address that nobody has yet.

    A name without a letter that an address may have gets a word of its own.
    """
    stem = slugify(name)[:50].strip("-") or "member"
    taken = set(Organisation.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)


def children_of(organisation: Organisation) -> QuerySet[Organisation]:
    return organisation.children.annotate(open_seats=F("seats_taken")).order_by("name", "pk")


def entries_about(organisation: Organisation) -> QuerySet[Entry]:
    """What the trail says about an organisation, for centre staff."""
    about = Entry.objects.filter(subject_kind=Organisation._meta.label_lower, subject_id=str(organisation.pk))
    return about.select_related("actor").order_by("-at", "-pk")
