"""Meetings of the demonstration in every state; all invented, relative to today."""

import datetime as dt
import uuid
import zoneinfo
from typing import Any

from rounds.accounts.models import Person
from rounds.billing.actions.prices import add_price_rule, draft_price_list, schedule_price_list, write_bands
from rounds.billing.pricing import Band
from rounds.meetings import actions
from rounds.meetings.models import Meeting, Registration
from rounds.network.models import Organisation

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
CHICAGO, ZURICH = "America/Chicago", "Europe/Zurich"
VENUE: dict[str, Any] = {
    "venue": "Harbour Centre",
    "address": "1 Pier Road\nHarbour",
    "access_notes": "Step-free from the street. Hearing loop in all rooms. A quiet room is next to the door.",
    "map_link": "https://maps.example/harbour-centre",
}
ONLINE: dict[str, Any] = {"join_link": "https://video.example/harbour"}


def load_meetings(people: dict[str, Person], *, at: dt.datetime) -> None:
    staff = people["staff"]
    workshop_prices(staff, at=at)
    webinars(people, at=at)
    workshops(people, at=at)
    small_ones(people, at=at)
    over_and_off(people, at=at)
    of_northlake(people, at=at)


def workshop_prices(staff: Person, *, at: dt.datetime) -> None:
    on = at.date() - dt.timedelta(days=120)
    before = at - 121 * DAY
    made = draft_price_list(subject="workshop", name="Workshops", currency="USD", by=staff, at=before)
    steps = (("patient", [Band(0, 0)]), ("student", [Band(0, 40_00, 20_00)]), ("", [Band(0, 240_00, 180_00)]))
    for edition, (kind, bands) in enumerate(steps):
        rule = add_price_rule(made, kind=kind, metric="", edition=2 * edition + 1, by=staff, at=before)
        write_bands(rule, bands, edition=2 * edition + 2, by=staff, at=before)
    made.refresh_from_db()
    schedule_price_list(made, starts=on, edition=made.edition, by=staff, at=before, on=on)


def on_clock(at: dt.datetime, days: int, hour: int, minute: int = 0, zone: str = CHICAGO) -> dt.datetime:
    """So many days from today, or the Monday after where that is a weekend, at a time on the clock of a zone."""
    day = (at + days * DAY).astimezone(zoneinfo.ZoneInfo(zone)).date()
    if days > 3:
        day += dt.timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=zoneinfo.ZoneInfo(zone)).astimezone(dt.UTC)


def meeting(
    title: str,
    kind: str,
    starts: dt.datetime,
    *,
    host: Person,
    at: dt.datetime,
    minutes: int = 60,
    places: int | None = None,
    draft: bool = False,
    arranged: dict[str, Any] | None = None,
    **facts: Any,
) -> Meeting:
    told = {"title": title, "kind": kind, "zone": CHICAGO, "starts_at": starts, **facts}
    told["ends_at"] = starts + dt.timedelta(minutes=minutes)
    made = actions.make_meeting(told, places=places, hosts=[host], **(arranged or {}), by=host, at=at)
    if not draft:
        actions.open_meeting(made, by=host, at=at)
        made.refresh_from_db()
    return made


def come(found: Meeting, person: Person, *, at: dt.datetime, **wish: Any) -> Registration:
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"demonstration:{found.pk}:{person.email}")
    return actions.register(found, person, key=key, at=at, **wish)


def webinars(people: dict[str, Person], *, at: dt.datetime) -> None:
    before = at - 20 * DAY
    plain = meeting(
        "Plain words for hard news",
        "webinar",
        on_clock(at, 5, 12),
        host=people["staff"],
        at=before,
        places=300,
        summary="How to write about side effects so that nobody is frightened and nobody is misled. Bring one post.",
        **ONLINE,
    )
    for name in ("communications", "Lena Kovac", "Olive Tamm", "Joy Adeyemi", "Hana Sato"):
        come(plain, people[name], at=before + DAY)
    actions.add_material(
        plain, title="Word list", link="https://files.example/word-list", by=people["staff"], at=before
    )
    rounds_ = meeting(
        "Grand rounds: what patients ask online",
        "grand_rounds",
        on_clock(at, 9, 17, 30, ZURICH),
        host=people["Dr Sun-hee Park"],
        at=before,
        zone=ZURICH,
        summary="Each month one clinic brings the questions that it was asked most.",
        content_kind="clinical",
        **ONLINE,
    )
    for later in actions.repeat_meeting(rounds_, every="month", count=3, by=people["staff"], at=before):
        actions.open_meeting(later, by=people["staff"], at=before)
    meeting(
        "Live chat: first hour of a rumour",
        "live_chat",
        on_clock(at, 1, 15),
        host=people["communications"],
        at=before,
        minutes=45,
        summary="A timed talk under one tag. Anybody may read along.",
        **ONLINE,
    )


