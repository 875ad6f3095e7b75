import datetime as dt

import pytest

from rounds.accounts.actions.erasure import erase_person
from rounds.billing import actions
from rounds.billing.models import OrderState
from rounds.billing.money import Money
from rounds.billing.own_data import own_data
from tests.factories.accounts import MemberFactory, PersonFactory, StaffFactory
from tests.factories.billing import NOW, invoiced, ordered, payer_of

pytestmark = pytest.mark.django_db


def test_export_holds_everything_of_a_payer_and_nothing_of_others() -> None:
    payer = payer_of()
    assert payer.person is not None
    invoice = invoiced(payer)
    payment = actions.record_payment(invoice, Money(120_00, "USD"), "bank", by=None, at=NOW)
    actions.credit_invoice(invoice, reason="Part", by=None, at=NOW, amount=Money(5_00, "USD"))
    actions.refund_payment(payment, Money(5_00, "USD"), reason="Part", by=None, at=NOW, key="r")
    invoiced(payer_of())

    name, rows = own_data(payer.person)

    assert (name, [row["what"] for row in rows]) == (
        "billing",
        ["payer", "order", "invoice", "credit note", "payment", "refund"],
    )
    assert own_data(PersonFactory()) == ("billing", [])


def test_erasing_takes_the_name_away_and_keeps_the_books() -> None:
    StaffFactory()
    person = MemberFactory(name="Ada Vale")
    payer = payer_of(person)
    invoice, waiting = invoiced(payer), ordered(payer)
    actions.take_bank_file(
        b"date,amount,name,text\n2026-03-03,100,Ada Vale,INV\n", name="a.csv", currency="USD", by=StaffFactory(), at=NOW
    )

    erase_person(person, by=person, at=NOW + dt.timedelta(days=1))

    payer.refresh_from_db()
    waiting.refresh_from_db()
    invoice.refresh_from_db()
    assert (payer.name, payer.email, payer.address) == ("Erased person", "", "")
    assert (waiting.state, invoice.buyer["name"]) == (OrderState.CANCELLED, "Ada Vale")
