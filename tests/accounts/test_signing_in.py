"""Sign-up, sign-in and the links in letters, as a person meets them."""

import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core import mail, signing
from django.test import Client
from django.urls import reverse

from rounds.accounts.models import Entry, Person
from tests.factories.accounts import PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db

NEW = {"name": "Lena  Kovac", "email": "Lena@northlake.example", "password1": PASSWORD}


def path_in(letter: mail.EmailMessage) -> str:
    found = re.search(r"http://[^/\s]+(/\S+)", str(letter.body))
    assert found
    return found[1]


def verbs() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_sign_up_asks_for_name_and_confirms_the_address_by_letter(client: Client) -> None:
    response = client.post("/account/signup/", NEW)
    person = Person.objects.get()

    assert response["Location"] == "/account/confirm-email/"
    assert (person.name, person.email) == ("Lena Kovac", "lena@northlake.example")
    assert [letter.subject for letter in mail.outbox] == ["Confirm your e-mail address"]
    assert "_auth_user_id" not in client.session

    client.get(path_in(mail.outbox[0]))
    client.post(path_in(mail.outbox[0]))

    assert EmailAddress.objects.get().verified
    assert client.session["_auth_user_id"] == str(person.pk)
    assert verbs() == ["accounts.signed_up", "accounts.email_confirmed", "accounts.signed_in"]


def test_second_click_on_sign_up_makes_one_account_and_one_letter(client: Client) -> None:
    client.post("/account/signup/", NEW)
    second = client.post("/account/signup/", NEW)

    assert second["Location"] == "/account/confirm-email/"
    assert Person.objects.count() == 1
    assert len(mail.outbox) == 1


def test_sign_up_with_a_known_address_looks_the_same_and_writes_to_its_owner(client: Client) -> None:
    MemberFactory(email="lena@northlake.example")

    known = client.post("/account/signup/", NEW)
    unknown = Client().post("/account/signup/", {**NEW, "email": "other@northlake.example"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [letter.subject for letter in mail.outbox] == ["You already have an account", "Confirm your e-mail address"]
    assert b"lena@northlake.example" in client.get(known["Location"]).content


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("short", "This password is too short. It must contain at least 12 characters."),
        ("lena kovac 1", "The password is too similar to the name."),
        ("qwertyuiopasdfgh", None),
        ("x" * 1001, "Use at most 1000 characters."),
    ],
)
def test_weak_password_is_refused_and_nothing_typed_is_lost(client: Client, password: str, message: str | None) -> None:
    response = client.post("/account/signup/", {**NEW, "password1": password})
    page = response.content.decode()

    if message is None:
        assert response.status_code in {302, 422}
        return
    assert response.status_code == 422
    assert message in page
    assert 'value="Lena  Kovac"' in page
    assert page.index("There is a problem") < page.index("<h1>")


def test_common_password_is_refused(client: Client) -> None:
    response = client.post("/account/signup/", {**NEW, "password1": "startfinding"})

    assert response.status_code == 422
    assert "This password is too common." in response.content.decode()


def test_link_used_twice_says_so_and_leads_on(client: Client) -> None:
    client.post("/account/signup/", NEW)
    link = path_in(mail.outbox[0])
    client.post(link)

    again, posted = Client().get(link), Client().post(link)

    assert (again.status_code, posted.status_code) == (200, 200)
    assert "This link has done its work" in again.content.decode()
    assert reverse("account_login") in again.content.decode()


def test_old_link_offers_a_new_one(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    person = MemberFactory()
    EmailAddress.objects.update(verified=False)
    address = EmailAddress.objects.get(user=person)
    four_days = dt.timedelta(days=4).total_seconds()
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now - four_days)
    key = EmailConfirmationHMAC(address).key
    monkeypatch.undo()

    response = client.get(f"/account/confirm-email/{key}/")
    client.post("/account/confirm-email/again/", {"email": person.email})

    assert response.status_code == 410
    assert f'value="{person.email}"' in response.content.decode()
    assert [letter.to for letter in mail.outbox] == [[person.email]]


def test_broken_link_offers_a_new_one_and_tells_nothing(client: Client) -> None:
    response = client.get("/account/confirm-email/nonsense/")

    assert response.status_code == 404
    assert reverse("accounts:confirm_again") in response.content.decode()


def test_asking_again_answers_the_same_for_each_address(client: Client) -> None:
    MemberFactory(email="known@people.example")

    answers = [
        Client().post("/account/confirm-email/again/", {"email": email})["Location"]
        for email in ("known@people.example", "nobody@people.example")
    ]

    assert answers == ["/account/confirm-email/"] * 2
    assert mail.outbox == []


def test_sign_in_before_confirming_offers_to_send_the_link_again(client: Client) -> None:
    client.post("/account/signup/", NEW)
    other = Client()

    response = other.post("/account/login/", {"login": NEW["email"], "password": PASSWORD}, follow=True)

    assert response.redirect_chain == [("/account/confirm-email/", 302)]
    assert reverse("accounts:confirm_again") in response.content.decode()
    assert "_auth_user_id" not in other.session


