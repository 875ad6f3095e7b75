"""What waits for the centre's staff in the network, in the books and in the register."""

import datetime as dt

import pytest
from django.utils import timezone

from rounds.directory.vocabulary import AccountState
from rounds.site.queries import find, tasks_waiting
from tests.factories import directory
from tests.factories.billing import NOW, invoiced
from tests.factories.network import HardshipFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def told(kind: str, on: dt.date = TODAY) -> list[tuple[str, str]]:
    return [(task.title, task.when) for task in tasks_waiting(on=on, kind=kind)]


def test_nothing_waits_in_an_empty_centre() -> None:
    assert tasks_waiting(on=TODAY) == []


def test_request_to_pay_less_waits_for_a_decision() -> None:
    asked = HardshipFactory(membership__organisation__name="Green Lake Clinic")

    on = asked.asked.date()

    assert told("member", on) == [("Decide whether Green Lake Clinic pays less", "By 30 November")]


def test_member_in_grace_is_at_risk_and_others_are_not() -> None:
    year = dt.timedelta(days=365)
    for name, ended in (("In grace", 5), ("Long gone", 300), ("Safe", -40)):
        organisation = OrganisationFactory(name=name)
        end = TODAY - dt.timedelta(days=ended)
        MembershipFactory(organisation=organisation, starts=end - year, ends=end)

    assert [title for title, _when in told("member")] == ["Ask In grace about renewing"]


def test_overdue_invoice_asks_for_reminders() -> None:
    invoice = invoiced()

    assert told("money", invoice.due_on) == []
    assert told("money", NOW.date() + dt.timedelta(days=60)) == [("Send reminders", "1 waits")]


def test_accounts_that_were_sent_in_wait_for_a_check() -> None:
    for _ in range(2):
        directory.AccountFactory(state=AccountState.SUBMITTED)

    assert told("register") == [("Check accounts", "2 wait")]


def test_search_finds_hospitals_by_name_and_town() -> None:
    directory.HospitalFactory(
        name="Northlake Hospital", city="Northlake", state="MN", words="northlake hospital northlake"
    )

    found = [(result.kind, result.title, result.summary) for result in find("northlake", "hospital")]

    assert found == [("Hospital", "Northlake Hospital", "Northlake, MN")]
