"""What staff see: counts that cannot point to anybody, names without words."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from rounds.accounts.models import Entry, Person
from rounds.training.models import Rehearsal
from rounds.training.queries import rehearsal_report as queries
from tests.factories import rehearsals as make
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.rehearsals import CLOSED, GOOD, KIND, NOON, TEXT

pytestmark = pytest.mark.django_db
REPORT = "/staff/courses/rehearsals"


@pytest.fixture
def rehearsal() -> Rehearsal:
    return make.make_rehearsal()


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(StaffFactory())
    return client


def crowd(rehearsal: Rehearsal, kind: int, closed: int) -> list[Person]:
    """People whose first draft says too much, and others whose first draft only leads nowhere; all finish."""
    people = [PersonFactory() for _person in range(kind + closed)]
    for place, person in enumerate(people):
        first = KIND if place < kind else CLOSED
        make.play(person, rehearsal, ("answer", first), ("answer", GOOD), ("call", ""))
    return people


@pytest.mark.slow
def test_the_report_counts_people_tries_and_first_flags(rehearsal: Rehearsal) -> None:
    people = crowd(rehearsal, 6, 6)
    make.finish(people[0], rehearsal, at=NOON + dt.timedelta(days=1))
    make.play(PersonFactory(), rehearsal, ("silence", ""))

    row = queries.report()[0]

    assert (row.people, row.finished, row.first_drafts, row.drafts, row.minutes) == (13, 12, 12, 3, 9)
    assert row.rules == [queries.Share("reply-confirms-care", 6, 50)]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "closed"), [(4, 0), (4, 20), (20, 4), (2, 2)])
def test_a_count_that_could_point_to_somebody_is_hidden(rehearsal: Rehearsal, kind: int, closed: int) -> None:
    crowd(rehearsal, kind, closed)

    row = queries.report()[0]

    assert row.rules == [queries.Share("reply-confirms-care", None, None)]
    assert row.flagged.number is None


def test_a_total_that_would_tell_a_hidden_count_is_hidden(rehearsal: Rehearsal) -> None:
    rules = [queries.Share("advice", 6, 40), queries.Share("minor", None, None)]

    assert queries.flagged_of(8, 15, rules).number is None
    assert queries.flagged_of(6, 15, rules[:1]).number == 6


@pytest.mark.slow
def test_screen_and_file_say_the_same(staff: Client, rehearsal: Rehearsal) -> None:
    crowd(rehearsal, 6, 6)

    page = staff.get(REPORT).content.decode()
    table = staff.get(f"{REPORT}?csv=1").getvalue().decode("utf-8-sig").split("\r\n")  # type: ignore[attr-defined]

    assert "6 of 12, 50 %" in page
    assert table[1:3] == [
        "loud-ward,A loud ward,12,12,3.0,9,12,any,6,50",
        "loud-ward,A loud ward,12,12,3.0,9,12,reply-confirms-care,6,50",
    ]


def test_staff_see_who_tried_and_never_what_they_wrote(staff: Client, rehearsal: Rehearsal) -> None:
    person = crowd(rehearsal, 1, 0)[0]

    page = staff.get(f"{REPORT}/loud-ward").content.decode()

    assert (person.name in page, KIND in page, GOOD in page) == (True, False, False)


@pytest.mark.parametrize("path", [REPORT, f"{REPORT}/loud-ward"])
def test_the_report_is_for_staff(client: Client, rehearsal: Rehearsal, path: str) -> None:
    client.force_login(PersonFactory())

    assert client.get(path).status_code == 403


def test_staff_take_a_rehearsal_out_and_put_it_back(staff: Client, rehearsal: Rehearsal) -> None:
    for live in ("0", "0", "1"):
        staff.post(f"{REPORT}/loud-ward/show", {"live": live})

    assert Rehearsal.objects.get().live is True
    taken = Entry.objects.filter(verb__in=["training.rehearsal_taken_out", "training.rehearsal_put_back"])
    assert list(taken.order_by("pk").values_list("verb", flat=True)) == [
        "training.rehearsal_taken_out", "training.rehearsal_put_back",
    ]  # fmt: skip


def test_a_learner_may_not_take_it_out(client: Client, rehearsal: Rehearsal) -> None:
    client.force_login(PersonFactory())

    assert client.post(f"{REPORT}/loud-ward/show", {"live": "0"}).status_code == 403
    assert Rehearsal.objects.get().live is True


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries_made"), [(REPORT, 6), (f"{REPORT}/ward-0", 9)])
def test_the_pages_ask_the_database_the_same_for_any_number(
    staff: Client, count: int, path: str, queries_made: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        text = TEXT.replace("A loud ward", f"Ward {number}")
        crowd(make.make_rehearsal(f"ward-{number}", text), 1, count)
    staff.get(path)

    with django_assert_num_queries(queries_made):
        staff.get(path)
