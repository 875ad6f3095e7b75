import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rounds.directory.models import Claim, FormerName, Hospital, HospitalAccount, ImportRun, JoinQuestion, SocialNetwork
from rounds.directory.queries import Wanted, find_hospitals, hospitals_visible_to
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.directory import (
    NOON,
    AccountFactory,
    ClaimFactory,
    HospitalFactory,
    JoinQuestionFactory,
    NetworkFactory,
    ProofFactory,
)

pytestmark = pytest.mark.django_db


def names(**asked: str) -> list[str]:
    return [one.name for one in find_hospitals(hospitals_visible_to(None), Wanted(**asked))]


def test_filters_narrow_the_list() -> None:
    large = HospitalFactory(name="Large", beds=300, teaching=True, state="MN", words="large old name")
    HospitalFactory(name="Middle", beds=299, ownership="public", type="psychiatric", teaching=False)
    HospitalFactory(name="Small", beds=99, country="GB", kind="school")
    HospitalFactory(name="Unknown", beds=None)
    HospitalFactory(name="Closed", status="closed")
    AccountFactory(hospital=large, network=NetworkFactory(slug="x"), proven_at=NOON, proven_by="dns")
    AccountFactory(hospital=Hospital.objects.get(name="Small"), state="dead")

    assert names() == ["Large", "Middle", "Small", "Unknown"]
    assert names(status="closed") == ["Closed"]
    assert [names(beds=band) for band in ("1-99", "100-299", "300+", "unknown")] == [
        ["Small"], ["Middle"], ["Large"], ["Unknown"],
    ]  # fmt: skip
    assert (names(state="MN"), names(country="GB"), names(kind="school")) == (["Large"], ["Small"], ["Small"])
    assert (names(ownership="public"), names(type="psychiatric")) == (["Middle"], ["Middle"])
    assert (names(teaching="yes"), names(teaching="no")) == (["Large"], ["Middle"])
    assert names(teaching="unknown") == ["Small", "Unknown"]
    assert (names(network="x"), names(network="facebook"), names(network="nowhere")) == (["Large"], [], [])
    assert (names(proof="proven"), names(proof="any")) == (["Large"], ["Large"])
    assert names(proof="none") == ["Middle", "Small", "Unknown"]
    assert (names(q="OLD name"), names(q="name zzz")) == (["Large"], [])
    assert names(type="nonsense", beds="nonsense", proof="nonsense") == ["Large", "Middle", "Small", "Unknown"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_questions(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        AccountFactory()
    cache.clear()

    with django_assert_num_queries(7):
        answer = client.get("/hospitals")

    assert answer.content.decode().count('class="cover"') == count


@pytest.mark.parametrize("count", [1, 3])
def test_hospital_asks_the_same_number_of_questions(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hospital = HospitalFactory()
    for _number in range(count):
        AccountFactory(hospital=hospital)
        FormerName.objects.create(hospital=hospital, name="Old", until=dt.date(2020, 1, 1), source="cms")
    client.get("/")

    with django_assert_num_queries(4):
        client.get(f"/hospitals/{hospital.slug}")


def test_only_what_is_public_stands_on_the_page_of_a_hospital(client: Client) -> None:
    hospital = HospitalFactory()
    for state in ("submitted", "checked", "refused", "dead", "taken_over"):
        AccountFactory(hospital=hospital, handle=f"is-{state}", state=state, evidence="Told by Secret Person")

    page = client.get(f"/hospitals/{hospital.slug}").content.decode()

    assert {state for state in ("submitted", "checked", "refused", "dead", "taken_over") if f"is-{state}" in page} == {
        "checked", "dead", "taken_over",
    }  # fmt: skip
    assert "Secret Person" not in page
    assert f'<meta property="og:image" content="http://127.0.0.1:8000/hospitals/{hospital.slug}/card.png">' in page


def test_htmx_gets_the_list_alone(client: Client) -> None:
    HospitalFactory()

    answer = client.get("/hospitals", headers={"HX-Request": "true"})

    assert answer.content.decode().lstrip().startswith('<div id="found"')
    assert "HX-Request" in answer.headers["Vary"]


def test_csv_holds_what_the_list_holds(client: Client) -> None:
    AccountFactory(hospital=HospitalFactory(name="Lake", slug="lake", cms_id="010001"))
    HospitalFactory(name="Hill", state="MN")

    lines = b"".join(client.get("/hospitals.csv?state=WI")).decode().splitlines()

    assert len(lines) == 2
    assert lines[1].startswith("010001,,Lake,hospital,acute,non_profit,")
    assert lines[1].endswith(",open,,Facebook,http://127.0.0.1:8000/hospitals/lake")


@pytest.mark.slow
def test_a_card_is_drawn_for_long_and_short_names(client: Client) -> None:
    for name in ("Lake", "The Very Long and Winding Name of a Hospital That Nobody Can Say in One Breath " * 2):
        hospital = HospitalFactory(name=name[:200])
        answer = client.get(f"/hospitals/{hospital.slug}/card.png")
        assert (answer.headers["Content-Type"], answer.content[:4]) == ("image/png", b"\x89PNG")


def typed(**more: object) -> dict[str, object]:
    network = NetworkFactory()
    return {"network": network.pk, "address": "https://www.facebook.com/lake", "evidence": "Linked.", **more}


def test_a_visitor_tells_of_an_account(client: Client) -> None:
    hospital = HospitalFactory()

    answer = client.post(f"/hospitals/{hospital.slug}/add", typed())

    assert answer.headers["Location"] == f"/hospitals/{hospital.slug}/added"
    assert client.get(answer.headers["Location"]).status_code == 200
    made = HospitalAccount.objects.get()
    assert (made.handle, made.state, made.evidence, made.submitted_by) == ("lake", "submitted", "Linked.", None)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"address": "https://x.com/lake"}, "This is no address on Facebook. Choose the network that fits."),
        ({"opened_on": "2099-01-01"}, "Choose a day between 1995 and today."),
        ({"network": ""}, "This field is required."),
    ],
)
def test_what_was_typed_is_not_lost(client: Client, more: dict[str, str], words: str) -> None:
    hospital = HospitalFactory()

    answer = client.post(f"/hospitals/{hospital.slug}/add", typed(**more))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert (words in page, "Linked." in page, HospitalAccount.objects.count()) == (True, True, 0)


