"""An invented summit in the demonstration, with proposals, reviews, decisions and talks; relative to today."""

import datetime as dt
import itertools
import uuid
from collections.abc import Sequence
from typing import Any

from rounds.accounts.models import Person
from rounds.events.actions import deciding, disclosing, events, parts, proposals, reviewing, speakers, speaking
from rounds.events.models import (
    Criterion,
    Event,
    Helper,
    Interest,
    Letter,
    Proposal,
    Question,
    SessionType,
    Track,
)
from rounds.events.queries.decisions import batch_of
from rounds.events.queries.proposals import public_words, rules_of
from rounds.events.queries.reviews import criteria_of
from rounds.network.models import Organisation
from rounds.network.queries.words import checked
from rounds.site.demonstration.members import new_person
from rounds.site.demonstration.summit_words import (
    ACCESS,
    CARE,
    CONDUCT,
    LISTENING,
    NEEDS,
    OFFERED,
    PLAIN,
    PRIVACY,
    TRACKS,
    TRAVEL,
    TYPES,
    Offered,
)

DAY = dt.timedelta(days=1)


def load_summit(people: dict[str, Person], *, at: dt.datetime) -> None:
    """The call is over, and everything is under way; a second event has its call open, a third is a draft."""
    staff = people["staff"]
    event = make_summit(staff, people, at)
    sent = [(one, offer(event, one, people, at)) for one in OFFERED]
    for one, proposal in sent:
        review(one, proposal, event, at)
    reviewing.assign_evenly(event, by=staff, at=at - 6 * DAY)
    reviewing.declare_conflict(
        sent[26][1],
        Person.objects.get(name="Cosmo Vitale"),
        reason="We wrote it up together.",
        by=staff,
        at=at - 5 * DAY,
    )
    tell(event, [pair for pair in sent if pair[0].marks and pair[0].state in AFTER_LETTERS], staff, at)
    for one, proposal in sent:
        follow(one, proposal, event, people, at)
    open_call(staff, people, at)
    draft = events.make_event(
        "Listening day",
        about="One day about what patients say in public.",
        zone="Europe/London",
        starts=(at + 260 * DAY).date(),
        ends=(at + 260 * DAY).date(),
        by=staff,
        at=at - 2 * DAY,
    )
    parts.save_part(
        Track, draft, {"name": LISTENING, "about": "", "closes": None, "order": 1}, part=None, by=staff, at=at
    )


def make_summit(staff: Person, people: dict[str, Person], at: dt.datetime) -> Event:
    first = (at + 70 * DAY).date()
    event = events.make_event(
        "Social Media Summit",
        about="Two days for people who use social media in health care, with patients on every stage.",
        zone="America/Chicago",
        starts=first,
        ends=first + DAY,
        by=staff,
        at=at - 120 * DAY,
    )
    values = {
        "venue": "Pier Hall",
        "address": "12 Pier Road\nNorthlake",
        "mail": "summit@harbour-centre.example",
        "languages": "en es",
        "conduct": CONDUCT,
        "access": ACCESS,
        "travel": TRAVEL,
        "words": "Come to learn from each other: *what worked, what did not, and what patients say about it*.\n\n"
        "All talks have captions. A third of the speakers are patients or caregivers.",
        "colour_light": "#5b2a86",
        "colour_dark": "#c9a7f0",
    }
    partners = Organisation.objects.filter(name__in=["Northlake Hospital", "Walnut Patients Together"])
    events.change_event(event, values, co_organisers=partners, by=staff, at=at - 119 * DAY)
    event.refresh_from_db()
    fill(event, staff, at - 118 * DAY)
    helpers = (
        ("Ingrid Halloran", "organiser", ()),
        ("Dr Nora Whitfield", "chair", (PRIVACY,)),
        ("Cosmo Vitale", "reviewer", ()),
        ("Yuki Arakawa", "reviewer", ()),
        ("Piet van Aarle", "reviewer", (PLAIN, LISTENING)),
        ("Ruth Okafor", "reviewer", ()),
        ("Yuki Arakawa", "door", ()),
        ("communications", "reviewer", (LISTENING, PRIVACY, CARE)),
    )
    new_person("Ruth Okafor", "Open Ward Foundation", at)
    tracks = {one.name: one for one in event.tracks.all()}
    for name, work, only in helpers:
        person = people.get(name) or Person.objects.get(name=name)
        chosen = [tracks[track] for track in only]
        role = {"person": person, "work": work, "tracks": chosen}
        parts.save_part(Helper, event, role, part=None, by=staff, at=at - 110 * DAY)
    dates = {"opens": by_the_clock(event, at - 100 * DAY, 9), "closes": by_the_clock(event, at - 12 * DAY, 18)}
    events.set_call(event, call_values(**dates), by=staff, at=at - 110 * DAY)
    events.change_standing(event, "announced", by=staff, at=at - 105 * DAY)
    return event


def by_the_clock(event: Event, at: dt.datetime, hour: int) -> dt.datetime:
    """A full hour of that day, by the clocks of the event."""
    return at.astimezone(event.tz).replace(hour=hour, minute=0, second=0, microsecond=0)


