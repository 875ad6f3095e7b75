"""Pages of tickets: the way through them, refusals, and how often they ask the database."""

import datetime as dt
import re
import uuid

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from rounds.accounts.models import Person
from rounds.billing.models import Order
from rounds.events.actions.ticket_changes import cancel_tickets
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.models import Announcement, CheckIn, Event, Purchase, Quota, RefundStep, Ticket, TicketKind
from rounds.events.queries.purchases import attendees, offer_token, ticket_token
from rounds.events.queries.tickets import terms_at
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.events import EventFactory, ProposalFactory, helper
from tests.factories.tickets import TicketKindFactory, buys, limited, tickets

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    """An event that begins in two months, whatever the day is."""
    on = timezone.localdate() + timezone.timedelta(days=60)  # type: ignore[attr-defined]
    made: Event = EventFactory(starts=on, ends=on, slug="summit")
    return made


@pytest.fixture
def staff() -> Person:
    person: Person = StaffFactory()
    return person


def hidden(client: Client, path: str) -> str:
    """The key that stands in the form of a page."""
    found = re.search(r'name="key" value="([^"]+)"', client.get(path).content.decode())
    assert found
    return found[1]


def bought(kind: TicketKind, count: int = 1, person: Person | None = None, **more: object) -> Purchase:
    return buys(kind, count, person=person, at=timezone.now(), **more)


def test_a_visitor_sees_prices_and_takes_the_numbers_through_signing_in(event: Event) -> None:
    kind = limited(5, 120_00, event=event, member_amount=90_00)

    page = Client().get("/events/summit/tickets").content.decode()
    answer = Client().get(f"/events/summit/tickets/order?kind-{kind.pk}=2")

    assert ("$120" in page, "Members: $90" in page, f'name="kind-{kind.pk}"' in page) == (True, True, True)
    assert answer.status_code == 302
    assert f"kind-{kind.pk}%3D2" in answer["Location"]


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Chicago"])
def test_prices_go_by_the_days_of_the_event_wherever_the_buyer_is(zone: str) -> None:
    moment = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)
    with timezone.override(zone):
        terms = terms_at(limited(2).event, PersonFactory(), None, at=moment)

    assert terms.on == dt.date(2026, 11, 16)


def test_from_choosing_to_paying(event: Event) -> None:
    RefundStep.objects.create(event=event, days=30, percent=100)
    kind, client = limited(5, 120_00, event=event), signed_in(PersonFactory())
    path = f"/events/summit/tickets/order?kind-{kind.pk}=2"
    typed = {f"kind-{kind.pk}": "2", "myself": "on", "key": hidden(client, path)}

    checked = client.post(path, typed).content.decode()
    taken = client.post(path, {**typed, "do": "buy"}, follow=True)
    paid = client.post(f"{taken.redirect_chain[-1][0]}/pay", {"how": "invoice"})

    assert ("$240" in checked, "What comes back if you cancel" in checked, Order.objects.count()) == (True, True, 1)
    assert "29 minutes are left." in taken.content.decode()
    assert "/billing/invoices/" in paid["Location"]


@pytest.mark.slow
def test_nothing_typed_is_lost_when_it_is_refused(event: Event) -> None:
    kind, client = limited(5, 120_00, event=event, most=3), signed_in(PersonFactory())
    path = "/events/summit/tickets/order"
    typed = {f"kind-{kind.pk}": "2", "voucher": "nothing", "key": str(uuid.uuid4()), "do": "buy"}

    none = client.post(path, {**typed, f"kind-{kind.pk}": ""})
    many = client.post(path, {**typed, f"kind-{kind.pk}": "9"})
    wrong = client.post(path, typed)

    assert [answer.status_code for answer in (none, many, wrong)] == [422] * 3
    assert "Choose how many tickets you want." in none.content.decode()
    assert "At most 3 in one order." in many.content.decode()
    assert 'value="nothing"' in wrong.content.decode()
    assert Purchase.objects.count() == 0


