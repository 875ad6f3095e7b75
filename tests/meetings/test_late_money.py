"""Money that comes after the time was over."""

import pytest
from django.core import mail

from rounds.billing.actions import record_payment
from rounds.billing.models import CreditNote
from rounds.meetings import actions
from rounds.meetings.models import Meeting, Registration
from tests.factories.meetings import NOON, come, priced
from tests.meetings.test_leaving import DAY, MINUTE, books_balance, fresh
from tests.meetings.test_registering import taken

pytestmark = pytest.mark.django_db


def late(meeting: Meeting) -> tuple[Registration, object]:
    """A cart whose invoice was written, and not paid in time."""
    one = come(meeting)
    invoice = actions.ask_invoice(one, "card", by=one.person, at=NOON)
    actions.expire_over(at=NOON + 61 * MINUTE)
    return one, invoice


def test_late_money_finds_the_place_where_it_is_still_free() -> None:
    one, invoice = late(meeting := priced(cap=1))
    assert (fresh(one).because, taken(meeting)) == ("unpaid", 0)

    record_payment(invoice, invoice.gross, "card", by=None, at=NOON + 90 * MINUTE)

    assert (fresh(one).state, taken(meeting), books_balance()) == ("registered", 1, True)
    assert CreditNote.objects.count() == 0


def test_late_money_for_a_place_that_is_gone_is_credited_and_its_owner_comes_first() -> None:
    one, invoice = late(meeting := priced(cap=1))
    other, waits = come(meeting, at=NOON + 70 * MINUTE), come(meeting, at=NOON + 71 * MINUTE)

    record_payment(invoice, invoice.gross, "card", by=None, at=NOON + 90 * MINUTE)

    line = list(Registration.objects.waiting().filter(meeting=meeting))
    assert [row.person for row in line] == [one.person, waits.person]
    assert (fresh(one).because, fresh(other).state, books_balance()) == ("unpaid", "held", True)
    note = CreditNote.objects.get()
    assert (note.gross_minor, invoice.payer.credits.get().minor) == (invoice.gross_minor, invoice.gross_minor)
    letter = next(one for one in mail.outbox if one.subject.startswith("Your payment came too late"))
    assert "You are now the first in the waiting list" in letter.body


def test_late_money_of_somebody_who_has_registered_anew_is_credited() -> None:
    one, invoice = late(meeting := priced(cap=3))
    again = come(meeting, one.person, at=NOON + 70 * MINUTE)

    record_payment(invoice, invoice.gross, "card", by=None, at=NOON + 90 * MINUTE)

    assert (fresh(one).state, fresh(again).state, taken(meeting)) == ("cancelled", "held", 1)
    assert CreditNote.objects.count() == 1
    assert "first in the waiting list" not in mail.outbox[-1].body
    assert books_balance()


def test_an_invoice_that_nobody_paid_is_taken_back_after_some_days() -> None:
    one, invoice = late(priced())

    assert actions.forgive_unpaid(at=NOON + 2 * DAY) == 0
    assert actions.forgive_unpaid(at=NOON + 4 * DAY) == 1
    assert actions.forgive_unpaid(at=NOON + 5 * DAY) == 0

    assert fresh(one).order.state == "cancelled"
    assert invoice.payer.credits.get().minor == 0
