import datetime as dt
import secrets
from typing import Any

import factory

from rounds.accounts.models import Person
from rounds.events.models import Contest, Entry, EntryConsent, Finalist, Judge, Sheet, SheetMark, Support
from tests.factories.accounts import MemberFactory, PersonFactory
from tests.factories.events import EventFactory

BEGINS = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
WRITING, VOTING, OVER = BEGINS + 5 * DAY, BEGINS + 25 * DAY, BEGINS + 41 * DAY
WORDS = "I learned to ask one question each time and to wait for what came back. " * 3  # 45 words


class ContestFactory(factory.django.DjangoModelFactory[Contest]):
    """Announced: entries for 20 days, then votes for 20 days; short texts, three finalists, one recipient."""

    class Meta:
        model = Contest
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory)
    slug = factory.Sequence(lambda number: f"contest-{number}")
    name = factory.Sequence(lambda number: f"Contest {number}")
    about = "Tell us what you learned."
    rules = "Write about yourself."
    prize = "A free ticket."
    least_words, most_words = 20, 60
    opens, closes = BEGINS, BEGINS + 20 * DAY
    votes_from, votes_until = BEGINS + 20 * DAY, BEGINS + 40 * DAY
    finalists, recipients = 3, 1
    announced = BEGINS
    made = BEGINS

    @factory.post_generation
    def marked_for(self: Contest, create: bool, extracted: Any, **more: object) -> None:
        self.criteria.create(name="Voice", weight=2)
        self.criteria.create(name="Use")


class EntryFactory(factory.django.DjangoModelFactory[Entry]):
    """Shown, under the writer's first name."""

    class Meta:
        model = Entry
        skip_postgeneration_save = True

    contest = factory.SubFactory(ContestFactory)
    person = factory.SubFactory(PersonFactory)
    code = factory.LazyFunction(lambda: secrets.token_hex(4))
    title = factory.Sequence(lambda number: f"What I learned {number}")
    words = WORDS
    state = "shown"
    begun = changed = BEGINS
    reason = factory.LazyAttribute(lambda one: "A name" if one.state == "refused" else "")
    sent = factory.LazyAttribute(lambda one: None if one.state == "draft" else BEGINS)
    looked = factory.LazyAttribute(lambda one: BEGINS if one.state in {"shown", "refused"} else None)

    @factory.post_generation
    def agreed(self: Entry, create: bool, extracted: Any, **more: object) -> None:
        EntryConsent.objects.create(entry=self, given=True, named=extracted or "first", at=BEGINS)


class SupportFactory(factory.django.DjangoModelFactory[Support]):
    class Meta:
        model = Support

    entry = factory.SubFactory(EntryFactory)
    contest = factory.SelfAttribute("entry.contest")
    person = factory.SubFactory(PersonFactory)
    slot = 0
    at = VOTING


def liked(entry: Entry, likes: int, comments: int = 0, **facts: Any) -> list[Support]:
    """So many likes, some of them with a kind word that was shown."""
    return [
        SupportFactory(
            entry=entry, words=f"Well told {place}" if place < comments else "", words_state="shown", **facts
        )
        for place in range(likes)
    ]


def voter(**facts: Any) -> Person:
    person: Person = MemberFactory(**facts)
    return person


def judge_of(contest: Contest, person: Person | None = None) -> Person:
    return Judge.objects.create(contest=contest, person=person or PersonFactory(), asked=BEGINS).person


def finalist(contest: Contest, place: int = 1, **facts: Any) -> Entry:
    """An entry that the vote brought to the judges."""
    entry: Entry = EntryFactory(contest=contest, **facts)
    Finalist.objects.create(entry=entry, place=place, likes=9 - place, comments=0, by=PersonFactory(), at=OVER)
    Contest.objects.filter(pk=contest.pk).update(chosen=OVER)
    contest.refresh_from_db()
    return entry


def marked(entry: Entry, *marks: int, by: Person | None = None) -> Sheet:
    sheet = Sheet.objects.create(entry=entry, person=by or judge_of(entry.contest), words="I say why.", given=OVER)
    for criterion, mark in zip(entry.contest.criteria.order_by("pk"), marks, strict=True):
        SheetMark.objects.create(sheet=sheet, criterion=criterion, mark=mark)
    return sheet