@pytest.mark.slow
def test_a_full_kind_leads_to_the_waiting_list_and_an_offer_to_a_yes(event: Event) -> None:
    kind, person = limited(1, event=event), PersonFactory()
    first, client = bought(kind), signed_in(person)
    path = "/events/summit/tickets/order"
    typed = {f"kind-{kind.pk}": "1", "myself": "on", "key": str(uuid.uuid4())}

    checked = client.post(path, typed).content.decode()
    waits = client.post(path, {**typed, "do": "buy"}, follow=True)
    cancel_tickets(first, tickets(first), by=first.person, at=timezone.now())
    offered = Purchase.objects.get(person=person)
    accepted = client.post(f"/events/summit/tickets/orders/{offered.pk}/accept", follow=True)

    assert ("Join the waiting list?" in checked, "number 1 in the list" in waits.content.decode()) == (True, True)
    assert "You have tickets" in accepted.content.decode()


def test_one_click_declines_without_signing_in(event: Event) -> None:
    kind = limited(1, event=event)
    first, waits = bought(kind), bought(kind)
    cancel_tickets(first, tickets(first), by=first.person, at=timezone.now())
    path = f"/tickets/offers/{offer_token(waits)}/decline"

    asked = Client().get(path).content.decode()
    done = Client().post(path).content.decode()
    waits.refresh_from_db()

    assert ("Pass the tickets on?" in asked, "Nothing is kept for you" in done) == (True, True)
    assert (waits.because, Client().get("/tickets/offers/wrong/decline").status_code) == ("declined", 404)


def test_whoever_has_the_link_sees_the_ticket_and_writes_the_name(event: Event) -> None:
    made = bought(limited(5, event=event), 1, myself=False)
    path = f"/tickets/{ticket_token(tickets(made)[0])}"

    before = Client().get(path).content.decode()
    Client().post(f"{path}/name", {"name": "Ada Obi", "email": "ada@people.example"})
    same = Client().get(path).content.decode()
    Client().post(f"{path}/name", {"name": "Ben Ito", "email": "ben@people.example"})

    assert ("No name yet" in before, "Ada Obi" in same, Client().get(path).status_code) == (True, True, 404)
    assert Ticket.objects.get().name == "Ben Ito"
    assert Client().post(f"/tickets/{ticket_token(Ticket.objects.get())}/name", {"name": ""}).status_code == 422


@pytest.mark.slow
def test_the_buyer_names_sends_and_gives_back(event: Event) -> None:
    made = bought(limited(5, event=event), 2, myself=False)
    client, first = signed_in(made.person), tickets(made)[0]
    path = f"/events/summit/tickets/orders/{made.pk}"
    mail.outbox.clear()

    client.post(f"{path}/tickets/{first.pk}", {"name": "Ada", "email": "ada@people.example"})
    client.post(f"{path}/tickets/{first.pk}/send")
    asked = client.post(f"{path}/cancel", {"tickets": [first.pk]}).content.decode()
    client.post(f"{path}/cancel", {"tickets": [first.pk], "do": "confirm"})

    assert ("Give these tickets back?" in asked, [one.ended is None for one in tickets(made)]) == (True, [False, True])
    assert [letter.to[0] for letter in mail.outbox].count("ada@people.example") == 3
    assert client.post(f"{path}/cancel", {}).status_code == 422
    assert client.get("/me/tickets").status_code == 200


def test_what_the_desk_sets_stands_on_the_page_of_tickets(event: Event, staff: Person) -> None:
    client, path = signed_in(staff), "/events/summit/desk/tickets"

    client.post(f"{path}/sale", {"currency": "eur", "words": "Lunch is in it.", "offer_hours": "24"})
    client.post(f"{path}/quotas/new", {"name": "Hall", "cap": "3"})
    pool = Quota.objects.get().pool
    fields = {"name": "Full", "amount": "120.50", "pools": [pool.pk], "most": "5", "order": "1", "shown": "on"}
    client.post(f"{path}/kinds/new", fields)
    client.post(f"{path}/refunds", {"steps": "30: 100\n7: 50 %"})
    page = Client().get("/events/summit/tickets").content.decode()
    desk = client.get(path).content.decode()

    assert ("€120.50" in page, "Lunch is in it." in page, "3 left" in page, "50 %" in page) == (True,) * 4
    assert "€120.50" in desk


