import re

import pytest
from django.core import mail

from rounds.accounts.actions.erasure import erase_person
from rounds.directory import actions
from rounds.directory.models import Claim
from rounds.directory.own_data import own_data
from rounds.directory.queries import claim_line, claims_visible_to
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.directory import NOON, AccountFactory, ClaimFactory, HospitalFactory
from tests.factories.servers import Internet

pytestmark = pytest.mark.django_db


def state_of(claim: Claim) -> str:
    return Claim.objects.get(pk=claim.pk).state


def claim_at(net: Internet, *, checked: bool = True) -> Claim:
    net.host("www.lake.example")
    website = net.url("www.lake.example", "/")
    return ClaimFactory(hospital=HospitalFactory(website=website, website_checked=NOON if checked else None))


def test_a_person_claims_a_hospital_once() -> None:
    hospital, person = HospitalFactory(), PersonFactory()
    actions.claim_hospital(hospital, "Editor", by=person, at=NOON)

    with pytest.raises(actions.ClaimRefused, match="You have claimed this hospital already"):
        actions.claim_hospital(hospital, "Editor", by=person, at=NOON)


@pytest.mark.parametrize("where", ["file", "dns"])
def test_the_line_on_a_checked_domain_grants_the_claim(net: Internet, where: str) -> None:
    claim = claim_at(net)
    if where == "file":
        net.page("www.lake.example", "/.well-known/rounds.txt", f"{claim_line(claim)}\n")
    else:
        net.records["_rounds.lake.example", "TXT"] = [claim_line(claim)]

    proof = actions.prove_claim(claim, by=claim.person, at=NOON)

    assert (proof.method, proof.result, state_of(claim)) == (where, "proven", "yes")


def test_on_a_domain_that_nobody_has_checked_the_proof_waits_for_staff(net: Internet) -> None:
    claim = claim_at(net, checked=False)
    net.page("www.lake.example", "/.well-known/rounds.txt", claim_line(claim))

    assert actions.prove_claim(claim, by=claim.person, at=NOON).result == "proven"
    assert state_of(claim) == "waiting"

    actions.decide_claim(claim, "yes", reason="", by=StaffFactory(), at=NOON)
    assert state_of(claim) == "yes"


def test_the_line_of_another_claim_proves_nothing(net: Internet) -> None:
    claim = claim_at(net)
    net.page("www.lake.example", "/.well-known/rounds.txt", claim_line(ClaimFactory()))

    assert actions.prove_claim(claim, by=claim.person, at=NOON).result == "missing"
    assert state_of(claim) == "waiting"


def test_a_domain_that_does_not_answer_is_told(net: Internet) -> None:
    claim = ClaimFactory(hospital=HospitalFactory(website="http://nowhere.example", website_checked=NOON))

    assert actions.prove_claim(claim, by=claim.person, at=NOON).result == "unreachable"


def test_without_a_website_there_is_no_proof() -> None:
    claim = ClaimFactory()
    with pytest.raises(actions.ClaimRefused, match="We don’t know this hospital’s website yet"):
        actions.prove_claim(claim, by=claim.person, at=NOON)


def token_from(letter: mail.EmailMessage) -> str:
    return re.search(r"/hospitals/claims/mail/(\S+)", letter.body)[1]


def test_a_letter_to_the_domain_grants_the_claim_when_its_button_is_pressed(client) -> None:
    hospital = HospitalFactory(website="https://www.lake.example/", website_checked=NOON)
    claim = ClaimFactory(hospital=hospital)
    actions.write_to_domain(claim, "p@news.lake.example", by=claim.person, at=NOON)
    [letter] = mail.outbox
    address = f"/hospitals/claims/mail/{token_from(letter)}"

    assert letter.to == ["p@news.lake.example"]
    assert client.get(address).status_code == 200
    assert state_of(claim) == "waiting"

    assert client.post(address).status_code == 302
    assert state_of(claim) == "yes"
    assert claim.proofs.get().evidence == "@news.lake.example"
    assert client.get(address).status_code == 410


