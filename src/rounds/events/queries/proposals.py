"""Proposals, for those who send them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet

from rounds.accounts.models import Person
from rounds.core.prepared import Prepared
from rounds.events import reach
from rounds.events.models import Answer, Call, Event, Proposal, Question, SessionType, Speaking
from rounds.events.queries.events import is_open_to
from rounds.events.vocabulary import AnswerKind, State
from rounds.screening.models import Place
from rounds.screening.queries import places_of

INVITATION_SALT = "rounds.events.speaking"
MAY_CHANGE = (State.DRAFT, State.SUBMITTED)
MAY_WITHDRAW = (State.DRAFT, State.SUBMITTED, State.WAITING, State.ACCEPTED, State.CONFIRMED)


def proposals_visible_to(person: Person) -> QuerySet[Proposal]:
    """Those in which a person takes part."""
    if not person.is_active:
        return Proposal.objects.none()
    mine = Speaking.objects.taking_part().filter(proposal=OuterRef("pk"), person=person)
    return Proposal.objects.filter(Exists(mine)).select_related("event", "track", "session_type")


SENT = Prepared(lambda event, person: Speaking.objects.taking_part().filter(proposal__event=event, person=person)[:1])


def sent_something(event: Event, person: Person) -> bool:
    """Whether a person takes part in a proposal for an event."""
    return person.is_active and SENT(event.pk, person.pk) is not None


def proposals_listed(person: Person, event: Event | None = None) -> QuerySet[Proposal]:
    found = proposals_visible_to(person).order_by("-changed", "pk")
    return found.filter(event=event) if event else found


def asked_to_speak(person: Person) -> QuerySet[Speaking]:
    """Invitations that wait for a person's answer."""
    known = reach.addresses_of(person)
    waiting = Speaking.objects.filter(person__isnull=True, left__isnull=True).exclude(proposal__state=State.WITHDRAWN)
    match = Q()
    for address in known:
        match |= Q(email__iexact=address)
    found: QuerySet[Speaking] = waiting.filter(match).select_related("proposal__event").order_by("asked")
    return found


def speakings_of(proposal: Proposal) -> QuerySet[Speaking]:
    """Who speaks or is asked to, the one who sent it first."""
    found: QuerySet[Speaking] = proposal.speakings.filter(left__isnull=True).select_related("person")
    return found.order_by("-leads", "asked", "pk")


def own_speaking(proposal: Proposal, person: Person) -> Speaking | None:
    found: Speaking | None = Speaking.objects.taking_part().filter(proposal=proposal, person=person).first()
    return found


def leader_of(proposal: Proposal) -> Speaking | None:
    found: Speaking | None = proposal.speakings.filter(leads=True).select_related("person").first()
    return found


def questions_for(event: Event, session_type: SessionType | None) -> list[Question]:
    """What is asked for a kind of session, in order."""
    found = event.questions.prefetch_related("types").order_by("order", "pk")
    return [one for one in found if not one.types.all() or session_type in one.types.all()]


def answers_of(proposal: Proposal) -> dict[int, Answer]:
    return {one.question_id: one for one in proposal.answers.select_related("file", "question")}


@dataclass(frozen=True)
class Answered:
    question: Question
    words: str
    file: object | None


def answered(proposal: Proposal, questions: Sequence[Question]) -> list[Answered]:
    """Each question with its answer, where there is one."""
    answers = answers_of(proposal)
    rows = [(question, answers.get(question.pk)) for question in questions]
    return [
        Answered(question, answer.words if answer else "", getattr(answer, "file", None) if answer else None)
        for question, answer in rows
    ]


@dataclass(frozen=True)
class Missing:
    """What keeps a proposal from being sent in, field by field."""

    name: str
    words: str


def sent_by(person: Person, event: Event) -> int:
    """How many proposals count against a person's limit."""
    led = Speaking.objects.filter(proposal=OuterRef("pk"), person=person, leads=True)
    counted = Proposal.objects.filter(Exists(led), event=event).exclude(state__in=[State.DRAFT, State.WITHDRAWN])
    return counted.count()


def may_change_now(proposal: Proposal, call: Call | None, person: Person, *, at: dt.datetime) -> bool:
    """Open while its deadline or a pass lasts, and until a reviewer has read it."""
    if proposal.state not in MAY_CHANGE or proposal.reviews.exists():
        return False
    return is_open_to(call, person, proposal.track, at=at)


def rules_of(person: Person) -> Place | None:
    return places_of(person).first()


def public_words(proposal: Proposal, abstract: str, answers: Mapping[int, str]) -> str:
    """What others would read of a proposal, as the privacy screen looks at it."""
    kinds = [AnswerKind.LINE, AnswerKind.TEXT]
    asked = [one for one in questions_for(proposal.event, proposal.session_type) if one.kind in kinds]
    written = [proposal.title, abstract, *(answers.get(one.pk, "") for one in asked)]
    return "\n\n".join(words for words in written if words.strip())


def speaking_token(speaking: Speaking) -> str:
    return signing.dumps([speaking.pk, int(speaking.asked.timestamp())], salt=INVITATION_SALT)


def read_speaking_token(token: str) -> Speaking | None:
    try:
        number, asked = signing.loads(token, salt=INVITATION_SALT)
    except (signing.BadSignature, ValueError):
        return None
    found: Speaking | None = (
        Speaking.objects.filter(pk=number, left__isnull=True).select_related("proposal__event", "person").first()
    )
    return found if found and int(found.asked.timestamp()) == asked else None
