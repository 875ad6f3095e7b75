import csv
import datetime as dt
import io
import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rounds.accounts.models import Person
from rounds.credentials import actions
from rounds.credentials.models import Credential, Revocation
from rounds.credentials.openbadges.baking import unbake
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.credentials import NOW, award

pytestmark = pytest.mark.django_db


def sign_in(client: Client, person: Person) -> Person:
    client.force_login(person)
    return person


@pytest.mark.parametrize("count", [1, 3])
def test_mine_asks_the_database_the_same_for_every_count(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = sign_in(client, PersonFactory())
    for version in range(count):
        award(person, version=str(version))
    award()

    with django_assert_num_queries(3):
        page = client.get("/me/certificates")

    assert page.content.decode().count('<article class="card') == count


def test_mine_is_empty_at_first(client: Client) -> None:
    sign_in(client, PersonFactory())

    assert "No certificates yet" in client.get("/me/certificates").content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("path", ["certificate.pdf", "badge.svg", "badge.json"])
def test_files_are_for_the_holder_and_the_staff(client: Client, path: str) -> None:
    credential = award()
    url = f"/me/certificates/{credential.pk}/{path}"
    answers = [client.get(url).status_code]

    for person in (PersonFactory(), credential.person, StaffFactory()):
        client.force_login(person)
        answers.append(client.get(url).status_code)

    assert answers == [302, 403, 200, 200]


@pytest.mark.slow
def test_certificate_comes_on_the_chosen_paper(client: Client) -> None:
    credential = award()
    sign_in(client, credential.person)

    answer = client.get(f"/me/certificates/{credential.pk}/certificate.pdf?paper=letter")

    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/pdf", 'inline; filename="protect-patient-privacy.pdf"',
    )  # fmt: skip
    assert answer.content.startswith(b"%PDF-1.7")


def test_badge_picture_holds_the_badge_with_or_without_the_name(client: Client) -> None:
    credential = award()
    sign_in(client, credential.person)
    url = f"/me/certificates/{credential.pk}/badge"

    assert unbake(client.get(f"{url}.svg").content) == credential.signed
    assert unbake(client.get(f"{url}.svg?name=1").content) == credential.signed_with_name
    assert client.get(f"{url}.json?name=1").json() == credential.signed_with_name


def test_hostile_title_stays_text_in_the_picture(client: Client) -> None:
    credential = award(title='</text><script>alert("x")</script>')

    picture = client.get(f"/verify/{credential.pk}/badge.svg").content.decode()

    assert "<script" not in picture


def test_verify_shows_a_valid_certificate_without_private_data(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = PersonFactory(name="Dr Amara Osei", email="amara@northlake.example", licence_number="LIC-77")
    credential = award(person)

    with django_assert_num_queries(1):
        answer = client.get(f"/verify/{credential.pk}")
    page = answer.content.decode()

    assert answer.status_code == 200
    for words in (
        "This certificate is valid.",
        "Dr Amara Osei",
        "Protect patient privacy",
        "14 March 2025",
        "answer 8 of 10",
    ):
        assert words in page
    for secret in ("amara@northlake.example", "LIC-77"):
        assert secret not in page + json.dumps(client.get(f"/verify/{credential.pk}.json").json())


def test_verify_says_when_and_why_it_was_revoked_but_not_the_details(client: Client) -> None:
    credential = award()
    actions.revoke_credential(credential, reason="Used a colleague's account.", by=None, at=NOW, category="conduct")

    page = client.get(f"/verify/{credential.pk}").content.decode()

    assert "This certificate was revoked on 14 March 2025." in page
    assert "The rules of the assessment were broken" in page
    assert "colleague" not in page


def test_verify_says_that_it_has_expired(client: Client) -> None:
    credential = award(valid_until=NOW + dt.timedelta(days=1))

    assert "This certificate was valid until 15 March 2025." in client.get(f"/verify/{credential.pk}").content.decode()


def test_verify_of_a_replaced_certificate_hides_the_old_name(client: Client) -> None:
    old = award(PersonFactory(name="Old Name"))
    new = actions.reissue_credential(old, holder_name="New Name", reason="Changed.", by=None, at=NOW)

    page = client.get(f"/verify/{old.pk}").content.decode()

    assert "Old Name" not in page
    assert "New Name" not in page
    assert str(new.pk) not in page


def test_verify_hides_the_name_after_erasure_and_gives_no_badge(client: Client) -> None:
    credential = award(PersonFactory(name="Dr Amara Osei"))
    actions.hide_name(credential.person, at=NOW)

    page = client.get(f"/verify/{credential.pk}").content.decode()
    badge = client.get(f"/verify/{credential.pk}.json")

    assert "This certificate is valid." in page
    assert "Amara" not in page
    assert (badge.status_code, badge.json()["state"]) == (410, "valid")


@pytest.mark.parametrize("number", [str(uuid.UUID(int=1)), "abc", "%00", "0" * 400])
def test_verify_of_an_unknown_number_helps(client: Client, number: str) -> None:
    answer = client.get(f"/verify/{number}")

    assert answer.status_code == 404
    assert "We do not know this certificate" in answer.content.decode()
    assert client.get(f"/verify/{number}.json").status_code == 404


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        ("application/vc+ld+json", "application/vc+ld+json"),
        ("application/vc", "application/vc"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
    ],
)
def test_verify_answers_in_the_form_that_was_asked_for(client: Client, accept: str, given: str) -> None:
    credential = award()

    answer = client.get(f"/verify/{credential.pk}", headers={"accept": accept})

    assert answer["Content-Type"] == given
    assert "Accept" in answer["Vary"]