@pytest.mark.parametrize("address", ["p@badlake.example", "p@lake.example.bad.example", "p@example"])
def test_a_letter_goes_to_the_domain_only(address: str) -> None:
    claim = ClaimFactory(hospital=HospitalFactory(website="https://lake.example/"))

    with pytest.raises(actions.ClaimRefused, match=r"This address is not on lake\.example"):
        actions.write_to_domain(claim, address, by=claim.person, at=NOON)
    assert mail.outbox == []


def test_a_link_of_before_a_new_website_proves_nothing() -> None:
    claim = ClaimFactory(hospital=HospitalFactory(website="https://lake.example/", website_checked=NOON))
    actions.write_to_domain(claim, "p@lake.example", by=claim.person, at=NOON)
    link = actions.read_link(token_from(mail.outbox[0]))
    type(claim.hospital).objects.update(website="https://hill.example/")

    with pytest.raises(actions.ClaimRefused, match="website has changed since this letter"):
        actions.confirm_mail(link, at=NOON)


def test_a_link_that_was_changed_opens_nothing(client) -> None:
    assert client.get("/hospitals/claims/mail/abc:def").status_code == 410


def test_staff_say_why_when_there_is_no_proof() -> None:
    claim, staff = ClaimFactory(), StaffFactory()
    for state in ("yes", "no"):
        with pytest.raises(actions.ClaimRefused, match="Say why"):
            actions.decide_claim(claim, state, reason="", by=staff, at=NOON)

    actions.decide_claim(claim, "yes", reason="Known from a call.", by=staff, at=NOON)
    with pytest.raises(actions.ClaimRefused, match="answered already"):
        actions.decide_claim(claim, "yes", reason="Again.", by=staff, at=NOON)
    actions.decide_claim(claim, "no", reason="Left.", by=staff, at=NOON)
    with pytest.raises(actions.ClaimRefused, match="answered already"):
        actions.decide_claim(claim, "yes", reason="Again.", by=staff, at=NOON)


def test_a_claim_can_be_withdrawn_and_made_again() -> None:
    claim = ClaimFactory(state="yes", decided_at=NOON)
    actions.withdraw_claim(claim, by=claim.person, at=NOON)

    with pytest.raises(actions.ClaimRefused, match="over already"):
        actions.withdraw_claim(claim, by=claim.person, at=NOON)
    assert actions.claim_hospital(claim.hospital, "Editor", by=claim.person, at=NOON).state == "waiting"


def test_an_answered_claim_takes_no_more_proofs() -> None:
    claim = ClaimFactory(state="no", decided_at=NOON, hospital=HospitalFactory(website="https://lake.example"))
    with pytest.raises(actions.ClaimRefused, match="answered already"):
        actions.write_to_domain(claim, "p@lake.example", by=claim.person, at=NOON)


def test_list_of_claims_and_permission_agree() -> None:
    claims = [ClaimFactory(), ClaimFactory(state="yes", decided_at=NOON)]

    for person in (claims[0].person, claims[1].person, StaffFactory(), PersonFactory()):
        allowed = {one.pk for one in claims if person.has_perm("directory.see_claim", one)}
        assert set(claims_visible_to(person).values_list("pk", flat=True)) == allowed


def test_export_and_erasure_know_the_register() -> None:
    claim = ClaimFactory(state="yes", decided_at=NOON, role="Editor")
    account = AccountFactory(submitted_by=claim.person, evidence="I work there.")

    name, rows = own_data(claim.person)
    assert (name, [row["what"] for row in rows]) == ("directory", ["claim", "account you told of"])

    erase_person(claim.person, by=StaffFactory(), at=NOON)

    claim.refresh_from_db()
    account.refresh_from_db()
    assert (claim.state, claim.role, account.submitted_by, account.state) == ("no", "", None, "checked")