def test_the_same_account_again_is_told_beside_the_field(client: Client) -> None:
    account = AccountFactory(handle="lake")

    answer = client.post(f"/hospitals/{account.hospital.slug}/add", typed())

    assert answer.status_code == 422
    assert "This account is in the register already" in answer.content.decode()


def test_a_program_that_fills_every_field_is_thanked_and_forgotten(client: Client) -> None:
    hospital = HospitalFactory()

    answer = client.post(f"/hospitals/{hospital.slug}/add", typed(page="http://spam.example"))

    assert (answer.status_code, HospitalAccount.objects.count()) == (302, 0)


def test_too_many_submissions_are_stopped(client: Client) -> None:
    hospital = HospitalFactory()
    answers = [
        client.post(f"/hospitals/{hospital.slug}/add", typed(address=f"https://facebook.com/lake{number}")).status_code
        for number in range(7)
    ]

    assert answers == [302] * 6 + [429]


def test_claiming_goes_from_page_to_proof() -> None:
    hospital, person = HospitalFactory(website="https://lake.example/"), PersonFactory()
    client = signed_in(person)

    assert client.post(f"/hospitals/{hospital.slug}/claim", {"role": ""}).status_code == 422
    answer = client.post(f"/hospitals/{hospital.slug}/claim", {"role": "Editor"})

    claim = Claim.objects.get()
    assert answer.headers["Location"] == f"/hospitals/claims/{claim.pk}"
    page = client.get(answer.headers["Location"]).content.decode()
    assert ("_rounds.lake.example" in page, "https://lake.example/.well-known/rounds.txt" in page) == (True, True)
    assert client.get(f"/hospitals/{hospital.slug}/claim").headers["Location"] == f"/hospitals/claims/{claim.pk}"
    refused = client.post(f"/hospitals/claims/{claim.pk}/write", {"address": "p@hill.example"})
    assert (refused.status_code, "This address is not on lake.example" in refused.content.decode()) == (422, True)
    assert client.post(f"/hospitals/claims/{claim.pk}/write", {"address": "p@lake.example"}).status_code == 302
    assert client.get(f"/hospitals/claims/{claim.pk}/withdraw").status_code == 200
    assert client.post(f"/hospitals/claims/{claim.pk}/withdraw").status_code == 302
    assert Claim.objects.get().state == "no"


