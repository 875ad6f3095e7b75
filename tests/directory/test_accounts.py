import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from rounds.accounts.models import Entry
from rounds.directory import actions
from rounds.directory.handles import Account, AddressRefused, read_account
from rounds.directory.likeness import most_alike
from rounds.directory.models import AccountChange, HospitalAccount, LookAlike, Proof
from rounds.directory.queries import accounts_visible_to, find_accounts, proof_words, waiting
from rounds.directory.vocabulary import AccountState
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.directory import NOON, AccountFactory, ClaimFactory, HospitalFactory, NetworkFactory, ProofFactory

pytestmark = pytest.mark.django_db
LAKE = Account("lake", "https://www.facebook.com/lake")


def told(hospital=None, account: Account = LAKE, by=None) -> HospitalAccount:
    return actions.submit_account(hospital or HospitalFactory(), NetworkFactory(), account, by=by, at=NOON)


def decide(account: HospitalAccount, state: str, **more) -> None:
    given = {"seen": account.state, "by": StaffFactory(), "at": NOON, **more}
    actions.decide_account(account, state, **given)
    account.refresh_from_db()


def test_an_account_that_anybody_tells_of_waits() -> None:
    made = told()

    assert (made.state, made.submitted_by, made.submitted_at) == ("submitted", None, NOON)
    assert list(made.changes.values_list("state", flat=True)) == ["submitted"]
    assert Entry.objects.get(verb="directory.account_submitted").actor is None


def test_who_speaks_for_the_hospital_is_believed_at_once() -> None:
    claim = ClaimFactory(state="yes", decided_at=NOON)

    made = told(claim.hospital, by=claim.person)

    assert (made.state, made.proven_by) == ("checked", "person")


def test_the_same_account_is_told_of_once_a_hospital() -> None:
    made = told()

    with pytest.raises(actions.AccountRefused, match="This account is in the register already"):
        told(made.hospital, Account("LAKE", "https://facebook.com/LAKE"))
    assert told(HospitalFactory()).handle == "lake"
    decide(made, AccountState.REFUSED)
    assert told(made.hospital).state == "submitted"


def test_a_check_by_a_person_is_a_proof_with_its_evidence() -> None:
    made = told()
    decide(made, AccountState.CHECKED, reason="The website links to it.")

    proof = made.proofs.get()
    assert (proof.method, proof.result, proof.evidence) == ("person", "proven", "The website links to it.")
    assert (made.proven_at, made.proven_by, made.check_due) == (NOON, "person", NOON)


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        ("submitted", {"checked", "refused"}),
        ("checked", {"dead", "taken_over", "refused"}),
        ("dead", {"checked", "taken_over"}),
        ("taken_over", {"checked", "dead"}),
        ("refused", {"checked"}),
    ],
)
def test_an_account_moves_only_where_it_may(state: str, allowed: set[str]) -> None:
    moved = set()
    for to in AccountState.values:
        account = AccountFactory(state=state)
        try:
            decide(account, to)
            moved.add(account.state)
        except actions.AccountRefused:
            assert account.state == state

    assert moved == allowed


def test_a_decision_on_what_has_changed_meanwhile_is_refused() -> None:
    account = told()
    decide(account, AccountState.CHECKED)

    with pytest.raises(actions.AccountRefused, match="Somebody else has decided in the meantime"):
        decide(account, AccountState.REFUSED, seen="submitted")


def test_one_that_came_back_elsewhere_cannot_be_listed_twice() -> None:
    account = AccountFactory(state="dead")
    AccountFactory(hospital=account.hospital, handle=account.handle.upper())

    with pytest.raises(actions.AccountRefused, match="The same account stands in the register already"):
        decide(account, AccountState.CHECKED)
    assert HospitalAccount.objects.get(pk=account.pk).state == "dead"


