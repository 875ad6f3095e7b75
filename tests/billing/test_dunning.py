import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from rounds.billing import actions, queries
from rounds.billing.models import Checkout, Invoice, Reminder
from rounds.billing.money import Money
from tests.factories.accounts import StaffFactory
from tests.factories.billing import NOW, PayerFactory, invoiced

pytestmark = pytest.mark.django_db


def after(invoice: Invoice, days: int) -> dict[str, dt.datetime | dt.date]:
    on = invoice.due_on + dt.timedelta(days=days)
    return {"on": on, "at": dt.datetime.combine(on, dt.time(9), tzinfo=dt.UTC)}


def send(invoice: Invoice, days: int) -> int:
    return actions.send_reminders({invoice.pk}, by=StaffFactory(), **after(invoice, days))  # type: ignore[arg-type]


def stop_of(invoice: Invoice, days: int) -> str:
    [due] = queries.reminders_due(on=invoice.due_on + dt.timedelta(days=days))
    return due.stop


def test_three_letters_go_out_by_the_ladder() -> None:
    invoice = invoiced()
    mail.outbox.clear()

    sent = [send(invoice, days) for days in (0, 6, 7, 7, 20, 21, 34, 35, 60)]

    assert sent == [0, 0, 1, 0, 0, 1, 0, 1, 0]
    assert [letter.subject for letter in mail.outbox] == [
        "Invoice INV-2026-00001 is open",
        "Second reminder: invoice INV-2026-00001",
        "Last reminder: invoice INV-2026-00001",
    ]
    assert stop_of(invoice, 60) == "All letters are sent. Call them."


def test_nobody_gets_the_last_letter_first_nor_two_in_a_week() -> None:
    invoice = invoiced()

    sent = [send(invoice, days) for days in (50, 51, 56, 57)]

    assert sent == [1, 0, 0, 1]
    assert list(Reminder.objects.order_by("pk").values_list("step", flat=True)) == [1, 2]


def test_letter_says_what_is_open_and_how_to_pay() -> None:
    invoice = invoiced(PayerFactory(email="bills@northlake.example"))
    actions.record_payment(invoice, Money(25_00, "USD"), "bank", by=None, at=NOW)
    mail.outbox.clear()

    send(invoice, 7)

    [letter] = mail.outbox
    text = str(letter.body).replace("\u00a0", " ")
    assert letter.to == ["bills@northlake.example"]
    assert "USD 75.00 is still open" in text
    assert "Transfer it to NL02ABNA0123456789 and write INV-2026-00001" in text
    assert f"/billing/invoices/{invoice.token}" in text


def test_paid_invoice_gets_no_letter() -> None:
    invoice = invoiced()
    actions.record_payment(invoice, Money(100_00, "USD"), "bank", by=None, at=NOW)

    assert queries.reminders_due(on=invoice.due_on + dt.timedelta(days=30)) == []


def test_letters_stop_by_hand_and_go_on() -> None:
    invoice, staff = invoiced(), StaffFactory()
    actions.hold_reminders(invoice, reason="They dispute a seat", by=staff, at=NOW)

    assert (send(invoice, 7), stop_of(invoice, 7)) == (0, "Stopped by hand: They dispute a seat")
    with pytest.raises(actions.DunningRefused, match="stopped already"):
        actions.hold_reminders(invoice, reason="Again", by=staff, at=NOW)
    actions.resume_reminders(invoice, by=staff, at=NOW)
    assert send(invoice, 7) == 1


def test_letters_stop_while_a_payment_waits_at_the_bank() -> None:
    invoice = invoiced()
    content = b"date,amount,text\n2026-03-11,100,INV-2026-00001\n"
    actions.take_bank_file(content, name="a.csv", currency="USD", by=StaffFactory(), at=NOW)

    assert stop_of(invoice, 7) == "A payment for it waits among the bank's lines."


def test_letters_stop_while_a_card_payment_is_on_its_way() -> None:
    invoice = invoiced()
    Checkout.objects.create(invoice=invoice, amount_minor=100_00, state="waiting", at=NOW)

    assert stop_of(invoice, 7) == "A payment is on its way."


def test_letters_need_an_address() -> None:
    invoice = invoiced(PayerFactory(email=""))

    assert (send(invoice, 7), stop_of(invoice, 7)) == (0, "There is no address to write to.")


def test_preview_sends_nothing_and_only_the_chosen_get_one() -> None:
    long_ago = timezone.now() - dt.timedelta(days=60)
    first, second = invoiced(at=long_ago), invoiced(at=long_ago)
    client = Client()
    client.force_login(StaffFactory())
    mail.outbox.clear()

    page = client.get("/staff/reminders").content.decode()
    assert (first.number in page, second.number in page, len(mail.outbox)) == (True, True, 0)
    client.post("/staff/reminders", {"invoice": [str(first.pk), "x"]})

    assert [one.invoice for one in Reminder.objects.all()] == [first]


def test_hold_page_asks_for_a_reason() -> None:
    invoice = invoiced()
    client = Client()
    client.force_login(StaffFactory())
    page = f"/staff/invoices/{invoice.token}/hold"

    answers = [client.post(page, {"reason": reason}).status_code for reason in ("", "Disputed", "Again")]
    client.post(f"/staff/invoices/{invoice.token}/resume")

    invoice.refresh_from_db()
    assert (answers, hasattr(invoice, "hold")) == ([422, 302, 422], False)