def machine_paths() -> list[str]:
    credential = award()
    return [f"/verify/{credential.pk}.json", f"/verify/{credential.pk}/badge.svg",
            f"/status/{credential.status_list_id}",
            "/issuer.json", "/.well-known/did.json"]  # fmt: skip


def test_machine_readable_addresses_are_open_to_every_site(client: Client) -> None:
    for path in machine_paths():
        got, head, asked, sent = client.get(path), client.head(path), client.options(path), client.post(path)

        assert [one.status_code for one in (got, head, asked, sent)] == [200, 200, 204, 405]
        assert {one["Access-Control-Allow-Origin"] for one in (got, head, asked)} == {"*"}
        assert "max-age=" in got["Cache-Control"]
        assert head.content == b""


def test_status_list_changes_when_something_is_revoked(client: Client) -> None:
    credential = award()
    before = client.get(f"/status/{credential.status_list_id}").json()
    actions.revoke_credential(credential, reason="Wrong.", by=None, at=NOW)

    after = client.get(f"/status/{credential.status_list_id}").json()

    assert before["credentialSubject"]["encodedList"] != after["credentialSubject"]["encodedList"]
    assert after["proof"]["verificationMethod"] == credential.signed["proof"]["verificationMethod"]


def test_issuer_lists_rotated_keys_too(client: Client) -> None:
    old = award().key
    new = actions.rotate_key(by=None, at=NOW + dt.timedelta(days=1))

    document = client.get("/.well-known/did.json").json()

    assert [method["publicKeyMultibase"] for method in document["verificationMethod"]] == [new.multikey, old.multikey]
    assert old.multikey in client.get("/issuer").content.decode()


def test_issuer_says_so_before_there_is_a_key(client: Client) -> None:
    assert "There is no key yet." in client.get("/issuer").content.decode()
    assert client.get("/issuer.json").json()["type"] == ["Profile"]


def test_look_up_finds_a_pasted_link(client: Client) -> None:
    credential = award()

    answer = client.post("/verify", {"number": f" http://127.0.0.1:8000/verify/{credential.pk}?x=1 "})

    assert (answer.status_code, answer["Location"]) == (302, f"/verify/{credential.pk}")


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"number": ""}, "Type the number, or choose a badge file."),
        ({"number": "nonsense"}, "We have issued no certificate with this number."),
        ({"badge": SimpleUploadedFile("a.json", b"{")}, "This file does not hold a badge."),
        ({"badge": SimpleUploadedFile("a.svg", b"<svg/>")}, "There is no badge inside this picture."),
        ({"badge": SimpleUploadedFile("a.json", b" " * (1024 * 1024 + 1))}, "This file is larger than 1 MB."),
    ],
)
def test_look_up_refuses_with_a_message(client: Client, sent: dict[str, object], message: str) -> None:
    answer = client.post("/verify", sent)

    assert answer.status_code == 422
    assert message in answer.content.decode()


def test_look_up_examines_a_dropped_badge(client: Client) -> None:
    credential = award()
    changed = {**credential.signed, "name": "Heart surgery"}

    good = client.post("/verify", {"badge": SimpleUploadedFile("a.json", json.dumps(credential.signed).encode())})
    bad = client.post("/verify", {"badge": SimpleUploadedFile("a.json", json.dumps(changed).encode())})

    assert "This badge is real and valid." in good.content.decode()
    assert "Do not trust this badge." in bad.content.decode()


