"""Letters as they would be sent, and what keeps a talk from being published."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rounds.events.letter_words import filled
from rounds.events.models import Decision, Event, Letter, LetterTemplate, Proposal, Speaking, Talk
from rounds.events.queries.reviews import open_decisions
from rounds.events.vocabulary import Outcome, State

DAYS_TO_ANSWER = 14


def starting_words(outcome: str) -> tuple[str, str]:
    """Subject and text that every event begins with."""
    if outcome == Outcome.ACCEPTED:
        return (
            _("Your talk at {event} is accepted"),
            _(
                "Dear {name},\n\nWe would like you to give your talk “{title}” at {event}.\n\n"
                "Tell us by {answer_by} whether you can. You can say yes, or yes with conditions.\n\n"
                "We look forward to it."
            ),
        )
    if outcome == Outcome.WAITING:
        return (
            _("Your proposal for {event} is on the waiting list"),
            _(
                "Dear {name},\n\nYour proposal “{title}” is good, and the programme of {event} is full for now.\n\n"
                "It stands on the waiting list. We write again as soon as a place is free. You need not do anything."
            ),
        )
    return (
        _("About your proposal for {event}"),
        _(
            "Dear {name},\n\nThank you for “{title}”. We had more good proposals than places, and cannot take yours "
            "this time.\n\nWe hope to see you at {event} all the same."
        ),
    )


def template_for(event: Event, outcome: str) -> tuple[str, str]:
    own = LetterTemplate.objects.filter(event=event, outcome=outcome).first()
    return (own.subject, own.words) if own else starting_words(outcome)


@dataclass(frozen=True)
class Preview:
    """One letter to one person, as it would be sent now."""

    decision: Decision
    speaking: Speaking
    subject: str
    words: str
    url: str

    @property
    def paragraphs(self) -> list[str]:
        return [part for part in self.words.split("\n\n") if part.strip()]


@dataclass(frozen=True)
class Batch:
    """All letters that wait. `seal` names exactly these words to exactly these people.

    `decisions` are all that they tell of, also where nobody is left to write to.
    """

    decisions: list[Decision]
    previews: list[Preview]
    seal: str

    def of(self, outcome: str) -> list[Preview]:
        return [one for one in self.previews if one.decision.outcome == outcome]


def decisions_waiting(event: Event) -> QuerySet[Decision]:
    found = open_decisions().filter(proposal__event=event).exclude(proposal__state=State.WITHDRAWN)
    return found.select_related("proposal__event", "by").order_by("outcome", "proposal__title", "pk")


def batch_of(event: Event, *, on: dt.date) -> Batch:
    templates = {outcome: template_for(event, outcome) for outcome in Outcome.values}
    answer_by = date_format(on + dt.timedelta(days=DAYS_TO_ANSWER), "DATE_FORMAT")
    previews, decisions = [], list(decisions_waiting(event))
    for decision in decisions:
        subject, words = templates[decision.outcome]
        url = settings.BASE_URL + reverse("events:proposal", args=[event.slug, decision.proposal.code])
        for speaking in addressed(decision.proposal):
            facts = {
                "name": speaking.shown,
                "title": decision.proposal.title,
                "event": event.name,
                "link": url,
                "answer_by": answer_by,
            }
            line = " ".join(filled(subject, facts).split())[:200]
            previews.append(Preview(decision, speaking, line, filled(words, facts), url))
    letters = [(one.decision.pk, one.speaking.pk, one.subject, one.words) for one in previews]
    sealed = [[(one.pk, one.outcome) for one in decisions], letters]
    return Batch(decisions, previews, hashlib.sha256(json.dumps(sealed).encode()).hexdigest())


def addressed(proposal: Proposal) -> list[Speaking]:
    return list(
        Speaking.objects.taking_part()
        .filter(proposal=proposal, person__is_active=True)
        .select_related("person")
        .order_by("-leads", "pk")
    )


def letters_of(event: Event) -> QuerySet[Letter]:
    found = Letter.objects.filter(decision__proposal__event=event)
    return found.select_related("speaking__person", "decision__proposal").order_by("-made", "pk")


def letters_not_begun() -> QuerySet[Letter]:
    return Letter.objects.filter(taken__isnull=True)


def letters_unsure(*, at: dt.datetime) -> QuerySet[Letter]:
    """A worker began to send them, and did not come back to say that they went."""
    return Letter.objects.filter(sent__isnull=True, taken__lt=at - dt.timedelta(minutes=10))


def history_of(proposal: Proposal) -> QuerySet[Decision]:
    return proposal.decisions.select_related("by").order_by("-at", "-pk")


def replies_waiting(event: Event) -> QuerySet[Speaking]:
    """Speakers of accepted proposals who have not answered, or who ask for something first."""
    found: QuerySet[Speaking] = Speaking.objects.taking_part().filter(
        proposal__event=event, proposal__state=State.ACCEPTED, leads=True
    )
    return found.select_related("person", "proposal").order_by("proposal__title", "pk")


def on_programme(event: Event) -> Any:
    """Confirmed proposals, to be published."""
    shown = Talk.objects.filter(proposal=OuterRef("pk"), hidden__isnull=True)
    found = Proposal.objects.filter(event=event, state=State.CONFIRMED).annotate(shown=Exists(shown))
    return found.select_related("track", "session_type", "event").order_by("title", "pk")