@pytest.mark.parametrize(
    ("path", "fields", "words"),
    [
        ("sale", {"currency": "E", "offer_hours": "0"}, "three letters"),
        ("refunds", {"steps": "many: 100"}, "such as 30: 100"),
        ("refunds", {"steps": "3: 101"}, "No more than 100 percent"),
        ("refunds", {"steps": "3: 50\n2: 60"}, "no more can come back"),
        ("quotas/new", {"name": "", "cap": ""}, "Give the quota a name"),
        ("kinds/new", {"name": "A", "amount": "1", "member_amount": "2"}, "Members pay no more"),
        ("kinds/new", {"name": "A", "amount": "1.001"}, "digits after the point"),
        ("kinds/new", {"name": "A", "amount": "1", "needs": "proof"}, "which proof"),
        (
            "kinds/new",
            {"name": "A", "amount": "1", "sale_from": "2027-01-02T10:00", "sale_until": "2027-01-01T10:00"},
            "ends after it begins",
        ),
    ],
)
def test_what_the_desk_types_wrongly_is_told(
    event: Event, staff: Person, path: str, fields: dict[str, str], words: str
) -> None:
    typed = {"most": "5", "order": "1", **fields} if path == "kinds/new" else fields

    answer = signed_in(staff).post(f"/events/summit/desk/tickets/{path}", typed)

    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_the_desk_gives_tickets_and_takes_a_list_over(event: Event, staff: Person) -> None:
    kind, client, path = limited(3, event=event), signed_in(staff), "/events/summit/desk/attendees"
    given = {"kind": kind.pk, "why": "Speaker", "name": "Ada", "role": "Speaker", "key": str(uuid.uuid4())}
    sheet = SimpleUploadedFile("people.csv", b"name,email\nBen,ben@people.example\nEve,wrong\n")
    listed = {"kind": kind.pk, "why": "Guests", "key": str(uuid.uuid4())}

    client.post(f"{path}/give", given)
    checked = client.post(f"{path}/list", {**listed, "file": sheet}).content.decode()
    client.post(f"{path}/list", {**listed, "words": "name,email\nBen,ben@people.example\n", "do": "take"})
    full = client.post(f"{path}/list", {**listed, "key": str(uuid.uuid4()), "words": "name\nA\nB\n", "do": "take"})

    assert ("1 person gets a ticket" in checked, "Line 3" in checked) == (True, True)
    assert sorted(attendees(event).values_list("name", "role")) == [("Ada", "Speaker"), ("Ben", "")]
    assert (full.status_code, "1 places are left" in full.content.decode()) == (422, True)


@pytest.mark.slow
def test_the_list_of_attendees_is_found_and_downloaded(event: Event, staff: Person) -> None:
    kind, client = limited(9, event=event), signed_in(staff)
    made = bought(kind, 2, PersonFactory(name="Ada Obi"))
    path = "/events/summit/desk/attendees"

    found = client.get(path, {"words": "ada", "state": "kept", "kind": kind.pk}).content.decode()
    unnamed = client.get(path, {"state": "unnamed"}).content.decode()
    sheet = b"".join(client.get(f"{path}.csv").streaming_content).decode()  # type: ignore[attr-defined]

    assert ("2 tickets" in found, "1 ticket<" in unnamed, made.number in sheet) == (True, True, True)
    assert sheet.count("\r\n") == 3


@pytest.mark.slow
def test_check_in_by_code_by_name_and_back(event: Event, staff: Person) -> None:
    made = bought(limited(5, event=event), 1, PersonFactory(name="Ada Obi"))
    client, path, [ticket] = signed_in(staff), "/events/summit/desk/check-in", tickets(made)

    first = client.post(path, {"code": ticket.code, "key": str(uuid.uuid4())}).content.decode()
    again = client.post(path, {"code": ticket.code, "key": str(uuid.uuid4())}).content.decode()
    wrong = client.post(path, {"code": "NOTHING1", "key": str(uuid.uuid4())})
    client.post(f"{path}/{ticket.pk}/undo")
    searched = client.get(path, {"words": "ada"}).content.decode()
    client.post(f"{path}/{ticket.pk}/arrive")
    scanned = client.get(f"{path}/codes/{ticket.code}").content.decode()

    assert ("is checked in." in first, "is here already, since" in again, wrong.status_code) == (True, True, 422)
    assert (">Check in<" in searched, CheckIn.objects.filter(undone=None).count()) == (True, 1)
    assert "Checked in" in scanned


def test_heads_are_counted_and_the_last_count_holds(event: Event, staff: Person) -> None:
    ProposalFactory(event=event, code="talk", state="confirmed")
    client = signed_in(staff)

    for count in ("40", "42"):
        client.post("/events/summit/desk/heads/talk", {"count": count})
    wrong = client.post("/events/summit/desk/heads/talk", {"count": "many"})

    assert ">42<" in client.get("/events/summit/desk/heads").content.decode()
    assert wrong.status_code == 422


