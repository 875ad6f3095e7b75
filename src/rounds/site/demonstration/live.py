"""A webinar that goes on right now and one that is over, in the demonstration; all invented, relative to today."""

import datetime as dt
import uuid
from collections.abc import Sequence

from rounds.accounts.models import Person
from rounds.meetings.actions import make_meeting, open_meeting, register
from rounds.meetings.actions.asking import answer_question, ask_question, hide_question, pin_question, vote
from rounds.meetings.actions.checking_in import (
    check_in,
    correct_attendance,
    count_heads,
    send_apologies,
    set_self_check_in,
)
from rounds.meetings.actions.feeds import make_feed
from rounds.meetings.actions.joining import note_click
from rounds.meetings.actions.polling import answer_poll, close_poll, make_poll, open_poll, set_captions, write_notes
from rounds.meetings.attending import How
from rounds.meetings.models import Meeting, Poll, Question

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
ZONE = "America/Chicago"
LISTENERS: Sequence[str] = (
    *("physician", "communications", "patient", "Lena Kovac", "Olive Tamm", "Rafael Ibarra"),
    *("Dr Sun-hee Park", "Marta Quill", "Dr Idris Bello"),
)
ABSENT = ("Jonas Ferreira", "Dr Nora Whitfield")
NOTES = """1. Say that you have seen it, within the hour.
2. Ask for the way to talk that the writer likes best.
3. Nothing about care in public, not even that they were here."""

Asked = tuple[str, str, bool, Sequence[str]]  # who, what, without a name, and who wants to know it too
QUESTIONS: Sequence[Asked] = (
    ("Olive Tamm", "Do we answer a one-star rating that has no words?", False, ("physician", "Lena Kovac", "patient")),
    ("Lena Kovac", "Who may answer at night, when nobody from communications is here?", True, ("Olive Tamm",)),
    ("Dr Sun-hee Park", "How long do you keep a complaint that came as a comment?", False, ()),
    ("Rafael Ibarra", "May a nurse answer with their own account?", False, ("Marta Quill", "physician", "Olive Tamm")),
)


def load_live(people: dict[str, Person], *, at: dt.datetime) -> None:
    webinar_now(people, at)
    webinar_past(people, at)
    make_feed(people["communications"], at=at - 20 * DAY)


def webinar(
    title: str, summary: str, hosts: Sequence[Person], starts: dt.datetime, minutes: int, **facts: str
) -> Meeting:
    told = {"title": title, "summary": summary, "kind": "webinar", "zone": ZONE, "starts_at": starts, **facts}
    told |= {"ends_at": starts + minutes * MINUTE}
    made = make_meeting(told, places=60, hosts=hosts, by=hosts[0], at=starts - 30 * DAY)
    open_meeting(made, by=hosts[0], at=starts - 29 * DAY)
    made.refresh_from_db()
    return made


def webinar_now(people: dict[str, Person], at: dt.datetime) -> None:
    """It began ten minutes before the demonstration was made, and goes on for two hours."""
    tomas, starts = people["staff"], at.replace(second=0, microsecond=0) - 10 * MINUTE
    meeting = webinar(
        "Live: answering a complaint in public",
        "What to say first, what never to say, and when to move to a private talk. Bring a complaint of your own.",
        [tomas, people["Ingrid Halloran"]],
        starts,
        120,
        join_link="https://video.example/rounds-live",
    )
    for key in LISTENERS:
        register(meeting, people[key], key=uuid.uuid4(), at=starts - 9 * DAY)
    for number, key in enumerate(LISTENERS[1:6]):
        note_click(meeting, by=people[key], at=starts + (number - 3) * MINUTE)
    meeting.materials.create(
        title="The page of ready answers", link="https://harbour-centre.example/ready", added=starts
    )
    set_captions(meeting, "https://captions.example/rounds-live", by=tomas, at=starts)
    set_self_check_in(meeting, "TIDE7", opens_at=None, closes_at=None, by=tomas, at=starts)
    ask_all(meeting, people, starts)
    write_notes(meeting, NOTES, version=0, by=tomas, at=starts + 7 * MINUTE)
    first = make_poll(
        meeting,
        "Who answers at your place?",
        ("One team", "Each department", "Nobody yet"),
        several=False,
        by=tomas,
        at=starts,
    )
    run_poll(first, people, LISTENERS[1:8], starts + 2 * MINUTE)
    close_poll(first, by=tomas, at=starts + 6 * MINUTE)
    second = make_poll(
        meeting,
        "What makes it hard?",
        ("No time", "No rules", "Fear of saying too much", "Nobody to ask"),
        several=True,
        by=tomas,
        at=starts + MINUTE,
    )
    run_poll(second, people, LISTENERS[3:7], starts + 8 * MINUTE)
    make_poll(
        meeting,
        "Will you change something tomorrow?",
        ("Yes", "Not yet"),
        several=False,
        by=tomas,
        at=starts + 3 * MINUTE,
    )


