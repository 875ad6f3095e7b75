import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from rounds.accounts.models import Person
from rounds.billing.actions import record_payment
from rounds.billing.models import Invoice, Payer
from rounds.billing.money import Money
from rounds.network import actions, queries
from rounds.network.dues import State
from rounds.network.models import Joining, Membership, Organisation, Seat
from tests.factories.accounts import PersonFactory, signed_in
from tests.factories.directory import HospitalFactory
from tests.factories.network import NOON, OrganisationFactory, dues_list

pytestmark = pytest.mark.django_db

INVOICE = {"email": "books@northlake.example", "address": "1 Pier Road", "city": "Northlake", "country": "us"}
ANSWERS = {
    "kind": {"kind": "hospital"},
    "register": {"hospital": None, "words": ""},
    "name": {"name": "Northlake Hospital"},
    "size": {"numbers": {"beds": 120}},
    "invoice": {**INVOICE, "country": "US", "postcode": "", "tax_number": "", "purchase_order": "PO-7"},
    "hardship": {"ground": "", "words": ""},
}


def joining_of(person: Person, **answers: object) -> Joining:
    return Joining.objects.create(person=person, answers={**ANSWERS, **answers}, begun=NOON, changed=NOON)


def pay(invoice: Invoice, at: dt.datetime) -> None:
    record_payment(invoice, Money(invoice.gross_minor, invoice.currency), "transfer", by=None, at=at)


@pytest.mark.slow
def test_whole_way_in_question_by_question() -> None:
    dues_list()
    person = PersonFactory()
    client = signed_in(person)
    assert client.get("/join").headers["Location"] == "/join/kind"

    for step, typed, then in (
        ("kind", {"kind": "hospital"}, "/join/register"),
        ("register", {"hospital": "none", "q": "Northlake"}, "/join/name"),
        ("name", {"name": " Northlake  Hospital "}, "/join/size"),
        ("size", {"beds": "120"}, "/join/invoice"),
        ("invoice", INVOICE, "/join/hardship"),
        ("hardship", {"ground": "", "words": ""}, "/join/check"),
    ):
        assert client.get(f"/join/{step}").status_code == 200
        assert client.post(f"/join/{step}", typed).headers["Location"] == then

    page = client.get("/join/check")
    assert page.context["price"].amount == Money(480_000, "USD")
    answer = client.post("/join/check", {"joining": page.context["joining"].pk})

    made = Organisation.objects.get()
    assert answer.headers["Location"] == f"/org/{made.slug}/joined"
    assert (made.name, made.slug, made.payer.country) == ("Northlake Hospital", "northlake-hospital", "US")
    assert [(seat.person, seat.roles) for seat in made.seats.all()] == [(person, ["manages", "pays"])]
    assert client.get(answer.headers["Location"]).status_code == 200
    assert queries.standing_of(made, on=timezone.localdate()).state == State.WAITING
    assert Invoice.objects.get().gross_minor == 480_000


def test_membership_begins_when_the_invoice_is_paid_and_only_once() -> None:
    dues_list()
    made = actions.join(joining_of(PersonFactory()), by=PersonFactory(), at=NOON)
    invoice = Invoice.objects.get(payer=made.payer)

    pay(invoice, NOON + dt.timedelta(days=9))

    year = Membership.objects.get()
    assert (year.starts, year.ends) == (dt.date(2026, 11, 25), dt.date(2027, 11, 25))
    made.refresh_from_db()
    assert (made.seat_cap, made.seats_taken) == (20, 1)
    assert actions.start_year(year, by=None, at=NOON + dt.timedelta(days=10)) is False
    assert invoice.purchase_order == "PO-7"


def test_joining_twice_joins_once() -> None:
    dues_list()
    person = PersonFactory()
    joining = joining_of(person)

    first = actions.join(joining, by=person, at=NOON)
    second = actions.join(Joining.objects.get(pk=joining.pk), by=person, at=NOON)

    assert first == second
    assert (Organisation.objects.count(), Payer.objects.filter(person=None).count(), Invoice.objects.count()) == (
        1,
        1,
        1,
    )


def test_a_patient_joins_free_and_at_once() -> None:
    dues_list()
    person = PersonFactory()
    joining = Joining.objects.create(
        person=person, answers={"kind": {"kind": "patient"}, "promise": {"agreed": True}}, begun=NOON, changed=NOON
    )

    made = actions.join(joining, by=person, at=NOON)

    assert queries.standing_of(made, on=NOON.date()).state == State.ACTIVE
    assert (made.payer.person, made.seat_cap, Invoice.objects.count()) == (person, 1, 0)


def test_one_person_does_not_join_twice() -> None:
    dues_list()
    person = PersonFactory()
    patient = {"kind": {"kind": "patient"}, "promise": {"agreed": True}}
    for _again in range(2):
        joining = Joining.objects.create(person=person, answers=patient, begun=NOON, changed=NOON)
        if _again:
            with pytest.raises(actions.JoiningRefused, match="joined already"):
                actions.join(joining, by=person, at=NOON)
            joining.refresh_from_db()
            assert joining.finished is None
        else:
            actions.join(joining, by=person, at=NOON)