def workshops(people: dict[str, Person], *, at: dt.datetime) -> None:
    before, staff = at - 15 * DAY, people["staff"]
    video = meeting(
        "Video in a day",
        "workshop",
        on_clock(at, 24, 9),
        host=staff,
        at=before,
        minutes=450,
        places=4,
        largest_party=3,
        subject="workshop",
        summary="Plan, film and caption one minute of film that a patient can use. With two mentors.",
        **VENUE,
    )
    grace = come(video, people["patient"], at=before + DAY)
    for name in ("Dr Idris Bello", "Rafael Ibarra"):
        kept = come(video, people[name], at=before + DAY)
        actions.ask_invoice(kept, "invoice", by=kept.person, at=before + DAY + HOUR)
    priya = come(video, people["communications"], at=at)
    actions.ask_invoice(priya, "invoice", by=priya.person, at=at)
    come(video, people["Joy Adeyemi"], party=2, at=at - 6 * HOUR)
    come(video, people["physician"], at=at - 5 * HOUR)
    come(video, people["Olive Tamm"], at=at - 4 * HOUR)
    actions.leave(grace, by=grace.person, at=at - 2 * HOUR)
    boot_camps(people, at=at)


def boot_camps(people: dict[str, Person], *, at: dt.datetime) -> None:
    """Two mornings that share a set of cameras."""
    before, staff = at - 12 * DAY, people["staff"]
    kits = actions.make_pool("Camera sets", 12, by=staff, at=before)
    for title, days in (("Boot camp: first steps", 30), ("Boot camp: going live", 31)):
        found = meeting(
            title,
            "boot_camp",
            on_clock(at, days, 9),
            host=staff,
            at=before,
            minutes=180,
            places=10,
            arranged={"also": [kits]},
            summary="Small groups, one camera set for each person.",
            largest_party=4,
            **VENUE,
        )
        come(found, people["Ingrid Halloran"], party=4, at=before + DAY)
        come(found, people["Dr Theo Marchetti"], at=before + DAY)
    meeting(
        "Residency day",
        "residency",
        on_clock(at, 45, 8, 30),
        host=staff,
        at=before,
        minutes=510,
        places=16,
        audience="members",
        arranged={"prerequisites": [("course:basic-certificate", "Finish the course “Basic certificate”")]},
        summary="One day with mentors. You come with your preparation done and leave with a plan.",
        **VENUE,
    )


def small_ones(people: dict[str, Person], *, at: dt.datetime) -> None:
    before, staff = at - 3 * DAY, people["staff"]
    call = meeting(
        "Coaching call",
        "coaching",
        on_clock(at, 3, 10),
        host=staff,
        at=before,
        minutes=30,
        places=2,
        audience="invited",
        **ONLINE,
    )
    actions.invite_people(call, [people["physician"], people["communications"]], by=staff, at=before)
    come(call, people["physician"], at=before)
    meeting(
        "Captions that people read",
        "webinar",
        on_clock(at, 60, 12),
        host=staff,
        at=before,
        draft=True,
        summary="A draft: the speaker has not said yes.",
        **ONLINE,
    )
    last = meeting(
        "Ask a privacy officer",
        "talk",
        on_clock(at, 2, 13),
        host=people["Aisha Karimova"],
        at=before,
        minutes=45,
        places=1,
        offer_hours=20,
        summary="Half an hour of questions, with a small table.",
        **VENUE,
    )
    first = come(last, people["Marta Quill"], at=before)
    for name in ("physician", "Jonas Ferreira", "communications"):
        come(last, people[name], at=before + HOUR)
    actions.leave(first, by=first.person, at=at - HOUR)


def over_and_off(people: dict[str, Person], *, at: dt.datetime) -> None:
    staff = people["staff"]
    past = meeting(
        "Consent for stories",
        "webinar",
        on_clock(at, -20, 12),
        host=staff,
        at=at - 50 * DAY,
        summary="Three steps from a story that is told to one that is shown.",
        recording_link="https://video.example/consent-for-stories",
        **ONLINE,
    )
    for name in ("physician", "communications", "patient", "Lena Kovac", "Wren Castellanos"):
        come(past, people[name], at=at - 40 * DAY)
    off = meeting(
        "A morning with editors",
        "workshop",
        on_clock(at, 11, 9),
        host=staff,
        at=at - 30 * DAY,
        minutes=180,
        places=12,
        summary="How a newsroom chooses what it prints.",
        **VENUE,
    )
    for name in ("communications", "Kofi Mensah-Vale"):
        come(off, people[name], at=at - 25 * DAY)
    actions.call_off(off, why="Our guest is ill. We look for a new date.", by=staff, at=at - DAY)
    actions.end_called_off(off, at=at - DAY)
    actions.finish_meetings(at=at)


def of_northlake(people: dict[str, Person], *, at: dt.datetime) -> None:
    """A meeting that only the people of one hospital see."""
    here, priya = Organisation.objects.get(name="Northlake Hospital"), people["communications"]
    found = meeting(
        "Who answers at the weekend",
        "workshop",
        on_clock(at, 6, 8, 15),
        host=priya,
        at=at - 2 * DAY,
        minutes=45,
        places=20,
        arranged={"organisation": here},
        venue="Northlake Hospital",
        room="Room 214",
        summary="We share the rota for the next quarter.",
    )
    come(found, people["physician"], at=at - DAY)