def test_history_cannot_be_changed() -> None:
    proof = ProofFactory()
    for rows in (Proof.objects.filter(pk=proof.pk), AccountChange.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(at=NOON) if rows.model is AccountChange else rows.update(checked_at=NOON)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


@pytest.mark.parametrize(
    ("handle", "why"),
    [("n\u043erthlakehospital", "shape"), ("North1akeHospital", "shape"), ("NorthlakeHospitals", "near")],
)
def test_a_name_that_looks_like_a_checked_one_waits_for_a_person(handle: str, why: str) -> None:
    real = AccountFactory(handle="NorthlakeHospital")

    made = told(HospitalFactory(), Account(handle, f"https://facebook.com/{handle}"))

    look = LookAlike.objects.get()
    assert (look.account, look.like, look.hospital, look.why) == (made, real, real.hospital, why)


@pytest.mark.parametrize("handle", ["NorthlakeHospital", "HillsideClinic", "nort"])
def test_the_same_or_another_name_is_no_look_alike(handle: str) -> None:
    AccountFactory(handle="NorthlakeHospital")

    told(HospitalFactory(), Account(handle, f"https://facebook.com/{handle}"))

    assert LookAlike.objects.count() == 0


def test_a_look_alike_is_answered_once() -> None:
    AccountFactory(handle="NorthlakeHospital")
    told(HospitalFactory(), Account("NorthlakeHospita1", "https://facebook.com/NorthlakeHospita1"))
    look, staff = LookAlike.objects.get(), StaffFactory()

    actions.decide_look_alike(look, "yes", by=staff, at=NOON)

    with pytest.raises(actions.QuestionRefused, match="Somebody else has answered this already"):
        actions.decide_look_alike(look, "no", by=staff, at=NOON)
    assert Entry.objects.filter(verb="directory.look_alike_confirmed").count() == 1


def test_the_closest_of_several_is_named() -> None:
    found = most_alike("northlakehosp1tal", [(1, "hillsidehospital"), (2, "northlakehospital"), (3, "northlake")])

    assert found
    assert found.number == 2


@pytest.mark.parametrize(
    ("typed", "slug", "handle"),
    [
        ("https://www.facebook.com/Lake/?ref=x", "facebook", "Lake"),
        ("facebook.com/profile.php?id=100&x=2", "facebook", "100"),
        ("https://www.youtube.com/@Lake", "youtube", "Lake"),
        ("https://www.youtube.com/channel/UC12", "youtube", "UC12"),
        ("https://www.linkedin.com/company/lake/about", "linkedin", "lake"),
        ("https://mastodon.example/@lake", "mastodon", "lake@mastodon.example"),
        ("https://bsky.app/profile/lake.example", "bluesky", "lake.example"),
        ("lake.example/blog/", "blog", "lake.example/blog"),
    ],
)
def test_an_address_names_an_account(typed: str, slug: str, handle: str) -> None:
    hosts = {"mastodon": [], "blog": [], "bluesky": ["bsky.app"]}.get(slug, [f"{slug}.com"])

    assert read_account(typed, slug=slug, name=slug, hosts=hosts).handle == handle


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("lake", "Type the whole address"),
        ("javascript://facebook.com/x", "Type the whole address"),
        ("https://user@facebook.com/lake", "Type the whole address"),
        ("https://facebook.com.bad.example/lake", "This is no address on Facebook"),
        ("https://notfacebook.com/lake", "This is no address on Facebook"),
        ("https://facebook.com/", "This address names no account"),
        ("https://facebook.com/<script>", "This address names no account"),
    ],
)
def test_an_address_of_something_else_is_refused(typed: str, reason: str) -> None:
    with pytest.raises(AddressRefused, match=reason):
        read_account(typed, slug="facebook", name="Facebook", hosts=["facebook.com"])


def test_everybody_sees_their_part_of_the_accounts() -> None:
    claim, teller = ClaimFactory(state="yes", decided_at=NOON), PersonFactory()
    mine = {state: AccountFactory(hospital=claim.hospital, state=state) for state in AccountState.values}
    other = {state: AccountFactory(state=state, submitted_by=teller) for state in AccountState.values}
    public = {"checked", "dead", "taken_over"}

    def seen(person) -> tuple[set[str], set[str]]:
        found = set(accounts_visible_to(person).values_list("pk", flat=True))
        return tuple({state for state, one in part.items() if one.pk in found} for part in (mine, other))

    every = set(AccountState.values)
    assert seen(None) == (public, public)
    assert seen(PersonFactory()) == (public, public)
    assert seen(claim.person) == (every, public)
    assert seen(teller) == (public, every)
    assert seen(StaffFactory()) == (every, every)


def test_words_about_a_proof_say_how_old_it_is() -> None:
    def words(**values) -> str:
        return proof_words(AccountFactory.build(network=None, hospital=None, **values), at=NOON)[0]

    ago = NOON - dt.timedelta(days=40)
    assert words(proven_at=ago, proven_by="link_back") == "Verified 40 days ago"
    assert words(proven_at=NOON, proven_by="dns") == "Verified today"
    assert words(proven_at=NOON - dt.timedelta(days=181), proven_by="dns") == "Proven 181 days ago: old"
    assert words(proven_at=NOON - dt.timedelta(days=1), proven_by="person") == "Checked by a person 1 day ago"
    assert words() == "Checked, no proof yet"
    assert words(state="taken_over") == "In other hands"


def test_an_account_whose_proof_was_lost_waits_for_a_curator() -> None:
    account = AccountFactory(proven_at=NOON, proven_by="dns")
    ProofFactory(account=account, result="missing", checked_at=NOON + dt.timedelta(days=30))
    AccountFactory(proven_at=NOON, proven_by="dns")

    found = find_accounts(accounts_visible_to(StaffFactory()), state="lost", network="", words="")

    assert (list(found), waiting().lost) == ([account], 1)
