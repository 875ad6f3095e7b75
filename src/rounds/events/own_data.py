"""What events hold about a person, for their export."""

from typing import Any

from rounds.accounts.models import Person
from rounds.events.models import (
    AgendaLetter,
    Answer,
    Assignment,
    Availability,
    Conflict,
    Decision,
    Helper,
    Interest,
    LatePass,
    Letter,
    Material,
    Proposal,
    Remark,
    Review,
    Speaker,
    Speaking,
    Star,
)
from rounds.events.models import Disclosure as Told
from rounds.events.reach import addresses_of

Section = tuple[str, list[dict[str, Any]]]


def held_at_events(person: Person) -> Section:
    mine = Speaking.objects.taking_part().filter(person=person)
    led = Proposal.objects.filter(pk__in=mine.values("proposal"))
    about = {
        "proposal": led.values("event__name", "code", "title", "abstract", "content_kind", "state", "submitted"),
        "answer": Answer.objects.filter(proposal__in=led).values("proposal__code", "question__label", "words"),
        "speaks": Speaking.objects.filter(person=person).values(
            "proposal__code", "email", "leads", "asked", "joined", "left", "reply", "conditions"
        ),
        "profile": Speaker.objects.filter(person=person).values(
            "event__name",
            "pronouns",
            "role",
            "bio",
            "links",
            "photo_alt",
            "access_needs",
            "honorarium",
            "travel_help",
            "experience",
            "as_patient",
            "describes",
        ),
        "available": Availability.objects.filter(speaker__person=person).values("day", "starts", "ends"),
        "file": Material.objects.filter(by=person).values("proposal__code", "title", "name", "shown"),
        "statement of interests": Told.objects.filter(person=person).values("event__name", "at", "none"),
        "interest": Interest.objects.filter(disclosure__person=person).values(
            "company", "tie", "ended", "mitigation__remedy"
        ),
        "letter": Letter.objects.filter(speaking__person=person).values("subject", "words", "made", "sent"),
        "letter about the agenda": AgendaLetter.objects.filter(person=person).values(
            "subject", "words", "made", "sent"
        ),
        "star": Star.objects.filter(person=person).values("proposal__event__name", "proposal__title", "at"),
        "role": Helper.objects.filter(person=person).values("event__name", "work"),
        "asked to review": Assignment.objects.filter(person=person).values("proposal__code", "made"),
        "review": Review.objects.filter(person=person).values("proposal__code", "words", "given"),
        "conflict": Conflict.objects.filter(person=person).values("proposal__code", "reason", "made"),
        "remark": Remark.objects.filter(person=person).values("proposal__code", "words", "at"),
        "decision": Decision.objects.filter(by=person).values("proposal__code", "outcome", "at"),
        "late pass": LatePass.objects.filter(email__in=addresses_of(person)).values("event__name", "email", "until"),
    }
    return "events", [{"what": what, **row} for what, rows in about.items() for row in rows.order_by("pk")]
