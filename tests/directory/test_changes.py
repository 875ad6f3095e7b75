"""The feed of changes: each thing once, and only what was public."""

import datetime as dt
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rounds.directory.models import AccountChange, FormerName, Hospital, ImportLine, ImportRun
from rounds.directory.queries.changes import MANY, Change, changes
from rounds.directory.vocabulary import AccountState
from tests.factories.directory import NOON, AccountFactory, HospitalFactory, ProofFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def told(kind: str = "") -> list[tuple[str, str]]:
    return [(change.kind, change.words) for change in changes(kind)]


def imported(what: str, number: int = 1, *, refused: bool = False) -> list[Hospital]:
    run = ImportRun.objects.create(source="cms", released_on=NOON.date(), at=NOON, refused=refused)
    hospitals = [HospitalFactory(name=f"{what} {each}") for each in range(number)]
    ImportLine.objects.bulk_create(
        ImportLine(run=run, what=what, number=1, words="as printed", hospital=hospital) for hospital in hospitals
    )
    return hospitals


def change_of(account: object, state: AccountState, days: int = 1) -> None:
    AccountChange.objects.create(account=account, state=state, at=NOON + dt.timedelta(days=days))  # type: ignore[misc]


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("added", "added 0 was added to the register."),
        ("closed", "closed 0 is closed."),
        ("reopened", "reopened 0 is open again."),
    ],
)
def test_imports_tell_each_hospital(what: str, words: str) -> None:
    imported(what)

    assert told() == [(what, words)]


def test_large_import_is_one_line() -> None:
    imported("added", MANY + 1)
    imported("closed", MANY)

    assert told("added") == [("added", "21 organisations were added.")]
    assert len(told("closed")) == MANY


@pytest.mark.parametrize("what", ["unmatched", "queued", "malformed", "changed"])
def test_other_lines_of_an_import_are_not_told(what: str) -> None:
    imported(what)

    assert told() == []


def test_refused_import_changed_nothing() -> None:
    imported("added", refused=True)

    assert told() == []


def test_new_name_is_told_with_the_old_one() -> None:
    hospital = HospitalFactory(name="Cedar Medical Center")
    FormerName.objects.create(hospital=hospital, name="Cedar Health", until=NOON.date(), source="cms")

    assert told() == [("renamed", "Cedar Health has a new name: Cedar Medical Center.")]


def test_account_is_listed_and_later_gone() -> None:
    account = AccountFactory(handle="cedar", hospital__name="Cedar Health", network__name="Facebook")
    change_of(account, AccountState.DEAD)

    name = account.network.name
    assert told() == [
        ("dead", f"Cedar Health: cedar on {name} is no longer there."),
        ("listed", f"Cedar Health: cedar on {name} is listed."),
    ]


@pytest.mark.parametrize(
    "state", [AccountState.SUBMITTED, AccountState.REFUSED, AccountState.DEAD, AccountState.TAKEN_OVER]
)
def test_what_was_never_listed_is_not_told(state: AccountState) -> None:
    account = AccountFactory(state=AccountState.SUBMITTED)
    change_of(account, state)

    assert told() == []


def test_account_is_verified_once_until_a_look_fails() -> None:
    account = AccountFactory()
    for day, result in enumerate(("proven", "proven", "unreachable", "proven", "missing", "proven"), 1):
        ProofFactory(account=account, result=result, checked_at=NOON + dt.timedelta(days=day))

    assert [(change.at - NOON).days for change in changes("verified")] == [6, 1]


def test_proof_of_an_account_that_is_not_public_is_not_told() -> None:
    ProofFactory(account=AccountFactory(state=AccountState.SUBMITTED))
    ProofFactory(method="person")

    assert told("verified") == []


def test_limit_keeps_the_newest() -> None:
    for number in range(3):
        AccountFactory(since=NOON + dt.timedelta(days=number))

    assert [change.at.day for change in changes(limit=2)] == [18, 17]


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_number_of_questions(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    imported("added", count)
    for _number in range(count):
        ProofFactory()
    client.get("/data/changes")

    with django_assert_num_queries(5):
        answer = client.get("/data/changes")
    assert len(answer.context["changes"]) == 3 * count


def test_page_shows_one_kind_and_refuses_an_unknown_one(client: Client) -> None:
    imported("added")
    AccountFactory()

    shown: list[Change] = client.get("/data/changes", {"kind": "added"}).context["changes"]
    assert [change.kind for change in shown] == ["added"]
    assert client.get("/data/changes", {"kind": "nonsense"}).status_code == 422


def test_empty_page_says_what_will_be_there(client: Client) -> None:
    assert "Nothing to see yet" in client.get("/data/changes").content.decode()


def test_feed_is_atom_with_keys_that_stay(client: Client) -> None:
    (hospital,) = imported("added")

    feeds = [client.get("/data/changes.atom") for _time in range(2)]
    entries = [ET.fromstring(feed.content).findall(f"{ATOM}entry") for feed in feeds]

    assert feeds[0].headers["Content-Type"].startswith("application/atom+xml")
    assert [len(each) for each in entries] == [1, 1]
    assert entries[0][0].findtext(f"{ATOM}id") == entries[1][0].findtext(f"{ATOM}id")
    link = entries[0][0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href", "").endswith(hospital.get_absolute_url())
