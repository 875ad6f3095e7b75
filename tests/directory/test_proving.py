import datetime as dt

import pytest

from rounds.directory import actions
from rounds.directory.models import Hospital, HospitalAccount
from rounds.directory.tasks import look_again
from rounds.directory.vocabulary import AccountState
from tests.factories.directory import NOON, AccountFactory, HospitalFactory, NetworkFactory
from tests.factories.servers import Internet

pytestmark = pytest.mark.django_db
ADDRESS = "http://social.example"


def account_on(net: Internet, *, slug: str = "mastodon", handle: str = "lake", **more: object) -> HospitalAccount:
    hospital = HospitalFactory(website=net.url("www.lake.example", "/"), website_checked=NOON)
    net.host("lake.example")
    net.host("www.lake.example")
    address = more.pop("address", net.url("social.example", f"/@{handle}"))
    return AccountFactory(hospital=hospital, network=NetworkFactory(slug=slug), handle=handle, address=address, **more)


def found(account: HospitalAccount, on: dt.datetime = NOON) -> tuple[str, str]:
    proof = actions.prove_account(account, by=None, at=on)
    assert proof
    return proof.method, proof.result


def test_website_and_account_that_link_to_each_other_are_a_proof(net: Internet) -> None:
    account = account_on(net)
    net.page("www.lake.example", "/", f'<a href="{account.address}/">Follow us</a>')
    net.page("social.example", "/@lake", f'<a rel="me nofollow" href="{net.url("lake.example")}">site</a>')

    assert found(account) == ("link_back", "proven")
    account.refresh_from_db()
    assert (account.proven_at, account.proven_by) == (NOON, "link_back")
    assert account.check_due == NOON + dt.timedelta(days=30)


@pytest.mark.parametrize(
    ("site", "profile"),
    [
        ("", '<a rel="me" href="{site}">'),
        ('<a href="{account}">', ""),
        ('<a href="{account}">', '<a href="{site}">'),
        ('<a href="{account}">', '<a rel="me" href="http://badlake.example/">'),
        ('<a href="{account}2">', '<a rel="me" href="{site}">'),
    ],
)
def test_links_of_one_side_or_to_others_are_none(net: Internet, site: str, profile: str) -> None:
    account = account_on(net)
    words = {"site": net.url("lake.example"), "account": account.address}
    net.page("www.lake.example", "/", site.format(**words))
    net.page("social.example", "/@lake", profile.format(**words))

    assert found(account) == ("dns", "missing")
    account.refresh_from_db()
    assert (account.proven_at, account.check_due) == (None, NOON + dt.timedelta(days=7))


def test_a_file_on_the_domain_names_the_account(net: Internet) -> None:
    account = account_on(net)
    net.page("www.lake.example", "/.well-known/rounds.txt", f"# ours\naccount = {account.address}\n")

    assert found(account) == ("file", "proven")


def test_a_file_that_another_domain_serves_is_none(net: Internet) -> None:
    account = account_on(net)
    there = net.page("elsewhere.example", "/rounds.txt", f"account={account.address}")
    net.page("www.lake.example", "/.well-known/rounds.txt", "", status=302, Location=there)

    assert found(account) == ("dns", "missing")


def test_a_record_of_the_domain_names_the_account(net: Internet) -> None:
    account = account_on(net)
    net.records["_rounds.lake.example", "TXT"] = [f"account={account.address}"]

    assert found(account) == ("dns", "proven")


def test_a_handle_that_is_the_domain_is_proven_by_dns_or_by_its_file(net: Internet) -> None:
    by_record = account_on(net, slug="bluesky", handle="lake.example", address="https://bsky.app/profile/lake.example")
    net.records["_atproto.lake.example", "TXT"] = ["did=did:plc:lake"]
    assert found(by_record) == ("handle", "proven")

    del net.records["_atproto.lake.example", "TXT"]
    net.page("lake.example", "/.well-known/atproto-did", "did:plc:lake\n")
    assert found(by_record, NOON + dt.timedelta(days=1)) == ("handle", "proven")


def test_a_handle_of_another_domain_is_no_proof(net: Internet) -> None:
    account = account_on(net, slug="bluesky", handle="badlake.example")
    net.records["_atproto.badlake.example", "TXT"] = ["did=did:plc:bad"]

    assert found(account)[1] == "missing"


def test_a_site_that_does_not_answer_is_told_apart_from_a_missing_proof(net: Internet) -> None:
    hospital = HospitalFactory(website="http://nowhere.example/")
    account = AccountFactory(hospital=hospital)

    assert found(account)[1] == "unreachable"


def test_a_proof_that_is_lost_leaves_the_date_of_the_last_good_one(net: Internet) -> None:
    account = account_on(net)
    net.records["_rounds.lake.example", "TXT"] = [f"account={account.address}"]
    found(account)
    net.records["_rounds.lake.example", "TXT"] = ["other"]

    assert found(account, NOON + dt.timedelta(days=40)) == ("dns", "missing")
    account.refresh_from_db()
    assert (account.proven_at, account.proofs.count()) == (NOON, 2)


def test_without_a_website_there_is_nothing_to_look_at() -> None:
    assert found(AccountFactory(hospital=HospitalFactory(website=""))) == ("link_back", "missing")


def test_an_account_that_was_refused_meanwhile_gets_no_proof() -> None:
    account = AccountFactory(hospital=HospitalFactory(website=""))
    HospitalAccount.objects.update(state=AccountState.REFUSED)

    assert actions.prove_account(account, by=None, at=NOON) is None
    assert account.proofs.count() == 0


def test_due_accounts_are_looked_at_once() -> None:
    Hospital.objects.all()
    due = AccountFactory(check_due=NOON)
    AccountFactory(check_due=NOON + dt.timedelta(days=1))
    AccountFactory(check_due=NOON, state=AccountState.DEAD)

    assert look_again(at=NOON) == 1
    assert look_again(at=NOON) == 0
    assert due.proofs.get().result == "missing"
