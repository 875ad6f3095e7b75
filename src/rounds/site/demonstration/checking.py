"""The rules of a hospital in the demonstration, with signed permissions and decisions, relative to today."""

import datetime as dt

from rounds.accounts.models import Person
from rounds.engines.privacy import screen
from rounds.screening.actions import (
    accept_finding,
    add_authorization,
    change_rules,
    make_place,
    seat_person,
    withdraw_authorization,
)
from rounds.screening.models import Place, PlaceMember
from rounds.screening.queries import policy_of

RULES = {
    "own_people": "Dr Amara Osei\nDr Idris Bello\nLena Kovac\nMarta Quill\nJonas Ferreira\nPriya Raman",
    "contacts": "(555) 010-0143\nhello@northlake.example\n@NorthlakeHospital\nhttps://northlake.example",
    "public_figures": "Mayor Odile Brandt",
    "allowed_places": "Northlake\n12 Harbour Road",
    "not_patients": "Wilhelmina Foss",
    "allowed_words": "June Fair\nCarter Wing",
    "forbidden_words": "miracle\nguaranteed",
}
DECIDED = (
    ("Thank you for trusting us with your surgery.", "We quote our own poster here, nobody is answered.", 12),
    ("A photo from our ward round this morning.", "The picture shows an empty corridor.", 9),
    ("My patient tonight made me laugh until I cried.", "The story is invented for a class, and the post says so.", 4),
    ("Our patient gave consent for this story.", "The form is in our files and the post waits for it.", 2),
)


def load_checking(people: dict[str, Person], *, at: dt.datetime) -> Place:
    priya, staff = people["communications"], people["staff"]
    place = make_place("Northlake Hospital", by=staff, at=at - dt.timedelta(days=60))
    officer, member = PlaceMember.Role.OFFICER, PlaceMember.Role.MEMBER
    for key, role in (("communications", officer), ("physician", member), ("Lena Kovac", member)):
        seat_person(place, people[key], role, by=staff, at=at - dt.timedelta(days=59))
    values = {"name": place.name, **RULES}
    change_rules(place, values, edition=place.edition, by=priya, at=at - dt.timedelta(days=58))
    place.refresh_from_db()
    permissions(place, priya, at)
    for text, reason, days in DECIDED:
        decide(place, priya, text, reason, at - dt.timedelta(days=days))
    return place


def permissions(place: Place, by: Person, at: dt.datetime) -> None:
    """One that is good, one that has run out, and one that was taken back."""
    for reference, signer, names, signed, days in (
        ("N-14", "O. T.", "", 400, 365),
        ("N-27", "R. H.", "Rosalind Hartnell", 40, 365),
        ("N-31", "G. M.", "Grace", 20, 180),
    ):
        day = (at - dt.timedelta(days=signed)).date()
        made = add_authorization(
            place,
            reference=reference,
            signer=signer,
            names=names,
            scope=["story", "name", "picture"] if names else ["story"],
            channels=["facebook", "linkedin"],
            signed_on=day,
            expires=day + dt.timedelta(days=days),
            by=by,
            at=at - dt.timedelta(days=signed - 1),
        )
    withdraw_authorization(made, by=by, at=at - dt.timedelta(days=3))


def decide(place: Place, by: Person, text: str, reason: str, at: dt.datetime) -> None:
    for finding in screen(text, policy=policy_of(place)).findings[:1]:
        accept_finding(place, finding, text, reason, by=by, officer=True, at=at)
