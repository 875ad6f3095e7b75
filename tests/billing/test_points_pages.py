"""Points as those see them who hold them, and as staff do."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail import hooks

from rounds.accounts.actions import erase_person
from rounds.accounts.models import Person
from rounds.billing.actions.points import account_of
from rounds.billing.models import Order, Payer, PointsAccount, PointsLot
from rounds.billing.pricing import Band
from rounds.billing.queries.own_points import own_points
from rounds.billing.queries.points import balance_of, points_accounts_visible_to
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.billing import PayerFactory
from tests.factories.prices import held_list, with_points

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> dt.datetime:
    return timezone.now()


@contextmanager
def acting(person: Person, payer: Payer) -> Iterator[None]:
    """As if the network had given a seat for the bills of an organisation."""

    def payers(asked: Person) -> object:
        return Payer.objects.filter(pk=payer.pk) if asked.pk == person.pk else Payer.objects.none()

    with hooks.register_temporarily("rounds_payers_of", payers):
        yield


def balance(account: PointsAccount) -> int:
    return balance_of(account, on=timezone.localdate())


@pytest.mark.slow
def test_who_sees_and_passes_on_points(now: dt.datetime) -> None:
    shared = with_points(at=now)
    leader, colleague, stranger, staff = PersonFactory(), PersonFactory(), PersonFactory(), StaffFactory()
    own = account_of(shared.payer, colleague)  # type: ignore[arg-type]
    people = (leader, colleague, stranger, staff)

    with acting(leader, shared.payer):  # type: ignore[arg-type]
        sees = [[person.has_perm("billing.see_points", one) for one in (shared, own)] for person in people]
        passes = [[person.has_perm("billing.pass_points_on", one) for one in (shared, own)] for person in people]
        listed = [[one in points_accounts_visible_to(person) for one in (shared, own)] for person in people]
        pages = [signed_in(person).get(f"/billing/points/{shared.pk}").status_code for person in people]

    assert sees == listed == [[True, True], [False, True], [False, False], [True, True]]
    assert passes == [[True, False], [False, True], [False, False], [False, False]]
    assert pages == [200, 403, 403, 200]


def test_counter_accounts_have_no_page(now: dt.datetime) -> None:
    with_points(at=now)
    issued = PointsAccount.objects.get(purpose="issued")

    assert signed_in(StaffFactory()).get(f"/billing/points/{issued.pk}").status_code == 403


def test_points_are_passed_on_after_a_check(now: dt.datetime) -> None:
    shared, leader, colleague = with_points(100, at=now), PersonFactory(), PersonFactory()
    account_of(shared.payer, colleague)  # type: ignore[arg-type]
    url, client = f"/billing/points/{shared.pk}/pass-on", signed_in(leader)
    typed = {"to": colleague.pk, "points": 40, "reason": "Workshop", "key": "one"}

    with acting(leader, shared.payer):  # type: ignore[arg-type]
        asked = client.post(url, typed).content.decode()
        between = balance(shared)
        for _ in range(2):
            client.post(url, {**typed, "do": "send"})

    assert "Check before you pass points on" in asked
    assert (between, balance(shared)) == (100, 60)
    assert balance(account_of(shared.payer, colleague)) == 40  # type: ignore[arg-type]


@pytest.mark.parametrize(("points", "words"), [(101, "There are 100 points."), (0, "greater than or equal to 1")])
def test_more_than_there_is_cannot_be_passed_on(now: dt.datetime, points: int, words: str) -> None:
    shared, leader, colleague = with_points(100, at=now), PersonFactory(), PersonFactory()
    account_of(shared.payer, colleague)  # type: ignore[arg-type]

    with acting(leader, shared.payer):  # type: ignore[arg-type]
        typed = {"to": colleague.pk, "points": points, "key": "one", "do": "send"}
        answer = signed_in(leader).post(f"/billing/points/{shared.pk}/pass-on", typed)

    assert (answer.status_code, balance(shared)) == (422, 100)
    assert words in answer.content.decode()


def test_points_are_passed_on_to_nobody_outside(now: dt.datetime) -> None:
    shared, leader, stranger = with_points(100, at=now), PersonFactory(), PersonFactory()

    with acting(leader, shared.payer):  # type: ignore[arg-type]
        url = f"/billing/points/{shared.pk}/pass-on"
        page = signed_in(leader).get(url).content.decode()
        answer = signed_in(leader).post(url, {"to": stranger.pk, "points": 1, "key": "one", "do": "send"})

    assert "Nobody to pass points on to" in page
    assert (answer.status_code, balance(shared)) == (422, 100)


def test_a_colleague_may_be_named_by_the_apps_above(now: dt.datetime) -> None:
    shared, leader, colleague = with_points(100, at=now), PersonFactory(), PersonFactory()

    with (
        acting(leader, shared.payer),  # type: ignore[arg-type]
        hooks.register_temporarily("rounds_colleagues_of", lambda _payer: Person.objects.filter(pk=colleague.pk)),
    ):
        typed = {"to": colleague.pk, "points": 1, "key": "one", "do": "send"}
        signed_in(leader).post(f"/billing/points/{shared.pk}/pass-on", typed)

    assert balance(account_of(shared.payer, colleague)) == 1  # type: ignore[arg-type]


def test_one_account_opens_at_once_and_none_is_explained(now: dt.datetime) -> None:
    shared, person = with_points(at=now), PersonFactory()
    own = account_of(shared.payer, person)  # type: ignore[arg-type]

    assert signed_in(person).get("/billing/points").headers["Location"] == f"/billing/points/{own.pk}"
    assert "No points yet" in signed_in(PersonFactory()).get("/billing/points").content.decode()


def test_history_comes_as_csv(now: dt.datetime) -> None:
    shared = with_points(100, at=now)

    answer = signed_in(StaffFactory()).get(f"/billing/points/{shared.pk}/history.csv")

    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert lines[1].split(",")[1:] == [
        "Earned from dues",
        "100",
        "Given out by the centre",
        "",
        f"{now.year + 1}-12-31",
    ]


def test_staff_give_points_after_a_check(now: dt.datetime) -> None:
    shared, client = with_points(100, at=now), signed_in(StaffFactory())
    typed = {"points": 50, "reason": "Spoke at our event.", "key": "one"}

    client.post(f"/staff/points/{shared.pk}/grant", typed)
    between = balance(shared)
    for _ in range(2):
        client.post(f"/staff/points/{shared.pk}/grant", {**typed, "do": "give"})

    assert (between, balance(shared)) == (100, 150)


@pytest.mark.parametrize("url", ["/staff/points", "/staff/points.csv", "/staff/points/{pk}/grant"])
def test_all_points_are_for_staff(now: dt.datetime, url: str) -> None:
    url = url.format(pk=with_points(at=now).pk)

    found = [signed_in(person).get(url).status_code for person in (StaffFactory(), PersonFactory())]

    assert found == [200, 403]


def test_staff_find_an_account_by_name(now: dt.datetime) -> None:
    found, other = (with_points(at=now, payer=PayerFactory(name=name)) for name in ("Northlake", "Port Amber"))

    page = signed_in(StaffFactory()).get("/staff/points?words=north").context["page"]

    assert list(page) == [found]
    assert page[0].balance == 2000
    assert other not in page


@pytest.mark.parametrize("count", [1, 3])
def test_lists_of_points_ask_as_often_for_three(
    now: dt.datetime, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(StaffFactory())
    for _ in range(count):
        last = with_points(at=now)
    for number in range(count):
        account_of(last.payer, PersonFactory())  # type: ignore[arg-type]
        with_points(10 + number, at=now + dt.timedelta(seconds=number + 1), payer=last.payer)
    client.get("/staff/points")

    with django_assert_num_queries(4):
        client.get("/staff/points")
    with django_assert_num_queries(9):
        client.get(f"/billing/points/{last.pk}")


def test_points_are_ordered_at_their_price(now: dt.datetime) -> None:
    shared, leader = with_points(100, at=now), PersonFactory()
    url, client = f"/billing/points/{shared.pk}/buy", signed_in(leader)

    with acting(leader, shared.payer):  # type: ignore[arg-type]
        unsold = client.get(url).content.decode()
        held_list({"": ("", [Band(0, 75)])}, subject="points", starts=now.date() - dt.timedelta(days=1))
        asked = client.post(url, {"points": 200, "key": "one"}).content.decode()
        for _ in range(2):
            client.post(url, {"points": 200, "key": "one", "do": "order"})

    order = Order.objects.get()
    assert "Points are not for sale now" in unsold
    assert "$150" in asked
    assert (order.state, order.lines.get().net_minor, balance(shared)) == ("placed", 15_000, 100)


def test_points_of_somebody_who_leaves_go_back(now: dt.datetime) -> None:
    shared, person = with_points(100, at=now), PersonFactory()
    own = account_of(shared.payer, person)  # type: ignore[arg-type]
    with_shared = signed_in(StaffFactory())
    with acting(person, shared.payer):  # type: ignore[arg-type]
        typed = {"to": person.pk, "points": 30, "key": "one", "do": "send"}
        signed_in(person).post(f"/billing/points/{shared.pk}/pass-on", typed)
    before = (balance(own), len(own_points(person)[1]))

    erase_person(person, by=StaffFactory(), at=now)

    assert before == (30, 1)
    assert (balance(own), balance(shared)) == (0, 100)
    assert with_shared.get(f"/billing/points/{own.pk}").status_code == 200


def test_the_day_ends_points_that_ran_out(now: dt.datetime) -> None:
    shared = with_points(100, at=now)
    PointsLot.objects.filter(pk=shared.lots.get().pk).update(remaining=100)

    for tidy in hooks.get_hooks("rounds_daily"):
        if tidy.__module__ == "rounds.billing.wagtail_hooks":
            tidy(now.replace(year=now.year + 2))

    assert shared.lots.get().remaining == 0


def test_the_command_finds_a_wrong_lot(now: dt.datetime, capsys: pytest.CaptureFixture[str]) -> None:
    shared = with_points(100, at=now)

    call_command("check_points")
    PointsLot.objects.filter(account=shared).update(remaining=1)

    assert capsys.readouterr().out == "The points agree with the ledger.\n"
    with pytest.raises(CommandError, match="1 lots disagree"):
        call_command("check_points")
