"""The agenda of the invented summit: three rooms, two days, two versions, and a draft with things to look at."""

import datetime as dt

from rounds.accounts.models import Person
from rounds.core.clocks import moment
from rounds.events.actions.parts import save_part
from rounds.events.actions.placing import move_slot, place_break, place_talk
from rounds.events.actions.publishing import publish_agenda
from rounds.events.actions.starring import add_stars
from rounds.events.models import AgendaLetter, Event, Room, Slot
from rounds.events.queries.agenda import placeable
from rounds.events.queries.publishing import publication_of

HALL, HARBOUR, WORKSHOP = "Main hall", "Harbour room", "Workshop room"
ROOMS = (
    (HALL, 300, "Level entrance, hearing loop, captions on the screen."),
    (HARBOUR, 60, "Level entrance, first floor by lift."),
    (WORKSHOP, 24, "Tables that can be raised, room for six wheelchairs."),
)
BREAKS = (
    ("Doors open, coffee", 0, 9, 0, 30),
    ("Welcome", 0, 9, 30, 15),
    ("Coffee", 0, 11, 15, 30),
    ("Lunch, and posters in the foyer", 0, 12, 30, 60),
    ("An evening at the pier", 0, 17, 0, 120),
    ("Coffee", 1, 10, 30, 30),
    ("Goodbye, and what we do next", 1, 12, 30, 30),
)
TALKS = (
    ("What ten years of patient stories taught us", HALL, 0, 9, 45),
    ("Consent that patients understand", HALL, 0, 10, 30),
    ("Privacy in practice: mend twenty posts", WORKSHOP, 0, 9, 45),
    ("Answering a complaint in public", HARBOUR, 0, 10, 15),
    ("New drugs for the heart, told in plain words", HALL, 0, 11, 45),
    ("What a heart failure group asked us online", HARBOUR, 0, 11, 45),
    ("A page of ready answers for weekends", HARBOUR, 0, 13, 30),
    ("Write for grade 6 in an afternoon", WORKSHOP, 0, 13, 30),
    ("Insulin pumps: what posts leave out", HALL, 1, 9, 30),
    ("My ward, my words: telling it as a patient", HALL, 1, 11, 0),
)


def load_agenda(people: dict[str, Person], *, at: dt.datetime) -> None:
    event = Event.objects.get(slug="social-media-summit")
    staff, hour = people["staff"], dt.timedelta(hours=1)
    for order, (name, places, about) in enumerate(ROOMS, 1):
        values = {"name": name, "places": places, "about": about, "order": order}
        save_part(Room, event, values, part=None, by=staff, at=at - 22 * hour)
    for title, day, hours, minutes, length in BREAKS:
        starts = by_clock(event, day, hours, minutes)
        place_break(event, title, None, starts, length, slot=None, version=0, by=staff, at=at - 21 * hour)
    for title, room, day, hours, minutes in TALKS:
        place(event, title, room, by_clock(event, day, hours, minutes), staff=staff, at=at - 21 * hour)
    publish(event, "The rooms may still change.", staff, at - 20 * hour)
    move(event, "Answering a complaint in public", ("room", "room"), staff, at - 3 * hour)
    move(event, "Insulin pumps: what posts leave out", ("later", "later"), staff, at - 3 * hour)
    move(event, "Consent that patients understand", ("later",), staff, at - 3 * hour)
    plan = event.proposals.filter(title__in=[TALKS[0][0], TALKS[1][0], TALKS[7][0]]).values_list("code", flat=True)
    for who in ("communications", "physician", "patient"):
        add_stars(event, plan, by=people[who], at=at - 4 * hour)
    publish(event, "", staff, at - 2 * hour)
    move(event, "A page of ready answers for weekends", ("later",), staff, at - hour)
    place(event, "Rumours: a clinic of three hours", WORKSHOP, by_clock(event, 1, 12, 0), staff=staff, at=at - hour)


def by_clock(event: Event, day: int, hour: int, minute: int) -> dt.datetime:
    naive = dt.datetime.combine(event.starts + dt.timedelta(days=day), dt.time(hour, minute))
    return moment(naive, event.zone)


def place(event: Event, title: str, room: str, starts: dt.datetime, *, staff: Person, at: dt.datetime) -> None:
    talk = placeable(event).get(title=title)
    minutes = talk.session_type.minutes if talk.session_type else 30
    place_talk(talk, event.rooms.get(name=room), starts, minutes, version=0, by=staff, at=at)


def move(event: Event, title: str, steps: tuple[str, ...], staff: Person, at: dt.datetime) -> None:
    for to in steps:
        slot = Slot.objects.select_related("proposal", "room", "event").get(event=event, proposal__title=title)
        move_slot(slot, to, version=slot.version, by=staff, at=at)


def publish(event: Event, note: str, staff: Person, at: dt.datetime) -> None:
    """The demonstration writes to nobody: its letters are marked as sent."""
    version = publish_agenda(event, seal=publication_of(event).seal, note=note, by=staff, at=at)
    AgendaLetter.objects.filter(version=version).update(taken=at, sent=at + dt.timedelta(minutes=1))
