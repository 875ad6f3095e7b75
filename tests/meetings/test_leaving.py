"""How places come back: by their people, by time, by late money, by a cancelled meeting."""

import datetime as dt

import pytest
from django.core import mail

from rounds.billing.actions import cancel_order, credit_invoice
from rounds.billing.models import CreditNote, Voucher
from rounds.meetings import actions, queries
from rounds.meetings.actions import LeavingRefused, RegistrationRefused
from rounds.meetings.models import Registration
from tests.factories.accounts import StaffFactory
from tests.factories.meetings import NOON, RegistrationFactory, come, limited, paid, priced
from tests.factories.prices import a_voucher
from tests.meetings.test_registering import taken

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)
SOON, OVER = NOON + 5 * MINUTE, NOON + 31 * MINUTE
DAY = dt.timedelta(days=1)


def fresh(registration: Registration) -> Registration:
    return Registration.objects.select_related("meeting", "person", "order").get(pk=registration.pk)


def subjects() -> list[str]:
    return [letter.subject for letter in mail.outbox]


def books_balance() -> bool:
    return list(queries.pools_that_disagree()) == []


def test_a_place_goes_to_the_next_in_the_list() -> None:
    meeting = limited(1)
    first, second, third = come(meeting), come(meeting), come(meeting)

    actions.leave(first, by=first.person, at=SOON)

    second, third = fresh(second), fresh(third)
    assert (second.state, second.until, third.state) == ("offered", SOON + DAY, "waiting")
    assert (taken(meeting), queries.place_in_line(third), books_balance()) == (1, 1, True)
    letter = next(
        one
        for one in mail.outbox
        if one.to == [second.person.email] and one.subject == "A place is free: answer by 17 November, 06:05"
    )
    assert f"/meetings/{meeting.pk}/accept" in letter.body
    assert "/meetings/decline/" in letter.alternatives[0][0]


def test_an_ended_registration_ends_once() -> None:
    one = come(limited(1))
    actions.leave(one, by=one.person, at=SOON)

    with pytest.raises(LeavingRefused, match="ended already"):
        actions.leave(one, by=one.person, at=SOON)
    assert taken(one.meeting) == 0


def test_an_offer_is_taken() -> None:
    first, second = (come(meeting := limited(1)), come(meeting))
    actions.leave(first, by=first.person, at=SOON)

    actions.accept_offer(fresh(second), at=SOON)

    assert (fresh(second).state, taken(meeting), books_balance()) == ("registered", 1, True)
    with pytest.raises(RegistrationRefused, match="offer is over"):
        actions.accept_offer(fresh(second), at=SOON)


def test_an_offer_that_is_not_answered_goes_on_to_the_next() -> None:
    first, second, third = (come(meeting := limited(1)), come(meeting), come(meeting))
    actions.leave(first, by=first.person, at=SOON)

    assert actions.expire_over(at=SOON + DAY - MINUTE) == 0
    assert actions.expire_over(at=SOON + DAY) == 1

    assert (fresh(second).because, fresh(third).state, books_balance()) == ("lapsed", "offered", True)
    assert any(one.startswith("Your place went to the next") for one in subjects())
    with pytest.raises(RegistrationRefused, match="offer is over"):
        actions.accept_offer(second, at=SOON + DAY)


def test_an_offer_that_is_declined_goes_on_without_another_letter() -> None:
    first, second, third = (come(meeting := limited(1)), come(meeting), come(meeting))
    actions.leave(first, by=first.person, at=SOON)
    letters = [one.to for one in mail.outbox].count([second.person.email])

    actions.decline_offer(fresh(second), at=SOON)

    assert (fresh(second).because, fresh(third).state) == ("declined", "offered")
    assert [one.to for one in mail.outbox].count([second.person.email]) == letters


def test_an_offer_that_costs_something_becomes_a_cart() -> None:
    first, second = (come(meeting := priced(cap=1)), come(meeting))
    actions.leave(first, by=first.person, at=SOON)

    actions.accept_offer(fresh(second), at=SOON)

    held = fresh(second)
    assert (held.state, held.until, held.order.state) == ("held", SOON + 30 * MINUTE, "placed")
    assert paid(held, at=SOON).state == "registered"
    assert books_balance()


def test_a_cart_that_is_not_paid_ends_and_gives_its_voucher_back() -> None:
    a_voucher("ONCE", percent=50, starts=NOON.date(), limit=1)
    first, second = (come(meeting := priced(cap=1), voucher="ONCE"), come(meeting))

    actions.expire_over(at=OVER)

    first = fresh(first)
    assert (first.state, first.because, first.order.state) == ("cancelled", "unpaid", "cancelled")
    assert (fresh(second).state, Voucher.objects.get().used, books_balance()) == ("offered", 0, True)
    assert sum(one.startswith("Your place was not paid in time") for one in subjects()) == 1
    assert not any(one.startswith("Your place is cancelled") for one in subjects())


def test_who_wants_the_last_place_ends_a_cart_that_ran_out() -> None:
    first = come(meeting := priced(cap=1))

    second = come(meeting, at=OVER)

    assert (fresh(first).because, second.state, books_balance()) == ("unpaid", "held", True)


def test_a_paid_cart_is_kept() -> None:
    one = paid(come(priced()))

    assert (one.state, one.until) == ("registered", None)
    assert actions.expire_over(at=OVER + 30 * DAY) == 0
    assert subjects().count(f"You are registered: {one.meeting.title}"[:59]) <= 1
    assert books_balance()


