"""Members of the demonstration in every state, with people, invitations and requests; all invented, relative to today."""

import datetime as dt
from collections.abc import Mapping, Sequence

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from rounds.accounts.models import Person
from rounds.billing.actions import describe_seller, record_payment
from rounds.billing.models import Invoice
from rounds.billing.money import Money
from rounds.billing.queries import the_seller
from rounds.directory.models import Hospital
from rounds.network import actions
from rounds.network.models import Department, Invitation, Organisation, Seat
from rounds.screening.models import Place

DAY = dt.timedelta(days=1)
SELLER = {
    "name": "Harbour Centre",
    "address": "1 Pier Road",
    "city": "Northlake",
    "postcode": "55501",
    "country": "US",
    "mail": "books@harbour-centre.example",
}
# name, kind, sizes, days since it joined, who manages it
OTHERS: Sequence[tuple[str, str, Mapping[str, int], int, str]] = (
    ("Stonebrook Memorial", "hospital", {"beds": 212}, 48, "Edda Brandvold"),
    ("Amber Bay Medical Centre", "hospital", {"beds": 405}, 283, "Silas Okonjo"),
    ("Fernhill Community Hospital", "hospital", {"beds": 74}, 330, "Mireille Aubert"),
    ("Larkspur Rural Hospital", "hospital", {"beds": 25}, 12, "Anders Holm"),
    ("Three Rivers Hospital", "hospital", {"beds": 188}, 361, "Parveen Daruwala"),
    ("Millrace Psychiatric Hospital", "hospital", {"beds": 96}, 201, "Tove Lunde"),
    ("Quarry Hill Hospital", "hospital", {"beds": 301}, 91, "Ngaire Tapsell"),
    ("Saltmarsh Health", "health_system", {"beds": 940}, 155, "Benedikt Auer"),
    ("Harbour Medical School", "school", {"staff": 410}, 260, "Leila Farrokh"),
    ("Open Ward Foundation", "non_profit", {"staff": 34}, 222, "Cosmo Vitale"),
    ("Walnut Patients Together", "patient_association", {"staff": 3}, 170, "Rosa Imani Clay"),
    ("Society of Ward Nurses", "professional_body", {"staff": 18}, 133, "Dagny Sorensen"),
    ("Clearwell Devices", "industry", {"revenue": 42_000_000}, 75, "Piet van Aarle"),
    ("Lanternlight Diagnostics", "industry", {"revenue": 8_500_000}, 350, "Yuki Arakawa"),
)


def load_members(people: dict[str, Person], *, at: dt.datetime) -> None:
    if not the_seller().name:
        describe_seller(SELLER, by=None, at=at - 500 * DAY)
    northlake(people, at)
    cedar_valley(people, at)
    neighbours(people, at)
    single_people(people, at)
    for name, kind, sizes, days, manager in OTHERS:
        pay(enter(name, kind, sizes, new_person(manager, name, at), at=at - days * DAY), at=at - (days - 5) * DAY)
    on_the_way(people, at)
    actions.send_reminders(at)
    actions.lapse_memberships(at)


def northlake(people: dict[str, Person], at: dt.datetime) -> None:
    """A member in its second year: a manager, a privacy officer, departments and three open invitations."""
    priya = people["communications"]
    org = enter("Northlake Hospital", "hospital", {"beds": 320}, priya, at=at - 405 * DAY)
    Organisation.objects.filter(pk=org.pk).update(place=Place.objects.get(name="Northlake Hospital"))
    pay(org, at=at - 400 * DAY)
    org.refresh_from_db()
    actions.renew(org, {"beds": 324}, purchase_order="PO-2291", by=priya, at=at - 70 * DAY)
    pay(org, at=at - 40 * DAY)
    actions.add_domain(org, "northlake.example", by=priya, at=at - 390 * DAY)
    wards = {name: actions.add_department(org, name, by=priya, at=at - 380 * DAY) for name in ("Cardiology", "Nursing")}
    own = Seat.objects.open().get(organisation=org, person=priya)
    actions.change_seat(own, roles=["manages", "approves", "pays"], department=None, by=priya, at=at - 379 * DAY)
    for key, roles, ward in (
        ("physician", [], "Cardiology"),
        ("Lena Kovac", ["guards"], "Nursing"),
        ("Dr Idris Bello", ["approves"], "Cardiology"),
        ("Marta Quill", [], "Nursing"),
        ("Jonas Ferreira", [], ""),
    ):
        actions.give_seat(org, people[key], roles=roles, department=wards.get(ward), by=priya, at=at - 180 * DAY)
    gone = new_person("Corwin Vale", "Northlake Hospital", at)
    actions.give_seat(org, gone, by=priya, at=at - 170 * DAY)
    actions.off_board(org, gone, by=priya, at=at - 20 * DAY)
    invite(org, "sofia.lindgren@northlake.example", "Sofia Lindgren", by=priya, at=at - 36 * DAY, ward=wards["Nursing"])
    invite(org, "emeka.obi@northlake.example", "Emeka Obi", by=priya, at=at - 4 * DAY, ward=wards["Cardiology"])
    invite(org, "press@northlake.example", "", by=priya, at=at - 1 * DAY)


