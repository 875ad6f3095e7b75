"""Who has told their financial interests, and what still has to be done about them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, Prefetch

from rounds.accounts.models import Person
from rounds.events.models import Disclosure, Event, Helper, Interest, Proposal, Speaking
from rounds.events.queries.events import talks_of
from rounds.events.vocabulary import DECIDING_WORKS, ON_PROGRAMME
from rounds.meetings.vocabulary import ContentKind


def disclosures_of(event: Event, people: Iterable[int]) -> dict[int, Disclosure]:
    """The latest statement of each person."""
    found = Disclosure.objects.filter(event=event, person__in=list(people))
    latest = found.values("person").annotate(last=Max("pk")).values("last")
    interests = Prefetch("interests", Interest.objects.select_related("mitigation").order_by("pk"))
    rows = Disclosure.objects.filter(pk__in=latest).select_related("person").prefetch_related(interests)
    return {one.person_id: one for one in rows}


def disclosure_of(event: Event, person: Person) -> Disclosure | None:
    return disclosures_of(event, [person.pk]).get(person.pk)


def unmitigated(disclosure: Disclosure) -> list[Interest]:
    return [one for one in disclosure.interests.all() if not hasattr(one, "mitigation")]


@dataclass(frozen=True)
class Told:
    """What one person has told; `state` is missing, open, settled or none."""

    person: Person
    disclosure: Disclosure | None
    part: str = ""

    @property
    def state(self) -> str:
        if self.disclosure is None:
            return "missing"
        if self.disclosure.none:
            return "none"
        return "open" if unmitigated(self.disclosure) else "settled"

    @property
    def interests(self) -> list[Interest]:
        return list(self.disclosure.interests.all()) if self.disclosure else []


def told_for(proposal: Proposal) -> list[Told]:
    """The statements of those who speak, in the order of the speakers."""
    people = speakers_of(proposal)
    found = disclosures_of(proposal.event, [one.pk for one in people])
    return [Told(one, found.get(one.pk)) for one in people]


def speakers_of(proposal: Proposal) -> list[Person]:
    rows = Speaking.objects.speaking().filter(proposal=proposal).select_related("person")
    return [one.person for one in rows.order_by("-leads", "joined", "pk") if one.person]


def asks_for_disclosure(proposal: Proposal) -> bool:
    return proposal.content_kind == ContentKind.CLINICAL


def must_disclose(event: Event, person: Person) -> bool:
    """Whether a person speaks in a clinical talk of the programme."""
    rows = Speaking.objects.taking_part().filter(person=person, proposal__event=event, proposal__state__in=ON_PROGRAMME)
    return bool(rows.filter(proposal__content_kind=ContentKind.CLINICAL).exclude(reply="no").exists())


def everybody_asked(event: Event) -> list[Told]:
    """Speakers of clinical talks, and those who choose the talks, with what they have told."""
    rows = Speaking.objects.taking_part().filter(
        proposal__event=event, proposal__state__in=ON_PROGRAMME, proposal__content_kind=ContentKind.CLINICAL
    )
    speakers = set(rows.exclude(reply="no").values_list("person", flat=True))
    planners = set()
    if speakers:
        planners = set(Helper.objects.filter(event=event, work__in=DECIDING_WORKS).values_list("person", flat=True))
    found = disclosures_of(event, speakers | planners)
    people = Person.objects.filter(pk__in=speakers | planners).order_by("name", "pk")
    return [Told(one, found.get(one.pk), "speaker" if one.pk in speakers else "planner") for one in people]


def shown_planners(event: Event) -> list[Told]:
    """What those who choose the talks have told, for the pages of clinical talks."""
    if not talks_of(event).filter(proposal__content_kind=ContentKind.CLINICAL).exists():
        return []
    return [one for one in everybody_asked(event) if one.part == "planner" and one.disclosure]