def test_look_up_spends_no_time_on_a_graph_made_to_be_slow(client: Client) -> None:
    twins: list[dict[str, object]] = [{"type": ["Achievement"]} for _twin in range(5000)]
    slow = {**award().signed, "credentialSubject": twins}

    answer = client.post("/verify", {"badge": SimpleUploadedFile("a.json", json.dumps(slow).encode())})

    assert "Do not trust this badge." in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_issued_asks_the_database_the_same_for_every_count(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(client, StaffFactory())
    for _person in range(count):
        actions.revoke_credential(award(), reason="Wrong.", by=None, at=NOW)

    with django_assert_num_queries(4):
        page = client.get("/staff/certificates")

    assert page.content.decode().count('<th scope="row">') == count


def table(client: Client, asked: str) -> str:
    return client.get(f"/staff/certificates.csv{asked}").getvalue().decode("utf-8-sig")  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["/staff/certificates", "/staff/certificates.csv"])
def test_issued_is_for_staff(client: Client, path: str) -> None:
    sign_in(client, PersonFactory())

    assert client.get(path).status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [("", {"a", "b", "c"}), ("state=valid", {"a"}), ("state=expired", {"b"}), ("state=revoked", {"c"}),
     ("kind=completion", {"b"}),
     ("title=B", {"b"}), ("who=c-holder", {"c"}), ("since=2025-03-15", {"b", "c"}), ("until=2025-03-14", {"a"})],
)  # fmt: skip
def test_page_and_csv_show_the_same_certificates(client: Client, query: str, found: set[str]) -> None:
    sign_in(client, StaffFactory())
    later = NOW + dt.timedelta(days=3)
    award(title="a")
    award(title="b", kind="completion", at=later, valid_until=later)
    revoked = award(PersonFactory(name="c-holder"), title="c", at=later)
    actions.revoke_credential(revoked, reason="Wrong.", by=None, at=later)

    page = client.get(f"/staff/certificates?{query}")
    rows = list(csv.DictReader(io.StringIO(table(client, f"?{query}"))))

    assert {one.credential.title for one in page.context["certificates"]} == found
    assert {row["title"] for row in rows} == found


def test_csv_does_not_run_names_as_formulas(client: Client) -> None:
    sign_in(client, StaffFactory())
    award(PersonFactory(name="=HYPERLINK(1)"))

    row = next(csv.DictReader(io.StringIO(table(client, ""))))

    assert row["name"] == "'=HYPERLINK(1)"


def test_issued_refuses_a_date_that_is_none(client: Client) -> None:
    sign_in(client, StaffFactory())

    assert client.get("/staff/certificates?since=yesterday").status_code == 422


def test_revoke_asks_first_and_then_revokes_once(client: Client) -> None:
    staff, credential = sign_in(client, StaffFactory()), award()
    url = f"/staff/certificates/{credential.pk}/revoke"
    sent = {"category": "request", "reason": "Asked by mail."}

    asked, unsaid, done, again = client.get(url), client.post(url, {}), client.post(url, sent), client.post(url, sent)

    assert [one.status_code for one in (asked, unsaid, done, again)] == [200, 422, 302, 302]
    assert [(row.category, row.by) for row in Revocation.objects.all()] == [("request", staff)]


def test_reissue_gives_a_new_certificate(client: Client) -> None:
    sign_in(client, StaffFactory())
    credential = award()
    url = f"/staff/certificates/{credential.pk}/reissue"

    asked, unsaid = client.get(url), client.post(url, {"holder_name": "Amara Mensah"})
    done = client.post(url, {"holder_name": "Amara Mensah", "reason": "Married."})
    again = client.post(url, {"holder_name": "Amara Mensah", "reason": "Married."})

    assert [one.status_code for one in (asked, unsaid, done, again)] == [200, 422, 302, 302]
    assert Credential.objects.get(replaces=credential).holder_name == "Amara Mensah"


@pytest.mark.parametrize("path", ["revoke", "reissue"])
def test_changing_a_certificate_is_for_staff(client: Client, path: str) -> None:
    credential = award()
    sign_in(client, credential.person)

    assert client.get(f"/staff/certificates/{credential.pk}/{path}").status_code == 403
