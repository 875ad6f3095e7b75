"""Scholarships for patients in the demonstration: a vote that goes on, and a contest that is decided."""

import datetime as dt

from rounds.accounts.models import Person
from rounds.events.actions import contests, entries, judging
from rounds.events.actions.supporting import look_at_kind_word, support_entry
from rounds.events.models import (
    Contest,
    Entry,
    Event,
    Support,
)
from rounds.network.queries.words import checked
from rounds.site.demonstration.around_words import (
    END,
    ESSAY,
    KIND,
    MIDDLE,
    RULES,
    TITLES,
)

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
ZONE = "America/Chicago"


def essay(number: int) -> str:
    """Some 400 words, a little different for each."""
    parts = (ESSAY, MIDDLE, END) if number % 2 else (MIDDLE, ESSAY, END)
    return "\n\n".join(part.strip() for part in parts)


def facts_of(event: Event, first: dt.datetime, **facts: object) -> dict[str, object]:
    return {
        "name": "Patient scholarships",
        "about": "Three patients or caregivers come to the summit, with somebody beside them.",
        "rules": RULES,
        "prize": "A free ticket, travel, two nights, and a free ticket for a companion.",
        "opens": first,
        "closes": first + 20 * DAY,
        "votes_from": first + 20 * DAY,
        "votes_until": first + 34 * DAY,
        "least_words": 350,
        "most_words": 500,
        "supports": 1,
        "finalists": 15,
        "recipients": 3,
        "judged_by": 2,
        "travel": True,
        "companion": True,
        **facts,
    }


VOTERS = ("Olive Tamm", "Lena Kovac", "Rafael Ibarra", "Joy Adeyemi", "Aisha Karimova")
CRITERIA = [("Voice", "We hear a person.", 2), ("Use", "Others can learn from it.", 1)]


def held(event: Event, first: dt.datetime, people: dict[str, Person], judges: list[Person], **facts: object) -> Contest:
    staff, at = people["staff"], first - 5 * DAY
    made = contests.make_contest(
        event, facts_of(event, first, **facts), criteria=CRITERIA, judges=judges, by=staff, at=at
    )
    contests.announce_contest(made, by=staff, at=at)
    return Contest.objects.get(pk=made.pk)


def send(contest: Contest, name: str, title: str, number: int, at: dt.datetime) -> Entry:
    person, words = Person.objects.get(name=name), essay(number)
    seen = checked(f"{title}\n{words}", by=person, place=None, voice="patient").seen
    named = ("first", "full", "none")[number % 3]
    return entries.send_entry(contest, title=title, words=words, named=named, consent=True, seen=seen, by=person, at=at)


def show(entry: Entry, people: dict[str, Person], at: dt.datetime) -> None:
    entries.look_at_entry(entry, shown=True, version=entry.changed.isoformat(), by=people["staff"], at=at)


def like(entry: Entry, voters: list[Person], at: dt.datetime, people: dict[str, Person]) -> None:
    for number, person in enumerate(voters):
        words = KIND[number % len(KIND)] if number < 3 else ""
        made = support_entry(
            entry, words, seen=checked(words, by=person, place=None, voice="public").seen, by=person, at=at
        )
        if words and number:
            look_at_kind_word(made, "shown", by=people["staff"], at=at)


def grants_now(people: dict[str, Person], summit: Event, at: dt.datetime) -> None:
    """The vote goes on; one entry and two kind words wait for somebody to look at them."""
    first = (at - 24 * DAY).replace(minute=0, second=0, microsecond=0)
    judges = [Person.objects.get(name=name) for name in ("Ruth Okafor", "Dr Nora Whitfield")]
    contest = held(summit, first, people, judges, ticket=summit.ticket_kinds.get(name="Speakers and helpers"))
    sent = [
        send(contest, name, title, number, first + (3 + number) * DAY) for number, (name, title) in enumerate(TITLES)
    ]
    for entry in sent[:5]:
        show(entry, people, first + 12 * DAY)
    voters = [
        Person.objects.get(name=name)
        for name in ("Olive Tamm", "Lena Kovac", "Rafael Ibarra", "Joy Adeyemi", "Dr Idris Bello")
    ]
    like(sent[0], voters[:3], at - 2 * DAY, people)
    like(sent[1], voters[3:], at - DAY, people)


def grants_past(people: dict[str, Person], event: Event, at: dt.datetime) -> None:
    """A contest that is decided: a recipient who comes with somebody, and one who has not answered."""
    first = (at - 120 * DAY).replace(minute=0, second=0, microsecond=0)
    judges = [Person.objects.get(name=name) for name in ("Ruth Okafor", "Dr Theo Marchetti")]
    contest = held(event, first, people, judges, name="Scholarships for Plain Words Day", finalists=3, recipients=2)
    sent = [
        send(contest, name, title, number, first + (3 + number) * DAY)
        for number, (name, title) in enumerate(TITLES[:4])
    ]
    voters = list(
        Person.objects.filter(
            name__in=["Olive Tamm", "Lena Kovac", "Rafael Ibarra", "Joy Adeyemi", "Aisha Karimova"]
        ).order_by("pk")
    )
    for number, entry in enumerate(sent):
        show(entry, people, first + 15 * DAY)
        like(entry, voters[number : number + 1], first + 25 * DAY, people)
    for support in Support.objects.filter(contest=contest, words_state="new").exclude(words=""):
        look_at_kind_word(support, "shown", by=people["staff"], at=first + 34 * DAY)
    chosen = judging.choose_finalists(contest, by=people["staff"], at=first + 35 * DAY)
    criteria = list(contest.criteria.order_by("pk"))
    for number, one in enumerate(chosen):
        for judge in judges:
            marks = {criterion.pk: 5 - number for criterion in criteria}
            judging.give_sheet(
                one.entry, marks, "A voice of its own, and useful at once.", by=judge, at=first + 38 * DAY
            )
    codes = [one.entry.code for one in chosen[:2]]
    prizes = judging.choose_recipients(contest, codes, by=people["staff"], at=first + 40 * DAY)
    judging.answer_prize(
        prizes[0], "yes", companion_name="Alma Lindqvist", by=prizes[0].entry.person, at=first + 41 * DAY
    )