def ask_all(meeting: Meeting, people: dict[str, Person], starts: dt.datetime) -> None:
    tomas, asked = people["staff"], list[Question]()
    for number, (who, words, unnamed, wanted) in enumerate(QUESTIONS):
        when = starts + (number + 1) * MINUTE
        question = ask_question(meeting, words, unnamed=unnamed, key=uuid.uuid4(), by=people[who], at=when)
        asked.append(question)
        for key in wanted:
            vote(question, True, by=people[key], at=when)
    pin_question(asked[0], True, by=tomas, at=starts + 6 * MINUTE)
    answer_question(
        asked[3], "Use the page of ready answers. Care is never discussed in public.", by=tomas, at=starts + 7 * MINUTE
    )
    rude = "Is the press officer of our neighbours asleep, or only slow?"
    hidden = ask_question(
        meeting, rude, unnamed=False, key=uuid.uuid4(), by=people["Dr Idris Bello"], at=starts + 5 * MINUTE
    )
    hide_question(hidden, "It is about a colleague, not about the work.", by=tomas, at=starts + 6 * MINUTE)


def run_poll(poll: Poll, people: dict[str, Person], keys: Sequence[str], at: dt.datetime) -> None:
    open_poll(poll, by=people["staff"], at=at)
    choices = [choice.pk for choice in poll.choices.order_by("place")]
    for number, key in enumerate(keys):
        chosen = {choices[number % len(choices)], choices[-2]} if poll.several else {choices[number * number % 3]}
        answer_poll(poll, chosen, by=people[key], at=at + MINUTE)


def webinar_past(people: dict[str, Person], at: dt.datetime) -> None:
    """Held in a room and by video: tickets, a list, a code, apologies, and one entry that was put right."""
    tomas = people["staff"]
    starts = (at - 8 * DAY).replace(hour=17, minute=0, second=0, microsecond=0)
    meeting = webinar(
        "Pictures that show nobody by mistake",
        "Badges, screens, boards and mirrors: twelve pictures to find them in.",
        [tomas],
        starts,
        60,
        venue="Harbour Centre",
        room="Pier room",
        address="1 Pier Road",
        access_notes="Step-free from the street. A hearing loop is in the room.",
        join_link="https://video.example/pictures",
    )
    for key in (*LISTENERS, *ABSENT):
        register(meeting, people[key], key=uuid.uuid4(), at=starts - 9 * DAY)
    send_apologies(meeting, True, by=people["Jonas Ferreira"], at=starts - DAY)
    ways = (How.QR, How.QR, How.HOST, How.SELF, How.QR)
    for number, (key, how) in enumerate(zip(LISTENERS, ways, strict=False)):
        by = people[key] if how == How.SELF else tomas
        check_in(meeting, people[key], how, key=uuid.uuid4(), by=by, at=starts + (number - 3) * MINUTE)
    for key in LISTENERS[5:7]:
        note_click(meeting, by=people[key], at=starts + 4 * MINUTE)
    correct_attendance(
        meeting,
        people["Lena Kovac"],
        came=True,
        minutes=35,
        reason="Was called to the ward and came back.",
        by=tomas,
        at=starts + 70 * MINUTE,
    )
    count_heads(meeting, 3, by=tomas, at=starts + 20 * MINUTE)
