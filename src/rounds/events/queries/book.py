"""The book of abstracts, and recordings."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from rounds.accounts.models import Person
from rounds.events.models import Event, Proposal, Recording, Speaking, Talk
from rounds.events.queries.disclosures import Told, asks_for_disclosure, disclosures_of
from rounds.events.queries.events import events_visible_to, public_speakers, shown_talks, talks_of


@dataclass(frozen=True)
class Abstract:
    """A talk as it stands in the book; `told` is there where the content is clinical."""

    number: int
    talk: Talk
    speakers: list[Person]
    told: list[Told] = field(default_factory=list)

    @property
    def starts(self) -> dt.datetime | None:
        return self.talk.meeting.local_start if self.talk.meeting else None


@dataclass(frozen=True)
class Book:
    abstracts: list[Abstract]
    index: list[tuple[str, list[int]]]


def book_of(event: Event) -> Book:
    """All published talks, by track and title, and an index of speakers: the same few questions for any number."""
    people: dict[int, list[Person]] = {}
    for one in public_speakers(event):
        if one.person:
            people.setdefault(one.proposal_id, []).append(one.person)
    told = disclosures_of(event, {person.pk for found in people.values() for person in found})
    talks = talks_of(event).select_related("proposal__track", "proposal__session_type", "meeting")
    ordered = talks.order_by("proposal__track__order", "proposal__track__name", "proposal__title", "pk")
    abstracts = []
    for number, talk in enumerate(ordered, 1):
        speakers = people.get(talk.proposal_id, [])
        clinical = asks_for_disclosure(talk.proposal)
        statements = [Told(one, told.get(one.pk)) for one in speakers] if clinical else []
        abstracts.append(Abstract(number, talk, speakers, statements))
    return Book(abstracts, index_of(abstracts))


def index_of(abstracts: list[Abstract]) -> list[tuple[str, list[int]]]:
    """By the last word of the name, as in a book."""
    found: dict[tuple[str, int], list[int]] = {}
    for one in abstracts:
        for person in one.speakers:
            found.setdefault((person.name, person.pk), []).append(one.number)
    ordered = sorted(found, key=lambda key: (key[0].split()[-1].casefold() if key[0].split() else "", key[0], key[1]))
    return [(name, found[name, number]) for name, number in ordered]


def recordings_listed(event: Event) -> QuerySet[Talk]:
    """Every published talk, with its recording where there is one, for the desk."""
    return talks_of(event).select_related("recording", "meeting", "proposal")


def recording_of(talk: Talk) -> Recording | None:
    """What everybody may watch and read."""
    return Recording.objects.filter(talk=talk, talk__hidden__isnull=True, published__isnull=False).first()


def library(*, words: str = "", language: str = "") -> QuerySet[Recording]:
    """The recordings that everybody may watch, of all events, the newest first.

    Each of the words stands in the title, the summary, the transcript, the name of the event or of somebody who speaks.
    """
    talks = shown_talks().filter(proposal__event__in=events_visible_to(None)).order_by().values("pk")
    found = Recording.objects.filter(published__isnull=False, talk__in=talks)
    for word in words.split():
        named = Speaking.objects.speaking().filter(proposal=OuterRef("talk__proposal"), person__name__icontains=word)
        told = Q(talk__proposal__title__icontains=word) | Q(talk__proposal__abstract__icontains=word)
        told |= Q(transcript__icontains=word) | Q(talk__proposal__event__name__icontains=word)
        found = found.filter(told | Exists(named))
    if language:
        found = found.filter(talk__proposal__language=language)
    return found.select_related("talk__proposal__event").defer("captions", "transcript").order_by("-published", "-pk")


def speakers_of(proposals: Iterable[Proposal]) -> dict[int, list[str]]:
    """The names of those who speak, by proposal."""
    found: dict[int, list[str]] = {}
    rows = Speaking.objects.speaking().filter(proposal__in=proposals).order_by("-leads", "person__name", "pk")
    for number, name in rows.values_list("proposal", "person__name"):
        found.setdefault(number, []).append(name)
    return found


def languages_heard() -> set[str]:
    """The languages of the recordings in the library."""
    return set(library().order_by().values_list("talk__proposal__language", flat=True))