def test_nobody_reaches_the_claim_of_another() -> None:
    claim, other = ClaimFactory(), signed_in(PersonFactory())
    parts = ["", "/withdraw"]

    assert [other.get(f"/hospitals/claims/{claim.pk}{part}").status_code for part in parts] == [403, 403]
    assert [other.post(f"/hospitals/claims/{claim.pk}/{part}").status_code for part in ("look", "write")] == [403, 403]


def test_the_hospital_changes_what_it_knows_better() -> None:
    claim = ClaimFactory(state="yes", decided_at=NOON)
    slug = claim.hospital.slug
    form = {"website": "https://new.example/", "beds": "77", "teaching": "yes", "rural": "", "name": "Mine"}

    assert signed_in(PersonFactory()).post(f"/hospitals/{slug}/change", form).status_code == 403
    assert signed_in(claim.person).post(f"/hospitals/{slug}/change", form).status_code == 302

    made = Hospital.objects.get(slug=slug)
    assert (made.name, made.beds, made.beds_source, made.teaching) == (claim.hospital.name, 77, "hospital", True)
    assert (made.website, made.website_source, made.website_checked) == ("https://new.example/", "hospital", None)


def test_staff_rename_and_vouch_for_a_website() -> None:
    hospital = HospitalFactory(name="Old", words="old")
    client = signed_in(StaffFactory())
    form = {
        "name": "New",
        "website": "https://new.example",
        "website_good": "on",
        "beds": "",
        "teaching": "",
        "rural": "",
    }

    assert client.post(f"/hospitals/{hospital.slug}/change", {**form, "website": "nonsense"}).status_code == 422
    client.post(f"/hospitals/{hospital.slug}/change", form)

    made = Hospital.objects.get()
    assert (made.name, made.beds, made.beds_source, bool(made.website_checked)) == ("New", None, "", True)
    assert (list(made.former_names.values_list("name", flat=True)), made.words) == (["Old"], "new old northlake wi")


STAFF_PAGES = ("", "/claims", "/joins", "/look-alikes", "/imports", "/networks", "/accounts.csv")


