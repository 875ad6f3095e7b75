"""An event that is over in the demonstration: attendance, feedback, credit, a recording."""

import datetime as dt
import random
import uuid

from rounds.accounts.models import Person
from rounds.events.actions import credit, events, feedback, parts, recordings
from rounds.events.models import (
    Event,
    Feedback,
    Proposal,
    SessionType,
    Speaking,
    Talk,
    Track,
)
from rounds.events.queries.credit import proposed_credit
from rounds.meetings.actions import make_meeting, open_meeting, register
from rounds.meetings.actions.checking_in import check_in
from rounds.meetings.attending import How
from rounds.meetings.models import Meeting
from rounds.network.queries.words import checked

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
ZONE = "America/Chicago"


def spring_day(people: dict[str, Person], at: dt.datetime) -> Event:
    """A day that is over: attendance, feedback, credit, a recording."""
    staff, day = people["staff"], (at - 40 * DAY).date()
    begin = at - 160 * DAY
    event = events.make_event(
        "Plain Words Day", about="One day about saying it simply.", zone=ZONE, starts=day, ends=day, by=staff, at=begin
    )
    words = {
        "conduct": "Be kind. Tell us when somebody is not.",
        "access": "A lift, a quiet room, captions on all stages.",
    }
    events.change_event(event, {**words, "venue": "Pier Hall", "languages": "en"}, by=staff, at=begin)
    events.change_standing(event, "announced", by=staff, at=begin)
    parts.save_part(
        Track, event, {"name": "Plain words", "about": "", "closes": None, "order": 1}, part=None, by=staff, at=begin
    )
    parts.save_part(
        SessionType, event, {"name": "Talk", "minutes": 60, "about": "", "order": 1}, part=None, by=staff, at=begin
    )
    credit.designate(
        event, "Harbour Board of Learning (invented)", 8, "Claim only the credit for the time that you took part.", by=staff, at=begin
    )  # fmt: skip
    nine = dt.datetime.combine(day, dt.time(9), event.tz)
    talks = [
        talk_of(event, title, nine + place * 90 * MINUTE, person=people[who], staff=staff)
        for place, (who, title) in enumerate(
            (
                ("physician", "One main message"),
                ("communications", "Numbers that people feel"),
                ("patient", "What I could not read"),
            )
        )
    ]
    attend(event, talks, people)
    recordings.keep_recording(
        talks[0], link="https://video.example/one-main-message",
        captions="WEBVTT\n\n00:01.000 --> 00:05.000\nGood morning. Today it is about one sentence.\n",
        transcript="Good morning. Today it is about one sentence, and about all the others that we leave out. " * 6,
        published=True, by=staff, at=at - 30 * DAY,
    )  # fmt: skip
    keys = [one.key for one in proposed_credit(event, at=at) if one.person.name != "Olive Tamm"]
    credit.give_credit(event, keys, by=staff, at=at - 35 * DAY)
    return event


def talk_of(event: Event, title: str, starts: dt.datetime, *, person: Person, staff: Person) -> Talk:
    track, kind = event.tracks.get(), event.session_types.get()
    made = starts - 90 * DAY
    proposal = Proposal.objects.create(
        event=event, code=uuid.uuid5(uuid.NAMESPACE_URL, title).hex[:8], title=title, track=track, session_type=kind,
        abstract=f"{title}: what we tried, what people said, and a page to take home.", state="confirmed", begun=made,
        changed=made, submitted=made, key=uuid.uuid5(uuid.NAMESPACE_URL, title),
    )  # fmt: skip
    Speaking.objects.create(
        proposal=proposal,
        person=person,
        email=person.email,
        leads=True,
        asked=made,
        joined=made,
        reply="yes",
        replied=made,
    )
    facts = {
        "title": title,
        "kind": "talk",
        "zone": event.zone,
        "starts_at": starts,
        "ends_at": starts + 60 * MINUTE,
        "venue": "Pier Hall",
    }
    meeting = make_meeting(facts, places=40, hosts=[person], by=staff, at=made)
    open_meeting(meeting, by=staff, at=made)
    return Talk.objects.create(
        proposal=proposal, published=made, published_by=staff, meeting=Meeting.objects.get(pk=meeting.pk)
    )


VISITORS = (
    *("Olive Tamm", "Lena Kovac", "Rafael Ibarra", "Marta Quill", "Jonas Ferreira", "Joy Adeyemi"),
    *("Hana Sato", "Dr Idris Bello", "Kofi Mensah-Vale", "Aisha Karimova"),
)
SAID = (
    ("The pictures made it stick.", ""),
    ("I used it the next morning.", "More time for questions."),
    ("", "The microphone was too quiet at the back."),
    ("Short, and to the point.", "It began too early for those who came by train."),
)


def attend(event: Event, talks: list[Talk], people: dict[str, Person]) -> None:
    chance = random.Random(7)  # noqa: S311  the same people each time
    for talk in talks:
        meeting = talk.meeting
        if meeting is None:
            continue
        for place, name in enumerate(VISITORS):
            person = Person.objects.get(name=name)
            register(meeting, person, key=uuid.uuid4(), at=meeting.starts_at - 20 * DAY)
            if place < 8 or talk is talks[0]:
                when = meeting.starts_at + chance.randrange(0, 12) * MINUTE
                check_in(meeting, person, How.HOST, key=uuid.uuid4(), by=people["staff"], at=when)
    later = dt.datetime.combine(event.ends, dt.time(20), event.tz)
    for talk, answers in zip(talks, (7, 6, 3), strict=True):
        for place, name in enumerate(VISITORS[:answers]):
            good, better = SAID[place % len(SAID)]
            person = Person.objects.get(name=name)
            seen = checked(f"{good}\n{better}", by=person, place=None).seen
            feedback.give_feedback(event, talk, 5 - place % 3, good=good, better=better, seen=seen, by=person, at=later)
    for one in Feedback.objects.filter(event=event, talk=talks[0]):
        feedback.look_at_words(one, "shown", by=people["staff"], at=later + 30 * DAY)
