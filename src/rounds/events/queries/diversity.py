"""Who sends proposals and who speaks, in counts that tell of nobody."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rounds.accounts.models import Profession
from rounds.billing.vocabulary import PayerKind
from rounds.events.cells import FEWEST, Cell, with_small_hidden
from rounds.events.models import Event, Speaker, Speaking
from rounds.events.vocabulary import ON_PROGRAMME, SENT_IN, SpeakerKind
from rounds.network.models import Seat


@dataclass(frozen=True)
class View:
    """One question about people, answered for those who sent something and for those on the programme."""

    name: str
    rows: list[tuple[str, Cell, Cell]]


@dataclass(frozen=True)
class Diversity:
    sent: int
    chosen: int
    views: list[View]


def people_in(event: Event, states: tuple[str, ...]) -> dict[int, str]:
    """Who takes part in proposals of these states, with their professions."""
    rows = Speaking.objects.taking_part().filter(proposal__event=event, proposal__state__in=states)
    return dict(rows.exclude(reply="no").values_list("person", "person__profession"))


def diversity_of(event: Event) -> Diversity:
    sent, chosen = people_in(event, SENT_IN), people_in(event, ON_PROGRAMME)
    profiles = {one.person_id: one for one in Speaker.objects.filter(event=event)}
    kinds = kinds_of({**sent, **chosen})
    views = [
        counted(_("Profession"), {key: profession_words(value) for key, value in sent.items()}, set(chosen)),
        counted(_("Kind of organisation"), {key: kinds.get(key, _("None known")) for key in sent}, set(chosen)),
        counted(_("Spoken before"), {key: experience_words(profiles.get(key)) for key in sent}, set(chosen)),
        counted(
            _("Speaks as a patient or caregiver"), {key: patient_words(profiles.get(key)) for key in sent}, set(chosen)
        ),
        counted(
            _("In their own words"),
            rare_words_together({key: own_words(profiles.get(key)) for key in sent}),
            set(chosen),
        ),
    ]
    return Diversity(len(sent), len(chosen), views)


def profession_words(profession: str) -> str:
    return str(Profession(profession).label) if profession else _("Not told")


def experience_words(profile: Speaker | None) -> str:
    return str(SpeakerKind(profile.experience).label) if profile and profile.experience else _("Not told")


def patient_words(profile: Speaker | None) -> str:
    return _("Yes") if profile and profile.as_patient else _("No, or not told")


def own_words(profile: Speaker | None) -> str:
    said = " ".join(profile.describes.split()) if profile else ""
    return said[:1].upper() + said[1:] if said else _("Not told")


def kinds_of(people: dict[int, str]) -> dict[int, str]:
    rows = Seat.objects.open().filter(person__in=list(people)).order_by("-given")
    return {person: str(PayerKind(kind).label) for person, kind in rows.values_list("person", "organisation__kind")}


def rare_words_together(said: dict[int, str]) -> dict[int, str]:
    """A word that fewer than five people used names them even without its number."""
    used = Counter(said.values())
    return {person: word if used[word] >= FEWEST else _("Other words") for person, word in said.items()}


def counted(name: str, said: dict[int, str], chosen: set[int]) -> View:
    """Sent in and chosen; a chosen number is hidden as well where it would tell how few were not chosen."""
    sent = Counter(said.values())
    there = Counter(word for person, word in said.items() if person in chosen)
    names = [word for word, _number in sorted(sent.items(), key=lambda row: (-row[1], row[0]))]
    few_left = {place for place, word in enumerate(names) if 0 < sent[word] - there[word] < FEWEST}
    first = with_small_hidden([(word, sent[word]) for word in names])
    second = with_small_hidden([(word, there[word]) for word in names], also=few_left)
    return View(name, [(word, one, two) for word, one, two in zip(names, first, second, strict=True)])