def test_an_invoice_holds_the_place_for_two_weeks_and_a_card_for_an_hour() -> None:
    card, invoice = (come(meeting := priced()), come(meeting))

    actions.ask_invoice(card, "card", by=card.person, at=NOON)
    found = actions.ask_invoice(invoice, "invoice", by=invoice.person, at=NOON)
    again = actions.ask_invoice(invoice, "invoice", by=invoice.person, at=SOON)

    assert (fresh(card).until, fresh(invoice).until) == (NOON + 60 * MINUTE, NOON + 14 * DAY)
    assert (found, found.due_on) == (again, (NOON + 14 * DAY).date())


def test_an_invoice_holds_no_longer_than_to_the_day_before() -> None:
    one = come(priced(starts_at=NOON + 3 * DAY))

    actions.ask_invoice(one, "invoice", by=one.person, at=NOON)

    assert fresh(one).until == NOON + 2 * DAY


def test_an_invoice_of_a_cart_that_ended_is_refused() -> None:
    one = come(priced())
    actions.expire_over(at=OVER)

    with pytest.raises(RegistrationRefused, match="time for this cart is over"):
        actions.ask_invoice(fresh(one), "card", by=one.person, at=OVER)


@pytest.mark.parametrize(("days", "back"), [(20, 120_00), (10, 60_00), (1, 0)])
def test_what_comes_back_follows_from_the_days_that_are_left(days: int, back: int) -> None:
    one = paid(come(priced(starts_at=NOON + 40 * DAY)))

    actions.leave(one, by=one.person, at=one.meeting.starts_at - days * DAY)

    notes = list(CreditNote.objects.all())
    assert (sum(note.gross_minor for note in notes), fresh(one).because) == (back, "left")
    assert (taken(one.meeting), books_balance()) == (0, True)
    assert sum(one.startswith("Your place is cancelled") for one in subjects()) == 1


def test_a_host_who_takes_a_place_back_gives_all_the_money_back() -> None:
    one = paid(come(priced()))

    actions.leave(one, by=StaffFactory(), at=one.meeting.starts_at - MINUTE, because="staff")

    assert (CreditNote.objects.get().gross_minor, fresh(one).because) == (120_00, "staff")


def test_a_cart_that_is_given_up_costs_nothing() -> None:
    one = come(priced())

    actions.leave(one, by=one.person, at=SOON)

    assert (fresh(one).order.state, fresh(one).because, taken(one.meeting)) == ("cancelled", "left", 0)


def test_an_order_that_the_payer_cancels_gives_the_place_back() -> None:
    one = come(priced())

    cancel_order(one.order, by=one.person, at=SOON)

    assert (fresh(one).because, taken(one.meeting)) == ("refunded", 0)
    assert sum(subject.startswith("Your place is cancelled") for subject in subjects()) == 1


def test_an_invoice_that_is_taken_back_gives_the_place_back() -> None:
    one = paid(come(priced()))

    credit_invoice(one.order.invoice, reason="A mistake", by=StaffFactory(), at=SOON)

    assert (fresh(one).because, taken(one.meeting), books_balance()) == ("refunded", 0, True)


@pytest.mark.slow
def test_a_cancelled_meeting_gives_everything_back_and_tells_everybody_once() -> None:
    meeting = priced(cap=2)
    bought, cart, waits = paid(come(meeting)), come(meeting), come(meeting)

    actions.call_off(meeting, why="The speaker is ill", by=StaffFactory(), at=SOON)
    mail.outbox.clear()
    assert actions.end_all_called_off(at=SOON) == 3
    assert actions.end_all_called_off(at=SOON) == 0

    assert {fresh(one).because for one in (bought, cart, waits)} == {"called_off"}
    assert (CreditNote.objects.get().gross_minor, taken(meeting), books_balance()) == (120_00, 0, True)
    told = [one for one in mail.outbox if one.subject.startswith("Cancelled:")]
    assert sorted(one.to[0] for one in told) == sorted(one.person.email for one in (bought, cart, waits))
    assert len(mail.outbox) == 3
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence) == ("cancelled", 1)


def test_what_is_cancelled_or_over_is_not_cancelled_again() -> None:
    meeting = limited(1, state="done")

    with pytest.raises(LeavingRefused, match="over or cancelled already"):
        actions.call_off(meeting, why="No", by=StaffFactory(), at=SOON)


def test_staff_move_somebody_in_the_list_and_say_why() -> None:
    meeting = limited(1)
    come(meeting)
    first, second, third = come(meeting), come(meeting), come(meeting)

    actions.move_in_line(third, 1, reason="Travels from afar", by=StaffFactory(), at=SOON)

    assert list(Registration.objects.waiting()) == [third, first, second]
    with pytest.raises(LeavingRefused, match="does not wait any more"):
        actions.move_in_line(RegistrationFactory(meeting=meeting), 1, reason="x", by=StaffFactory(), at=SOON)


def test_a_link_of_a_letter_opens_one_registration() -> None:
    one = come(limited(1))

    assert queries.registration_by_token(queries.token_of(one)) == one
    assert queries.registration_by_token(f"{queries.token_of(one)}x") is None


def test_more_places_are_offered_to_those_who_wait() -> None:
    meeting = limited(1)
    come(meeting)
    waits = come(meeting)

    actions.change_pool(meeting.pool, "Hall", 2, by=StaffFactory(), at=SOON)

    assert fresh(waits).state == "offered"
    with pytest.raises(actions.PlacesRefused, match="2 places are taken"):
        actions.change_pool(meeting.pool, "Hall", 1, by=StaffFactory(), at=SOON)


def test_places_that_disagree_are_found() -> None:
    one, other = come(limited(3)), come(limited(3))
    type(one.meeting.pool).objects.filter(pk=one.meeting.pool_id).update(taken=2)
    Registration.objects.filter(pk=other.pk).update(state="cancelled", because="left")

    found = list(queries.pools_that_disagree())

    assert len(found) == 2
    assert "2 places are taken, but its holds come to 1" in found[0]
