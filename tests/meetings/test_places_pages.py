"""The way to a place on the pages: ask, pay, take an offer, give it back."""

import uuid

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from rounds.billing.models import Invoice
from rounds.meetings import actions, queries
from rounds.meetings.models import Meeting, Registration
from tests.factories.accounts import PersonFactory
from tests.factories.meetings import (
    MeetingFactory,
    RegistrationFactory,
    come,
    limited,
    priced,
)
from tests.meetings.test_pages import ahead, signed_in, text

pytestmark = pytest.mark.django_db


def test_a_free_place_takes_one_form() -> None:
    meeting, person = limited(3, **ahead()), PersonFactory()
    client = signed_in(person)
    page = client.get(f"/meetings/{meeting.pk}/register")
    key = page.context["form"].initial["key"]

    done = client.post(f"/meetings/{meeting.pk}/register", {"key": key, "needs": "Captions"}, follow=True)

    assert "You have a place" in done.content.decode()
    assert Registration.objects.get().needs == "Captions"
    assert "You have a place" in text(client, f"/meetings/{meeting.pk}")
    assert client.get(f"/meetings/{meeting.pk}/register").url == f"/meetings/{meeting.pk}/place"
    assert meeting.title in text(client, "/meetings/mine")


@pytest.mark.slow
def test_what_costs_something_is_checked_then_held_then_invoiced() -> None:
    meeting, client = priced(largest_party=3, **ahead()), signed_in()
    address = f"/meetings/{meeting.pk}/register"
    typed = {"key": str(uuid.uuid4()), "party": "2", "payer": "", "voucher": "", "needs": ""}

    check = client.post(address, typed)
    change = client.post(address, {**typed, "do": "change"})
    done = client.post(address, {**typed, "do": "register"}, follow=True)

    assert "Check before you register" in check.content.decode()
    assert "$240" in check.content.decode()
    assert (change.status_code, 'value="2" selected' in change.content.decode()) == (200, True)
    assert "Pay for your place" in done.content.decode()
    assert Registration.objects.count() == 1
    answer = client.post(f"/meetings/{meeting.pk}/pay", {"how": "invoice"})
    assert answer.url == f"/billing/invoices/{Invoice.objects.get().token}"
    assert "Pay invoice" in text(client, f"/meetings/{meeting.pk}/place")


def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost() -> None:
    meeting, client = priced(**ahead()), signed_in()
    typed = {"key": str(uuid.uuid4()), "voucher": "NOBODY-KNOWS", "needs": "A chair", "do": "register"}

    answer = client.post(f"/meetings/{meeting.pk}/register", typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "We know no voucher with this code." in page
    assert "A chair" in page
    assert "NOBODY-KNOWS" in page
    assert Registration.objects.count() == 0


def test_a_cart_that_is_over_says_so() -> None:
    meeting, client = priced(**ahead()), signed_in()

    answer = client.post(f"/meetings/{meeting.pk}/pay", {"how": "card"}, follow=True)

    assert "The time for this cart is over." in answer.content.decode()


def offered(meeting: Meeting) -> Registration:
    now = timezone.now()
    first, second = come(meeting, at=now), come(meeting, at=now)
    actions.leave(first, by=first.person, at=now)
    second.refresh_from_db()
    assert second.state == "offered"
    return second


@pytest.mark.slow
def test_an_offer_is_taken_on_its_page() -> None:
    one = offered(limited(1, **ahead()))
    client = signed_in(one.person)
    assert "A place is free for you" in text(client, f"/meetings/{one.meeting.pk}")

    done = client.post(f"/meetings/{one.meeting.pk}/accept", {"key": one.key}, follow=True)

    assert "You have a place" in done.content.decode()
    assert client.get(f"/meetings/{one.meeting.pk}/accept").url == f"/meetings/{one.meeting.pk}/place"


def test_an_offer_that_costs_something_says_how_much() -> None:
    one = offered(priced(cap=1, **ahead()))

    assert "It costs $120." in text(signed_in(one.person), f"/meetings/{one.meeting.pk}/accept")


def test_the_link_of_the_letter_declines_with_one_click_and_without_signing_in() -> None:
    one = offered(limited(1, **ahead()))
    letter = next(sent for sent in mail.outbox if sent.subject.startswith("A place is free"))
    address = next(word for word in letter.body.split() if "/meetings/decline/" in word).partition("8000")[2]
    client = Client()

    assert "Pass the place on?" in text(client, address)
    one.refresh_from_db()
    assert one.state == "offered"
    done = client.post(address)

    one.refresh_from_db()
    assert (one.because, "Nothing is kept for you" in done.content.decode()) == ("declined", True)
    assert "Nothing is kept for you" in text(client, address)
    assert client.get("/meetings/decline/forged").status_code == 404


def test_the_link_of_the_letter_cannot_end_a_place_that_was_taken() -> None:
    one = offered(limited(1, **ahead()))
    actions.accept_offer(one, at=timezone.now())

    page = Client().post(f"/meetings/decline/{queries.token_of(one)}").content.decode()

    one.refresh_from_db()
    assert (one.state, "You have said yes" in page) == ("registered", True)


def test_leaving_is_asked_for_first_with_what_comes_back() -> None:
    one = come(limited(1, **ahead()), at=timezone.now())
    client = signed_in(one.person)

    assert "Give your place back?" in text(client, f"/meetings/{one.meeting.pk}/leave")
    client.post(f"/meetings/{one.meeting.pk}/leave")

    one.refresh_from_db()
    assert one.because == "left"
    assert client.get(f"/meetings/{one.meeting.pk}/leave").status_code == 302


def test_who_leaves_what_is_not_for_them_any_more_lands_on_a_page_they_may_see() -> None:
    meeting = MeetingFactory(audience="invited", **ahead())
    one = RegistrationFactory(meeting=meeting)
    client = signed_in(one.person)

    done = client.post(f"/meetings/{meeting.pk}/leave", follow=True)

    assert (done.status_code, "Somebody else can take the place" in done.content.decode()) == (200, True)
    assert client.get(f"/meetings/{meeting.pk}").status_code == 404
    assert "/meetings/mine" in str(mail.outbox[-1].body)


def test_reminders_are_chosen() -> None:
    person = PersonFactory()
    client = signed_in(person)
    text(client, "/meetings/reminders")

    client.post("/meetings/reminders", {"week": "on"})

    assert (person.reminder_choice.week, person.reminder_choice.day, person.reminder_choice.hour) == (
        True,
        False,
        False,
    )