def test_an_entry_of_the_register_joins_once() -> None:
    dues_list()
    hospital = HospitalFactory()
    person = PersonFactory()
    assert list(queries.register_entries(hospital.name, "hospital")) == [hospital]
    actions.join(joining_of(person, register={"hospital": hospital.pk, "words": ""}), by=person, at=NOON)

    other = PersonFactory()
    joining = joining_of(other, register={"hospital": hospital.pk, "words": ""})
    with pytest.raises(actions.JoiningRefused, match="joined already"):
        actions.join(joining, by=other, at=NOON)

    assert list(queries.register_entries(hospital.name, "hospital")) == []
    assert Organisation.objects.count() == 1


def test_the_register_fills_in_name_size_and_address() -> None:
    dues_list()
    hospital = HospitalFactory(name="Cedar Hospital", beds=88, city="Cedar", address="2 Hill Road", zip="55502")
    client = signed_in(PersonFactory())
    client.post("/join/kind", {"kind": "hospital"})

    found = client.get("/join/register", {"q": "cedar"})
    client.post("/join/register", {"hospital": hospital.pk, "q": "cedar"})

    assert f'value="{hospital.pk}"' in found.content.decode()
    assert client.get("/join/name").context["form"].initial == {"name": "Cedar Hospital"}
    assert client.get("/join/size").context["form"].initial == {"beds": 88}
    assert client.get("/join/invoice").context["form"].initial["address"] == "2 Hill Road"


def test_mistakes_stand_beside_the_field_and_lose_nothing() -> None:
    dues_list()
    client = signed_in(PersonFactory())
    assert client.post("/join/kind", {}).status_code == 422
    client.post("/join/kind", {"kind": "hospital"})

    size = client.post("/join/size", {"beds": "many"})
    invoice = client.post("/join/invoice", {**INVOICE, "country": "Utopia", "city": "Northlake"})
    hardship = client.post("/join/hardship", {"ground": "loss", "words": " "})

    assert (size.status_code, invoice.status_code, hardship.status_code) == (422, 422, 422)
    assert 'value="many"' in size.content.decode()
    assert "Tell us in a few sentences" in hardship.content.decode()


def test_another_kind_lets_go_of_size_and_keeps_the_name() -> None:
    joining = joining_of(PersonFactory())

    actions.save_answer(joining, "kind", {"kind": "school"}, at=NOON)

    assert sorted(Joining.objects.get().answers) == ["hardship", "invoice", "kind", "name"]


def test_an_open_question_is_not_passed_over() -> None:
    dues_list()
    person = PersonFactory()
    joining = Joining.objects.create(person=person, answers={"kind": {"kind": "hospital"}}, begun=NOON, changed=NOON)

    answer = signed_in(person).post("/join/check", {"joining": joining.pk})

    assert (answer.status_code, Organisation.objects.count()) == (422, 0)


def test_without_a_price_nothing_is_made() -> None:
    person = PersonFactory()

    with pytest.raises(actions.JoiningRefused, match="no price"):
        actions.join(joining_of(person), by=person, at=NOON)

    assert (Organisation.objects.count(), Seat.objects.count(), Joining.objects.get().finished) == (0, 0, None)


def test_nobody_joins_with_the_answers_of_another() -> None:
    dues_list()
    joining = joining_of(PersonFactory())
    client = signed_in(PersonFactory())

    client.post("/join/check", {"joining": joining.pk})

    assert Organisation.objects.count() == 0


def test_evidence_is_kept_and_only_of_kinds_we_know() -> None:
    client = signed_in(PersonFactory())
    client.post("/join/kind", {"kind": "hospital"})

    bad = client.post("/join/size", {"beds": "9", "evidence": SimpleUploadedFile("a.exe", b"MZ......")})
    good = client.post("/join/size", {"beds": "9", "evidence": SimpleUploadedFile("licence.pdf", b"%PDF-1.7 x")})
    again = client.post("/join/size", {"beds": "10"})

    kept = Joining.objects.get().answers["size"]
    assert (bad.status_code, good.status_code, again.status_code) == (422, 302, 302)
    assert (kept["numbers"], kept["evidence_name"]) == ({"beds": 10}, "licence.pdf")


def test_answers_that_nobody_touches_are_forgotten_with_their_files() -> None:
    name, _named = actions.keep_evidence(SimpleUploadedFile("licence.pdf", b"%PDF-1.7 x"))
    joining_of(PersonFactory(), size={"numbers": {"beds": 1}, "evidence": name})

    assert actions.forget_old_joinings(at=NOON + dt.timedelta(days=89)) == 0
    assert actions.forget_old_joinings(at=NOON + dt.timedelta(days=91)) == 1
    assert Joining.objects.count() == 0


def test_two_organisations_of_one_name_have_two_addresses() -> None:
    dues_list()
    OrganisationFactory(name="Northlake Hospital", slug="northlake-hospital")
    person = PersonFactory()

    assert actions.join(joining_of(person), by=person, at=NOON).slug == "northlake-hospital-2"


def test_visitors_read_about_it_and_sign_in_to_join() -> None:
    client = Client()

    assert client.get("/membership").status_code == 200
    assert "100 %" in client.get("/membership/paying-less").content.decode()
    assert (
        client.get("/join").headers["Location"].startswith("/account/login/")
        or "next=/join" in client.get("/join").headers["Location"]
    )
