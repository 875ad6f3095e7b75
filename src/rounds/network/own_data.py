"""What the network holds about a person, for their export."""

from typing import Any

from django.db.models.functions import Lower

from rounds.accounts.models import Person
from rounds.network.models import (
    DeclaredSize,
    HardshipRequest,
    Invitation,
    Joining,
    Membership,
    OwnSignIn,
    Seat,
    SeatRequest,
)

Section = tuple[str, list[dict[str, Any]]]


def own_data(person: Person) -> Section:
    return "network", [
        *seats(person),
        *invitations(person),
        *rows("year you ordered", Membership, person, "asked_by", "organisation__name", "asked", "purchase_order"),
        *rows("size you declared", DeclaredSize, person, "by", "organisation__name", "metric", "number", "on"),
        *rows("request to pay less", HardshipRequest, person, "asked_by", "membership__organisation__name", "words"),
        *rows("seat you asked for", SeatRequest, person, "person", "organisation__name", "email", "asked", "granted"),
        *rows("own sign-in you entered", OwnSignIn, person, "entered_by", "organisation__name", "issuer", "entered"),
        *rows("answers on the way to join", Joining, person, "person", "answers", "begun", "changed"),
    ]


def seats(person: Person) -> list[dict[str, Any]]:
    found = Seat.objects.filter(person=person).select_related("organisation", "department").order_by("given")
    return [
        {
            "what": "seat",
            "organisation": seat.organisation.name,
            "roles": seat.roles,
            "department": str(seat.department or ""),
            "given": seat.given,
            "ended": seat.ended,
        }
        for seat in found
    ]


def invitations(person: Person) -> list[dict[str, Any]]:
    found = Invitation.objects.annotate(lower=Lower("email")).filter(lower=person.email.lower()).order_by("sent")
    values = found.values("organisation__name", "email", "name", "sent", "until", "accepted", "closed")
    return [{"what": "invitation", **row} for row in values]


def rows(what: str, model: Any, person: Person, by: str, *fields: str) -> list[dict[str, Any]]:
    return [{"what": what, **row} for row in model.objects.filter(**{by: person}).order_by("pk").values(*fields)]