def call_values(**dates: dt.datetime) -> dict[str, object]:
    return {
        **dates,
        "words": "Tell us about something that you have *done*: a page, a talk with a patient, a rule that helped, "
        "a failure.\n\n- Say what others can do differently.\n- Patients and caregivers are asked first.",
        "per_person": 3,
        "abstract_words": 250,
        "reviews_wanted": 2,
        "scale": 5,
        "anonymous": True,
    }


def fill(event: Event, staff: Person, at: dt.datetime) -> None:
    for order, (name, about) in enumerate(TRACKS, 1):
        values = {"name": name, "about": about, "closes": None, "order": order}
        parts.save_part(Track, event, values, part=None, by=staff, at=at)
    for order, (name, minutes, about) in enumerate(TYPES, 1):
        kind = {"name": name, "minutes": minutes, "about": about, "order": order}
        parts.save_part(SessionType, event, kind, part=None, by=staff, at=at)
    questions = (
        ("What will people be able to do afterwards?", "text", True, False, 60),
        ("What do you need in the room?", "choice", False, False, None),
        ("Who are you, and what makes you the one to tell it?", "text", False, True, 80),
        ("Slides or a film of an earlier talk", "file", False, True, None),
    )
    for order, (label, kind_of, required, identifying, most) in enumerate(questions, 1):
        question: dict[str, Any] = {
            "label": label,
            "hint": "",
            "kind": kind_of,
            "options": "A screen\nTables for groups\nNothing" if kind_of == "choice" else "",
            "required": required,
            "identifying": identifying,
            "words_most": most,
            "types": [],
            "order": order,
        }
        parts.save_part(Question, event, question, part=None, by=staff, at=at)
    first = Criterion.objects.filter(event=event).order_by("order").first()
    if first:
        weighted = {"name": first.name, "about": first.about, "weight": 2, "order": 1}
        parts.save_part(Criterion, event, weighted, part=first, by=staff, at=at)


def offer(event: Event, one: Offered, people: dict[str, Person], at: dt.datetime) -> Proposal:
    who = people.get(one.who) or Person.objects.get(name=one.who)
    when = at - 30 * DAY
    basics = {
        "title": one.title,
        "track": event.tracks.get(name=one.track),
        "session_type": event.session_types.get(name=one.kind),
        "content_kind": "clinical" if one.clinical else "other",
        "language": "en",
    }
    made = proposals.begin_proposal(event, basics, key=uuid.uuid5(uuid.NAMESPACE_URL, one.title), by=who, at=when)
    asked = list(event.questions.order_by("order"))
    facts: dict[str, Any] = {
        "abstract": f"We tried this for a year. {one.title}: we show what we did, what went wrong, and what we would do "
        "again. You leave with one page to use at once.",
        "answers": {asked[0].pk: "Use the page in their own team.", asked[1].pk: "A screen"},
        "files": {},
        "version": "",
    }
    proposals.save_proposal(made, **facts, submit=False, seen="", by=who, at=when)
    made.refresh_from_db()
    looked = checked(public_words(made, facts["abstract"], facts["answers"]), by=who, place=rules_of(who)).seen
    if one.state != "draft":
        proposals.save_proposal(made, **facts, submit=True, seen=looked, by=who, at=when)
    made.refresh_from_db()
    return made


REVIEWERS = ("Cosmo Vitale", "Yuki Arakawa", "Ruth Okafor")
WHY = (
    "Useful at once, and told without showing off.",
    "The idea is good. I would like more about what did not work.",
    "I know of nothing like it on the programme.",
    "It stays general. What did they do, exactly?",
)
SAYS = itertools.cycle(WHY)


def review(one: Offered, proposal: Proposal, event: Event, at: dt.datetime) -> None:
    criteria = criteria_of(event)
    for name, marks in zip(REVIEWERS, one.marks, strict=False):
        person = Person.objects.get(name=name)
        given = {criterion.pk: mark for criterion, mark in zip(criteria, marks, strict=True)}
        reviewing.give_review(proposal, given, words=next(SAYS), by=person, at=at - 9 * DAY)
    if one.state == "split":
        person = Person.objects.get(name=REVIEWERS[1])
        words = "We are far apart here. I miss how it fits a conference; I may have read it wrongly."
        reviewing.say(proposal, words, key=uuid.uuid5(uuid.NAMESPACE_URL, "split"), by=person, at=at - 8 * DAY)


AFTER_LETTERS = {
    "published": "accepted",
    "clinical told": "accepted",
    "interest open": "accepted",
    "not told": "accepted",
    "conditions": "accepted",
    "confirmed": "accepted",
    "accepted": "accepted",
    "waiting told": "waiting",
    "declined told": "declined",
}
DECIDED = {"decided yes": "accepted", "decided no": "declined", "decided wait": "waiting"}