@pytest.mark.parametrize("part", STAFF_PAGES)
def test_the_desk_is_for_staff(part: str) -> None:
    address = f"/staff/register{part}"

    assert Client().get(address).status_code == 302
    assert signed_in(PersonFactory()).get(address).status_code == 403
    assert signed_in(StaffFactory()).get(address).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_lists_of_the_desk_ask_the_same_number_of_questions(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        AccountFactory(state="submitted")
        ProofFactory(account=None, claim=ClaimFactory())
        JoinQuestionFactory()
    client = signed_in(StaffFactory())
    client.get("/staff/register")

    for part, asked in (("", 10), ("/claims", 10), ("/joins", 9), ("/look-alikes", 8), ("/networks", 9)):
        with django_assert_num_queries(asked, info=part):
            client.get(f"/staff/register{part}")


def test_a_curator_lists_an_account() -> None:
    account = AccountFactory(state="submitted")
    client = signed_in(StaffFactory())
    address = f"/staff/register/accounts/{account.pk}"

    assert client.get(address).status_code == 200
    answer = client.post(address, {"state": "checked", "seen": "submitted", "reason": "The website links to it."})

    account.refresh_from_db()
    assert (answer.status_code, account.state) == (302, "checked")
    late = client.post(address, {"state": "refused", "seen": "submitted", "reason": "Spam"})
    assert (late.status_code, "Somebody else has decided" in late.content.decode()) == (422, True)
    assert "Spam" in late.content.decode()


def test_a_curator_answers_a_claim() -> None:
    claim = ClaimFactory()
    client = signed_in(StaffFactory())

    client.post(f"/staff/register/claims/{claim.pk}/decide", {"state": "yes"})
    assert Claim.objects.get().state == "waiting"
    client.post(f"/staff/register/claims/{claim.pk}/decide", {"state": "yes", "reason": "Known."})
    assert Claim.objects.get().state == "yes"


@pytest.mark.parametrize(("answer", "beds"), [("yes", 60), ("no", None)])
def test_a_curator_answers_a_join(answer: str, beds: int | None) -> None:
    question = JoinQuestionFactory()
    client = signed_in(StaffFactory())

    for _time in range(2):
        client.post("/staff/register/joins", {"question": question.pk, "answer": answer})
    client.post("/staff/register/joins", {"question": question.pk, "answer": "perhaps"})

    assert (JoinQuestion.objects.get().state, Hospital.objects.get().beds) == (answer, beds)


def test_an_import_can_be_read_line_by_line() -> None:
    run = ImportRun.objects.create(
        source="cms",
        released_on=dt.date(2026, 2, 6),
        at=NOON,
        counts={"added": 1},
        files=[{"name": "a", "sha256": "b"}],
    )
    run.lines.create(what="added", number=2, key="010001", words="Lake")
    client = signed_in(StaffFactory())

    assert "Lake" in client.get(f"/staff/register/imports/{run.pk}?what=added").content.decode()
    assert "No lines of this kind" in client.get(f"/staff/register/imports/{run.pk}?what=closed").content.decode()
    lines = b"".join(client.get(f"/staff/register/imports/{run.pk}.csv")).decode().splitlines()
    assert lines[1] == "Added,2,010001,Lake"


def test_twitter_became_x_and_a_network_closes() -> None:
    client, twitter = signed_in(StaffFactory()), NetworkFactory(slug="bird", name="Bird")
    address = f"/staff/register/networks/{twitter.pk}"

    client.post(address, {"name": "Letter", "hosts": "letter.example\nbird.example", "retired_on": "2026-01-31"})

    twitter.refresh_from_db()
    assert (twitter.name, twitter.hosts, twitter.retired_on) == (
        "Letter", ["letter.example", "bird.example"], dt.date(2026, 1, 31),
    )  # fmt: skip
    assert list(twitter.former_names.values_list("name", flat=True)) == ["Bird"]
    assert client.post(address, {"name": "FACEBOOK", "hosts": "x y"}).status_code == 422
    assert client.post("/staff/register/networks", {"name": "letter", "hosts": ""}).status_code == 422
    client.post("/staff/register/networks", {"name": "Newest", "hosts": "newest.example"})
    assert SocialNetwork.objects.get(slug="newest").hosts == ["newest.example"]


def test_looking_now_is_for_the_hospital_and_staff() -> None:
    account = AccountFactory(hospital=HospitalFactory(website=""))
    address = f"/hospitals/accounts/{account.pk}/prove"

    assert signed_in(PersonFactory()).post(address).status_code == 403
    assert signed_in(StaffFactory()).post(address).status_code == 302
    assert account.proofs.get().result == "missing"
    page = Client().get(f"/hospitals/{account.hospital.slug}/accounts/{account.pk}").content.decode()
    assert ("Not found" in page, "Look again now" in page) == (True, False)


def test_the_proofs_of_a_waiting_account_are_not_public(client: Client) -> None:
    account = AccountFactory(state="submitted")

    assert client.get(f"/hospitals/{account.hospital.slug}/accounts/{account.pk}").status_code == 404