def cedar_valley(people: dict[str, Person], at: dt.datetime) -> None:
    """A system whose two hospitals share its seats."""
    olive = people["Olive Tamm"]
    system = enter("Cedar Valley Health", "health_system", {"beds": 1180}, olive, at=at - 210 * DAY)
    pay(system, at=at - 196 * DAY)
    for name, key in (("Cedar Valley General", "Dr Sun-hee Park"), ("Cedar Valley Children’s", "Rafael Ibarra")):
        child = actions.add_hospital(system, name, by=people["staff"], at=at - 190 * DAY)
        actions.give_seat(child, people[key], roles=["manages"], by=olive, at=at - 189 * DAY)


def neighbours(people: dict[str, Person], at: dt.datetime) -> None:
    """One in grace, one that has lapsed, and a school."""
    brigid = enter("St Brigid Clinic", "hospital", {"beds": 62}, people["Aisha Karimova"], at=at - 388 * DAY)
    pay(brigid, at=at - 377 * DAY)
    for key in ("Dr Nora Whitfield", "Pelle Strand"):
        actions.give_seat(brigid, people[key], by=people["Aisha Karimova"], at=at - 150 * DAY)
    amber = enter("Port Amber Children’s", "hospital", {"beds": 140}, people["Joy Adeyemi"], at=at - 470 * DAY)
    pay(amber, at=at - 455 * DAY)
    for key in ("Dr Luca Benedetti", "Hana Sato"):
        actions.give_seat(amber, people[key], by=people["Joy Adeyemi"], at=at - 160 * DAY)
    school = enter(
        "Green Lake School of Nursing", "school", {"staff": 640}, people["Ingrid Halloran"], at=at - 112 * DAY
    )
    pay(school, at=at - 101 * DAY)


def single_people(people: dict[str, Person], at: dt.datetime) -> None:
    """A physician who pays for himself, a student, and a patient for whom it is free."""
    for key, kind, days in (
        ("Dr Theo Marchetti", "individual", 64),
        ("Kofi Mensah-Vale", "student", 31),
        ("Bo Lindqvist", "patient", 3),
    ):
        pay(enter(people[key].name, kind, {}, people[key], at=at - days * DAY), at=at - days * DAY)


def on_the_way(people: dict[str, Person], at: dt.datetime) -> None:
    """One whose invoice is open, one that asks to pay less, and one request that was decided."""
    enter(
        "Pine Street Hospital",
        "hospital",
        {"beds": 131},
        new_person("Halvard Eide", "Pine Street", at),
        at=at - 6 * DAY,
    )
    words = "We are nineteen volunteers and see patients on Saturdays. Nobody is paid."
    clinic = new_person("Imogen Achterberg", "Marsh Road", at)
    enter(
        "Marsh Road Free Clinic", "non_profit", {"staff": 0}, clinic, at=at - 4 * DAY, ground="volunteers", words=words
    )
    words = "The flood in spring closed two of our three wards."
    org = enter(
        "Lowland District Hospital",
        "hospital",
        {"beds": 58},
        new_person("Teodor Banica", "Lowland District", at),
        at=at - 58 * DAY,
        ground="disaster",
        words=words,
    )
    asked = org.memberships.get().hardship
    reason = "The ground is published, and the county confirms the flood."
    actions.decide_hardship(asked, granted=True, reason=reason, by=people["staff"], at=at - 55 * DAY)


def enter(
    name: str, kind: str, sizes: Mapping[str, int], by: Person, *, at: dt.datetime, ground: str = "", words: str = ""
) -> Organisation:
    """Join as a person does who answers each question."""
    entry = Hospital.objects.filter(name=name, organisation=None).first()
    mail = f"accounts@{name.lower().split()[0].strip('’s')}.example"
    told = {"email": mail, "address": "12 Harbour Road", "city": "Northlake", "postcode": "55501", "country": "US"}
    joining = actions.begin_joining(by, at=at)
    for step, answer in (
        ("kind", {"kind": kind}),
        ("promise", {"agreed": True}),
        ("limits", {"agreed": True}),
        ("register", {"hospital": entry.pk if entry else None, "words": ""}),
        ("name", {"name": name}),
        ("size", {"numbers": dict(sizes)}),
        ("invoice", told),
        ("hardship", {"ground": ground, "words": words}),
    ):
        actions.save_answer(joining, step, answer, at=at)
    return actions.join(joining, by=by, at=at)


def pay(org: Organisation, *, at: dt.datetime) -> None:
    for invoice in Invoice.objects.filter(payer=org.payer_id, standing__open_minor__gt=0):
        record_payment(invoice, Money(invoice.gross_minor, invoice.currency), "bank", by=None, at=at)


def invite(
    org: Organisation, email: str, name: str, *, by: Person, at: dt.datetime, ward: Department | None = None
) -> Invitation:
    return actions.invite(org, email, name=name, department=ward, by=by, at=at)


def new_person(name: str, place: str, at: dt.datetime) -> Person:
    email = f"{'.'.join(name.lower().split())}@{place.lower().split()[0]}.example"
    person: Person = Person.objects.create(
        name=name,
        email=email,
        profession="communications",
        time_zone="America/Chicago",
        password=make_password(None),
        joined=at - 420 * DAY,
    )
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person