def test_sign_in_and_out_stand_in_the_trail(client: Client) -> None:
    person = MemberFactory()

    response = client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    client.post("/account/logout/")

    assert response["Location"] == "/home"
    assert verbs() == ["accounts.signed_in", "accounts.signed_out"]


def test_wrong_password_and_unknown_address_get_the_same_words(client: Client) -> None:
    person = MemberFactory()

    answers = [
        Client().post("/account/login/", {"login": email, "password": "not the password"})
        for email in (person.email, "nobody@people.example")
    ]

    words = "The address and the password do not belong together. Check both and try again."
    assert [(answer.status_code, words in answer.content.decode()) for answer in answers] == [(422, True)] * 2


def test_sixth_wrong_password_is_refused_even_when_right(client: Client) -> None:
    person = MemberFactory()
    for _try in range(5):
        client.post("/account/login/", {"login": person.email, "password": "not the password"})

    response = client.post("/account/login/", {"login": person.email, "password": PASSWORD})

    assert response.status_code == 422
    assert "There were too many tries." in response.content.decode()


@pytest.mark.slow
def test_too_many_sign_ups_get_a_plain_page(client: Client) -> None:
    answers = [client.post("/account/signup/", {"email": f"{number}@x"}) for number in range(21)]

    assert [answer.status_code for answer in answers] == [422] * 20 + [429]
    assert answers[-1]["Retry-After"] == "300"
    assert "Too many tries" in answers[-1].content.decode()


@pytest.mark.parametrize("change", [{"is_active": False}])
def test_stopped_person_cannot_sign_in_and_their_session_ends(client: Client, change: dict[str, bool]) -> None:
    person = MemberFactory()
    client.force_login(person)
    Person.objects.update(**change)

    page = client.get("/account")
    attempt = Client().post("/account/login/", {"login": person.email, "password": PASSWORD})

    assert page["Location"] == "/signin?next=/account"
    assert attempt["Location"] == "/account/inactive/"


def test_forgotten_password_link_works_once_and_signs_out_everywhere(client: Client) -> None:
    person = MemberFactory()
    elsewhere = Client()
    elsewhere.post("/account/login/", {"login": person.email, "password": PASSWORD})
    client.post("/account/password/reset/", {"email": person.email})
    link = path_in(mail.outbox[0])
    fresh = "nine hills under a quiet lantern"

    form = client.get(link)["Location"]
    client.post(form, {"password1": fresh, "password2": fresh})
    again = client.get(link)

    assert "This link no longer works" in again.content.decode()
    assert "_auth_user_id" not in elsewhere.session
    assert elsewhere.get("/account").status_code == 302
    assert Person.objects.get().check_password(fresh)
    assert mail.outbox[-1].subject == "Your password has changed"


def test_forgotten_password_answers_the_same_for_each_address(client: Client) -> None:
    person = MemberFactory()

    answers = [
        client.post("/account/password/reset/", {"email": email})["Location"]
        for email in (person.email, "nobody@people.example")
    ]

    assert answers == ["/account/password/reset/done/"] * 2
    assert [letter.subject for letter in mail.outbox] == [
        "Choose a new password",
        "There is no account for this address",
    ]


def test_new_address_counts_once_it_is_confirmed_and_the_old_one_is_told(client: Client) -> None:
    person = MemberFactory(email="old@people.example")
    client.force_login(person)
    client.post("/account/email/", {"action_add": "1", "email": "new@people.example"})
    client.post("/account/reauthenticate/?next=/account/email/", {"password": PASSWORD})

    assert Person.objects.get().email == "old@people.example"
    client.post(path_in(mail.outbox[-1]))

    assert Person.objects.get().email == "new@people.example"
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["new@people.example"], "Confirm your new e-mail address"),
        (["old@people.example"], "Your e-mail address has changed"),
    ]
    assert "accounts.email_changed" in verbs()


def test_passkey_sign_up_goes_on_to_the_passkey_in_any_browser(client: Client) -> None:
    client.post("/account/signup/passkey/", {"name": "Lena Kovac", "email": "lena@northlake.example"})
    other = Client()

    response = other.post(path_in(mail.outbox[0]))
    page = other.get(response["Location"])

    assert response["Location"] == "/account/2fa/webauthn/add/"
    assert 'id="js_data" type="application/json"' in page.content.decode()
    assert not Person.objects.get().has_usable_password()
    assert Client().post(path_in(mail.outbox[0])).status_code == 200


def test_signin_leads_to_the_password_page_outside_the_demonstration(client: Client, settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]

    assert client.get("/signin?next=/account")["Location"] == "/account/login/?next=%2Faccount"


@pytest.mark.parametrize("letter", range(3))
def test_letters_are_twins_with_one_button_and_a_short_subject(client: Client, letter: int) -> None:
    person = MemberFactory()
    client.post("/account/signup/", NEW)
    client.post("/account/signup/", {**NEW, "email": person.email})
    client.post("/account/password/reset/", {"email": person.email})

    message = mail.outbox[letter]
    html = str(message.alternatives[0][0])

    assert len(message.subject) < 60
    assert html.count('class="button"') == 1
    assert path_in(message) in html
    assert "Why you get this" in message.body
    assert "allauth" not in html
