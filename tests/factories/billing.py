import datetime as dt

import factory

from rounds.accounts.models import Person
from rounds.billing.actions import NewLine, describe_seller, issue_invoice, place_order
from rounds.billing.models import Invoice, Order, Payer
from rounds.billing.money import Money
from rounds.billing.totals import TaxLine
from tests.factories.accounts import PersonFactory

NOW = dt.datetime(2026, 3, 10, 15, 30, tzinfo=dt.UTC)
SELLER = {
    "name": "Harbour Centre Foundation",
    "address": "1 Pier Road",
    "city": "Harbour",
    "postcode": "10001",
    "country": "NL",
    "tax_number": "NL123456789B01",
    "registration": "12345678",
    "peppol_id": "0106:12345678",
    "mail": "books@harbour-centre.example",
    "bank": "Harbour Bank",
    "iban": "NL02ABNA0123456789",
    "bic": "ABNANL2A",
}


class PayerFactory(factory.django.DjangoModelFactory[Payer]):
    class Meta:
        model = Payer

    name = factory.Sequence(lambda number: f"Hospital {number}")
    kind = "hospital"
    address = "12 Harbour Road"
    city = "Northlake"
    postcode = "55501"
    email = factory.Sequence(lambda number: f"accounts{number}@hospitals.example")
    currency = "USD"


def payer_of(person: Person | None = None) -> Payer:
    """Somebody who pays for themselves."""
    person = person or PersonFactory()
    return PayerFactory(name=person.name, kind="individual", person=person)


def sell(**changed: object) -> None:
    describe_seller({**SELLER, **changed}, by=None, at=NOW)


def line(minor: int = 100_00, *, subject: str = "dues", currency: str = "USD", **more: object) -> NewLine:
    more.setdefault("tax", TaxLine())
    return NewLine(
        subject, "membership:1", str(more.pop("words", "Membership for a year")), Money(minor, currency), **more
    )  # type: ignore[arg-type]


def taxed(rate: int = 2000) -> TaxLine:
    return TaxLine(rate, "S", "")


def ordered(payer: Payer | None = None, *lines: NewLine, at: dt.datetime = NOW) -> Order:
    return place_order(payer or PayerFactory(), lines or (line(),), by=None, at=at)


def invoiced(payer: Payer | None = None, *lines: NewLine, at: dt.datetime = NOW, **more: object) -> Invoice:
    sell()
    return issue_invoice(ordered(payer, *lines, at=at), by=None, at=at, **{"tell": False, **more})  # type: ignore[arg-type]