def test_an_announcement_is_looked_at_before_it_is_sent(event: Event, staff: Person) -> None:
    bought(limited(5, event=event))
    client, path = signed_in(staff), "/events/summit/desk/announce"
    typed = {"subject": "Rooms", "words": "Be early.", "key": str(uuid.uuid4())}

    checked = client.post(path, typed).content.decode()
    mail.outbox.clear()
    for _press in range(2):
        client.post(path, {**typed, "do": "send"})
    page = Client().get("/events/summit/announcements").content.decode()

    assert ("1 person gets it." in checked, len(mail.outbox), Announcement.objects.count()) == (True, 1, 1)
    assert "Be early." in page


def test_tickets_of_a_cancelled_event_end_by_one_button(event: Event, staff: Person) -> None:
    made, client = bought(limited(5, event=event)), signed_in(staff)
    path = "/events/summit/desk/attendees/end"
    early = client.get(path).status_code
    Event.objects.update(standing="cancelled")

    asked = client.get(path).content.decode()
    client.post(path)
    made.refresh_from_db()

    assert (early, "1 ticket ends." in asked, made.state) == (404, True, "cancelled")


@pytest.mark.slow
def test_a_code_that_got_about_is_ended_and_what_was_bought_stays(event: Event, staff: Person) -> None:
    kind = limited(5, event=event, needs="code")
    kind.codes.create(code="BOARD", limit=3)
    first = bought(kind, code="board")
    page = f"/events/summit/desk/tickets/kinds/{kind.pk}/codes"

    answer = signed_in(staff).post(page, {"do": "end", "code": "BOARD"}, follow=True).content.decode()

    assert ["Ended" in answer, "End it" in answer] == [True, False]
    with pytest.raises(TicketsRefused, match="needs a code"):
        bought(kind, code="BOARD")
    assert (Purchase.objects.get().pk, tickets(first)[0].ended) == (first.pk, None)


def test_a_cancelled_event_sells_nothing(event: Event) -> None:
    limited(5, event=event)
    Event.objects.filter(pk=event.pk).update(standing="cancelled")

    page = Client().get("/events/summit/tickets").content.decode()

    assert ["No longer on sale" in page, "How many" in page] == [True, False]


def test_badges_come_as_pdf_and_the_new_ones_alone(event: Event, staff: Person) -> None:
    made, client = bought(limited(5, event=event)), signed_in(staff)
    path = "/events/summit/desk/attendees"

    first = client.post(f"{path}/badges", {"sheet": "a4-8", "only": "new"})
    again = client.post(f"{path}/badges", {"sheet": "a4-8", "only": "new"})
    single = client.get(f"{path}/{tickets(made)[0].pk}/badge.pdf")
    Ticket.objects.create(purchase=made, kind=made.tickets.get().kind, code="AAAA1111", name="\U0001f9ff\ue000")
    refused = client.post(f"{path}/badges", {"sheet": "a4-8"})
    rest = client.post(f"{path}/badges", {"sheet": "a4-8", "leave_out": "on"})

    assert [answer["Content-Type"] for answer in (first, single, rest)] == ["application/pdf"] * 3
    assert (refused.status_code, "no letters for: \U0001f9ff\ue000" in refused.content.decode()) == (422, True)
    assert again.status_code == 422


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("tickets", 17), ("desk/tickets", 15), ("desk/attendees", 16), ("desk/attendees/waiting", 11), ("desk/heads", 12)],
)
def test_lists_ask_as_often_for_many(
    event: Event, path: str, queries: int, count: int, django_assert_num_queries: object
) -> None:
    organiser = helper(event, "organiser")
    for _one in range(count):
        kind = limited(1, event=event)
        TicketKindFactory(event=event, companion_of=kind)
        bought(kind)
        bought(kind)
        ProposalFactory(event=event, state="confirmed")
    client = signed_in(organiser)
    client.get(f"/events/summit/{path}")

    with django_assert_num_queries(queries):  # type: ignore[operator]
        assert client.get(f"/events/summit/{path}").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_my_tickets_ask_as_often_for_many(event: Event, count: int, django_assert_num_queries: object) -> None:
    person = PersonFactory()
    for _one in range(count):
        bought(limited(2, event=event), 1, person)
    client = signed_in(person)
    client.get("/me/tickets")

    with django_assert_num_queries(6):  # type: ignore[operator]
        assert client.get("/me/tickets").status_code == 200
