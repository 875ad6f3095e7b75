"""Each address of tickets, tried by everybody it does not concern; lists and permissions agree."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rounds.accounts.models import Person
from rounds.events.actions.on_the_day import announce
from rounds.events.models import Event, Purchase, Quota, Ticket
from rounds.events.queries.purchases import own_purchases, purchases_run_by, purchases_visible_to, tickets_of
from rounds.events.ticket_urls import urlpatterns
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.events import EventFactory, ProposalFactory, helper
from tests.factories.tickets import buys, limited, tickets

pytestmark = pytest.mark.django_db
LINKS = {"ticket", "name_ticket", "decline_tickets", "my_tickets"}
PUBLIC = {"tickets", "announcements"}
OWN = {"purchase", "pay_tickets", "accept_tickets", "cancel_tickets", "rename_ticket", "send_ticket"}
SIGNED_IN = {"order_tickets"}


@pytest.fixture
def made() -> Purchase:
    """An order of somebody at a draft, which shall stay secret."""
    on = timezone.localdate() + timezone.timedelta(days=60)  # type: ignore[attr-defined]
    event: Event = EventFactory(slug="secret", name="Secret Summit", starts=on, ends=on)
    kind = limited(3, event=event, name="Secret ticket", needs="")
    found = buys(kind, person=PersonFactory(name="Secret Buyer"), at=timezone.now())
    ProposalFactory(event=event, code="talk", title="Secret talk", state="confirmed")
    announce(event, subject="Secret", words="Secret", key=uuid.uuid4(), by=StaffFactory(), at=timezone.now())
    return found


def addresses(made: Purchase) -> Iterator[tuple[str, str]]:
    [ticket], kind = tickets(made), made.tickets.get().kind
    numbers = {"quota": Quota.objects.get().pk, "remove_quota": Quota.objects.get().pk}
    numbers |= dict.fromkeys(("kind", "remove_kind", "codes"), kind.pk)
    numbers |= dict.fromkeys(("attendee", "badge", "arrive", "undo_check_in"), ticket.pk)
    for pattern in urlpatterns:
        route, name = str(pattern.pattern), str(pattern.name)
        if name in LINKS:
            continue
        values: dict[str, Any] = {"slug": made.event.slug}
        if ":number" in route:
            values["number"] = numbers.get(name, made.pk)
        if ":ticket" in route:
            values["ticket"] = ticket.pk
        if ":code" in route:
            values["code"] = "talk" if "heads" in route else ticket.code
        yield name, reverse(f"events:{name}", kwargs=values)


def strangers() -> list[Person]:
    other = EventFactory()
    return [PersonFactory(), helper(other, "organiser"), helper(other, "reviewer")]


@pytest.mark.slow
def test_to_strangers_a_draft_is_not_there(made: Purchase) -> None:
    Event.objects.filter(pk=made.event_id).update(standing="draft")

    for person in strangers():
        client = signed_in(person)
        for name, address in addresses(made):
            for answer in (client.get(address), client.post(address, {"do": "confirm", "tickets": made.pk})):
                assert answer.status_code in {404, 405}, (name, answer.status_code)
                assert "Secret" not in answer.content.decode(errors="replace"), name
    assert Ticket.objects.get().ended is None


@pytest.mark.slow
def test_others_see_what_is_public_and_touch_no_order(made: Purchase) -> None:
    for person in strangers():
        client = signed_in(person)
        for name, address in addresses(made):
            status = {client.get(address).status_code, client.post(address, {"do": "confirm"}).status_code}
            wanted = {200, 405, 422} if name in PUBLIC | SIGNED_IN else {403, 404, 405}
            assert status <= wanted, (name, status)
    assert (Ticket.objects.get().ended, Purchase.objects.count()) == (None, 1)


@pytest.mark.slow
def test_a_visitor_sees_the_public_pages_alone(made: Purchase) -> None:
    found = {name: Client().get(address).status_code for name, address in addresses(made)}

    assert {name for name, status in found.items() if status == 200} == PUBLIC
    assert {found[name] for name in found.keys() - PUBLIC} <= {302, 405}


@pytest.mark.slow
def test_reviewers_and_chairs_have_no_attendees(made: Purchase) -> None:
    for work in ("reviewer", "chair"):
        client = signed_in(helper(made.event, work))
        for name, address in addresses(made):
            if name not in PUBLIC | SIGNED_IN | OWN:
                assert client.get(address).status_code in {403, 405}, (work, name)


@pytest.mark.slow
def test_whoever_is_at_the_door_reaches_the_door_alone(made: Purchase) -> None:
    client = signed_in(helper(made.event, "door"))
    found = {name: client.get(address).status_code for name, address in addresses(made)}
    door = {"check_in", "door_people", "scanned", "heads", "count_heads"}
    posted = {name for name, status in found.items() if status == 405}

    assert {name for name, status in found.items() if status == 200} == door | PUBLIC | SIGNED_IN
    assert {found[name] for name in found.keys() - door - PUBLIC - SIGNED_IN - posted} == {403, 404}
    assert client.get(f"/events/{made.event.slug}/desk").status_code == 403
    assert client.get(f"/events/{made.event.slug}/desk/lists/team").status_code == 403


@pytest.mark.slow
def test_the_organiser_reaches_every_page_of_the_desk(made: Purchase) -> None:
    client = signed_in(helper(made.event, "organiser"))
    found = {name: client.get(address).status_code for name, address in addresses(made)}
    posted = {"door_scans", "arrive", "undo_check_in", "call_off_tickets"}

    assert {found[name] for name in found.keys() - PUBLIC - SIGNED_IN - OWN - posted} == {200}
    assert {found[name] for name in posted} <= {404, 405}


def test_the_list_and_the_permission_agree(made: Purchase) -> None:
    organiser, staff, stranger = helper(made.event, "organiser"), StaffFactory(), PersonFactory()
    gone = PersonFactory(is_active=False)

    assert [purchases_visible_to(one).count() for one in (made.person, organiser, staff, stranger, gone)] == [
        1,
        1,
        1,
        0,
        0,
    ]
    assert [purchases_run_by(one).count() for one in (made.person, organiser, staff, stranger)] == [0, 1, 1, 0]
    assert [
        organiser.has_perm("events.run_event", made.event),
        made.person.has_perm("events.run_event", made.event),
    ] == [
        True,
        False,
    ]
    assert [own_purchases(made.person).count(), tickets_of(made.person).count(), tickets_of(stranger).count()] == [
        1,
        1,
        0,
    ]