def tell(event: Event, chosen: Sequence[tuple[Offered, Proposal]], staff: Person, at: dt.datetime) -> None:
    """Decide, and mark the letters as sent: the demonstration writes to nobody."""
    for one, proposal in chosen:
        deciding.decide(proposal, AFTER_LETTERS[one.state], by=staff, at=at - 5 * DAY)
    when = at - 4 * DAY
    seal = batch_of(event, on=when.astimezone(event.tz).date()).seal
    deciding.send_decisions(event, seal=seal, by=staff, at=when)
    Letter.objects.filter(decision__proposal__event=event).update(taken=when, sent=when + dt.timedelta(minutes=1))


def follow(one: Offered, proposal: Proposal, event: Event, people: dict[str, Person], at: dt.datetime) -> None:
    """What happened after the letters, or instead of them."""
    staff, lead = people["staff"], proposal.speakings.get(leads=True)
    who = lead.person or staff
    if one.state in DECIDED:
        deciding.decide(proposal, DECIDED[one.state], by=staff, at=at - 1 * DAY)
    if one.state == "withdrawn":
        proposals.withdraw_proposal(proposal, by=who, at=at - 7 * DAY)
    if AFTER_LETTERS.get(one.state) != "accepted":
        return
    tell_about_oneself(one, event, who, at)
    if one.state == "conditions":
        wish = "A companion ticket for my daughter, and a seat near the stage."
        speaking.reply_to_acceptance(lead, "conditions", conditions=wish, by=who, at=at - 2 * DAY)
    elif one.state != "accepted":
        speaking.reply_to_acceptance(lead, "yes", by=who, at=at - 3 * DAY)
    if one.state == "clinical told":
        disclosing.disclose(event, [("Clearwell Devices", "adviser", False)], none=False, by=who, at=at - 3 * DAY)
        words = "No product of the company is named."
        disclosing.mitigate(
            Interest.objects.get(disclosure__person=who), "limited", words=words, by=staff, at=at - 2 * DAY
        )
    if one.state == "interest open":
        told = [("Lanternlight Diagnostics", "stock", False), ("Clearwell Devices", "speaker", True)]
        disclosing.disclose(event, told, none=False, by=who, at=at - 2 * DAY)
    if one.state in {"published", "clinical told"}:
        deciding.publish_talk(proposal, by=staff, at=at - 1 * DAY)
    if one.state == "published" and one.kind == "Workshop":
        speaking.ask_to_speak(proposal, "co.speaker@people.example", name="Iris Vandermeer", by=who, at=at - 2 * DAY)


def tell_about_oneself(one: Offered, event: Event, who: Person, at: dt.datetime) -> None:
    patient = who.profession == "patient"
    values = {
        "pronouns": "she/her" if one.who in {"Rosa Imani Clay", "physician", "patient"} else "",
        "role": "Speaks for patients" if patient else "Works at the bedside and online",
        "bio": f"{who.name} has worked on this for years, and tells what went wrong as gladly as what went well.",
        "links": "https://people.example/me",
        "photo_alt": "",
        "access_needs": NEEDS.get(one.who, ""),
        "honorarium": patient,
        "travel_help": patient,
        "experience": "first" if patient or one.kind == "Poster" else "before",
        "as_patient": patient or one.who == "Rosa Imani Clay",
        "describes": "",
    }
    spans = [(event.starts, dt.time(9), dt.time(17)), (event.ends, dt.time(9), dt.time(13))]
    speakers.save_profile(event, values, spans=spans, by=who, at=at - 3 * DAY)


def open_call(staff: Person, people: dict[str, Person], at: dt.datetime) -> None:
    """A smaller event whose call is open, so that one can try it."""
    day = (at + 150 * DAY).date()
    event = events.make_event(
        "Rural Voices",
        about="A day for small hospitals and the towns around them.",
        zone="America/Denver",
        starts=day,
        ends=day,
        by=staff,
        at=at - 40 * DAY,
    )
    values = {"venue": "Town Hall", "address": "1 Main Street\nLarkspur", "conduct": CONDUCT, "access": ACCESS}
    events.change_event(event, {**values, "languages": "en"}, by=staff, at=at - 39 * DAY)
    event.refresh_from_db()
    fill(event, staff, at - 38 * DAY)
    dates = {"opens": by_the_clock(event, at - 20 * DAY, 9), "closes": by_the_clock(event, at + 25 * DAY, 18)}
    events.set_call(event, call_values(**dates), by=staff, at=at - 30 * DAY)
    events.change_standing(event, "announced", by=staff, at=at - 21 * DAY)
    events.give_late_pass(event, "anders.holm@stonebrook.example", at + 40 * DAY, by=staff, at=at - 1 * DAY)
    basics = {
        "title": "One nurse, four channels",
        "track": event.tracks.get(name=LISTENING),
        "session_type": event.session_types.get(name="Talk"),
        "content_kind": "other",
        "language": "en",
    }
    priya = people["communications"]
    made = proposals.begin_proposal(event, basics, key=uuid.uuid4(), by=priya, at=at - 3 * DAY)
    speaking.ask_to_speak(made, people["physician"].email, name="Dr Amara Osei", by=priya, at=at - 2 * DAY)
