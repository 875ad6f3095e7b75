"""The agenda as everybody reads it: the newest version, with what has become of its talks since."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from rounds.accounts.models import Person
from rounds.core.prepared import Prepared
from rounds.events.changes import Change, Placed, changes_between
from rounds.events.models import AgendaVersion, Event, Placement, Speaking, Talk
from rounds.events.queries.events import events_visible_to
from rounds.events.vocabulary import State

ON, WITHDRAWN, OPEN = "on", "withdrawn", "open"


@dataclass(frozen=True)
class Shown:
    """An entry as a reader sees it. What is not published says no more than that something will be there."""

    uid: str
    number: int
    code: str
    title: str
    starts: dt.datetime
    minutes: int
    room: str
    room_order: int
    track: str
    track_number: int
    kind: str
    language: str
    abstract: str
    people: tuple[tuple[int, str], ...]
    status: str
    proposal: int | None

    @property
    def ends(self) -> dt.datetime:
        return self.starts + dt.timedelta(minutes=self.minutes)

    @property
    def names(self) -> str:
        return ", ".join(name for _number, name in self.people)


def versions_of(event: Event) -> QuerySet[AgendaVersion]:
    return AgendaVersion.objects.filter(event=event).order_by("-number")


def latest_version(event: Event) -> AgendaVersion | None:
    return versions_of(event).first()


def newest_versions() -> QuerySet[AgendaVersion]:
    """The newest of each event."""
    newer = AgendaVersion.objects.filter(event=OuterRef("event"), number__gt=OuterRef("number"))
    return AgendaVersion.objects.filter(~Exists(newer))


def agenda_visible_to(event: Event) -> QuerySet[Placement]:
    """What stands in the newest version; whoever sees the event sees it."""
    newest = versions_of(event).values("pk")[:1]
    return Placement.objects.filter(version=Subquery(newest)).order_by("starts", "room_order", "title", "pk")


def shown_entries(version: AgendaVersion) -> list[Shown]:
    """In order of time: two questions to the database, however many entries there are."""
    rows = list(
        version.placements.select_related("proposal__track", "proposal__session_type", "proposal__talk").order_by(
            "starts", "room_order", "title", "pk"
        )
    )
    people = speakers_of(version)
    tracks: dict[int, int] = {}
    for row in rows:
        if row.proposal and row.proposal.track_id:
            tracks.setdefault(row.proposal.track_id, 0)
    numbers = {track: number % 6 + 1 for number, track in enumerate(sorted(tracks))}
    return [shown(row, people, numbers) for row in rows]


def speakers_of(version: AgendaVersion) -> dict[int, tuple[tuple[int, str], ...]]:
    speaking = Speaking.objects.speaking().filter(proposal__placements__version=version)
    found: dict[int, list[tuple[int, str]]] = {}
    rows = speaking.order_by("-leads", "pk").values_list("proposal", "person", "person__name")
    for proposal, person, name in rows:
        found.setdefault(proposal, []).append((person, name))
    return {proposal: tuple(listed) for proposal, listed in found.items()}


def status_of(row: Placement) -> str:
    proposal = row.proposal
    if proposal is None:
        return ON
    if proposal.state == State.WITHDRAWN:
        return WITHDRAWN if hasattr(proposal, "talk") else OPEN
    talk = getattr(proposal, "talk", None)
    return ON if talk and talk.hidden is None and proposal.state == State.CONFIRMED else OPEN


def shown(row: Placement, people: Mapping[int, tuple[tuple[int, str], ...]], tracks: Mapping[int, int]) -> Shown:
    proposal, status = row.proposal, status_of(row)
    told = proposal if status == ON else None
    track = told.track if told else None
    return Shown(
        uid=str(row.uid),
        number=row.pk,
        code=told.code if told else "",
        title=(told.title if told else row.title) if status != OPEN else "",
        starts=row.starts,
        minutes=row.minutes,
        room=row.room,
        room_order=row.room_order,
        track=track.name if track else "",
        track_number=tracks.get(track.pk, 0) if track else 0,
        kind=told.session_type.name if told and told.session_type else "",
        language=told.language if told else "",
        abstract=told.abstract if told else "",
        people=people.get(told.pk, ()) if told else (),
        status=status,
        proposal=proposal.pk if proposal else None,
    )


@dataclass(frozen=True)
class Stamp:
    """What tells whether a page of the agenda is still as it was."""

    version: int
    words: str


def with_stamps(events: QuerySet[Event]) -> QuerySet[Event]:
    """Events with what their stamps are made of."""
    newest = AgendaVersion.objects.filter(event=OuterRef("pk")).order_by("-number").values("pk")[:1]
    talks = Talk.objects.filter(proposal__event=OuterRef("pk"), hidden__isnull=True, proposal__state=State.CONFIRMED)
    live = talks.order_by().values("proposal__event").annotate(number=Count("pk"), latest=Max("published"))
    return events.annotate(
        newest=Subquery(newest), live=Subquery(live.values("number")), latest=Subquery(live.values("latest"))
    )


STRANGERS = Prepared(lambda slug: with_stamps(events_visible_to(None)).filter(slug=slug))


def stamped_event(slug: str, person: Person | None) -> tuple[Event, Stamp | None] | None:
    """An event as this reader may see it, with the stamp of its agenda; one question."""
    found = with_stamps(events_visible_to(person)).filter(slug=slug).first() if person else STRANGERS(slug)
    if found is None:
        return None
    names = ("newest", "live", "latest", "standing", "name", "zone", "colour_light")
    seen = [getattr(found, name) for name in names]
    return found, Stamp(seen[0], "|".join(map(str, seen))) if seen[0] else None


def placed_in(version: AgendaVersion | None) -> list[Placed]:
    if version is None:
        return []
    rows = version.placements.order_by("starts", "pk")
    return [Placed(str(one.uid), one.title, one.room, one.starts, one.minutes, one.proposal_id) for one in rows]


def history_of_agenda(event: Event, versions: Iterable[AgendaVersion]) -> list[tuple[AgendaVersion, list[Change]]]:
    """Each of these versions with what it changed, in two questions. Titles of what is not published are left out."""
    listed = list(versions)
    numbers = {one.number for one in listed} | {one.number - 1 for one in listed}
    held: dict[int, list[Placed]] = {}
    rows = Placement.objects.filter(version__event=event, version__number__in=numbers)
    secret = ~Q(proposal__talk__isnull=False, proposal__talk__hidden__isnull=True) & ~Q(proposal__state="withdrawn")
    told = rows.annotate(n=F("version__number"), hides=Exists(rows.filter(pk=OuterRef("pk")).filter(secret)))
    for one in told.order_by("starts", "pk"):
        title = "" if one.proposal_id and one.hides else one.title
        held.setdefault(one.n, []).append(
            Placed(str(one.uid), title, one.room, one.starts, one.minutes, one.proposal_id)
        )
    return [
        (one, changes_between(held.get(one.number - 1, []), held.get(one.number, [])) if one.number > 1 else [])
        for one in listed
    ]


def placement_of(event: Event, proposal: int) -> Placement | None:
    """Where and when a talk is, by the newest version."""
    return agenda_visible_to(event).filter(proposal=proposal).first()
