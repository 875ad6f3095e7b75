"""Sign-in of whole organisations, against a small provider of OpenID Connect on this machine."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from rounds.accounts.models import Entry, Person
from tests.factories import identity
from tests.factories.accounts import MemberFactory
from tests.factories.identity import CLIENT_ID, Provider, identity_provider

pytestmark = pytest.mark.django_db
HOST = {"host": "centre.example"}


@pytest.fixture
def provider(socket_enabled: None, settings: Any) -> Iterator[type[Provider]]:
    with identity_provider() as made:
        app = {
            "provider_id": "northlake",
            "name": "Northlake Hospital",
            "client_id": CLIENT_ID,
            "secret": "shared",
            "settings": {"server_url": made.url},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield made


def come_back(client: Client) -> Any:
    return identity.come_back(client, client.post("/account/oidc/northlake/login/?process=login"), "northlake")


def test_buttons_appear_only_when_configured(client: Client) -> None:
    assert "With your organisation" not in client.get("/account/login/").content.decode()


def test_person_of_an_organisation_gets_an_account_and_is_signed_in(client: Client, provider: type[Provider]) -> None:
    page = client.get("/account/login/").content.decode()
    response = come_back(client)

    person = Person.objects.get()
    assert "Go on with Northlake Hospital" in page
    assert response["Location"] == "/home"
    assert (person.name, person.email, person.has_usable_password()) == ("Lena Kovac", "lena@northlake.example", False)
    assert client.session["_auth_user_id"] == str(person.pk)
    assert Entry.objects.latest("pk").verb == "accounts.signed_in"


def test_account_page_offers_to_link_the_organisation(client: Client, provider: type[Provider]) -> None:
    client.force_login(MemberFactory())

    page = client.get("/account").content.decode()

    assert ("sign-in</strong>" in page, "Not linked" in page) == (True, True)


@pytest.mark.slow
def test_second_visit_finds_the_same_account(client: Client, provider: type[Provider]) -> None:
    come_back(client)
    other = Client()
    come_back(other)

    assert Person.objects.count() == 1
    assert other.session["_auth_user_id"] == str(Person.objects.get().pk)


def test_missing_name_is_asked_for(client: Client, provider: type[Provider]) -> None:
    del provider.claims["name"]

    response = come_back(client)
    form = client.post(response["Location"], {"email": "lena@northlake.example"})
    client.post(response["Location"], {"email": "lena@northlake.example", "name": "Lena Kovac"})

    assert response["Location"] == "/account/3rdparty/signup/"
    assert form.status_code == 422
    assert Person.objects.get().name == "Lena Kovac"


def test_unconfirmed_address_of_an_organisation_is_confirmed_by_letter(
    client: Client, provider: type[Provider]
) -> None:
    provider.claims["email_verified"] = False

    assert come_back(client)["Location"] == "/account/confirm-email/"
    assert "_auth_user_id" not in client.session


def test_address_of_another_account_opens_nothing(client: Client, provider: type[Provider]) -> None:
    MemberFactory(email="lena@northlake.example")

    assert come_back(client)["Location"] == "/account/confirm-email/"
    assert "_auth_user_id" not in client.session


@pytest.mark.slow
def test_stopped_person_of_an_organisation_stays_out(client: Client, provider: type[Provider]) -> None:
    come_back(client)
    Person.objects.update(is_active=False)
    other = Client()

    assert come_back(other)["Location"] == "/account/inactive/"
    assert "_auth_user_id" not in other.session


def test_no_at_the_organisation_leads_back_to_sign_in(client: Client, provider: type[Provider]) -> None:
    state = parse_qs(urlsplit(client.post("/account/oidc/northlake/login/").context["redirect_to"]).query)["state"][0]

    response = client.get("/account/oidc/northlake/login/callback/", {"error": "access_denied", "state": state})

    assert response["Location"] == "/account/3rdparty/login/cancelled/"


def test_answer_nobody_asked_for_is_refused(client: Client, provider: type[Provider]) -> None:
    response = client.get("/account/oidc/northlake/login/callback/", {"code": "once", "state": "forged"})

    assert "Your organisation did not let you in" in response.content.decode()
    assert Person.objects.count() == 0


@pytest.fixture
def saml(settings: Any) -> None:
    idp = {
        "entity_id": "https://idp.northlake.example",
        "sso_url": "https://idp.northlake.example/sso",
        "x509cert": "MIIB",
    }
    app = {"client_id": "northlake", "name": "Northlake Hospital", "settings": {"idp": idp}}
    settings.SOCIALACCOUNT_PROVIDERS = {"saml": {"APPS": [app]}}
    settings.ALLOWED_HOSTS = ["centre.example"]


def test_saml_tells_its_metadata(client: Client, saml: None) -> None:
    response = client.get("/account/saml/northlake/metadata/", headers=HOST)

    assert response["Content-Type"] == "text/xml"
    assert 'Location="http://centre.example/account/saml/northlake/acs/"' in response.content.decode()


def test_saml_leads_to_the_organisation_by_a_page_of_ours(client: Client, saml: None) -> None:
    page = client.get("/account/login/", headers=HOST).content.decode()
    response = client.post("/account/saml/northlake/login/?process=login", headers=HOST)

    target = response.context["redirect_to"]
    assert 'action="/account/saml/northlake/login/?process=login"' in page
    assert target.startswith("https://idp.northlake.example/sso?SAMLRequest=")
    assert 'http-equiv="refresh"' in response.content.decode()


def test_saml_of_nobody_we_know_is_missing(client: Client, saml: None) -> None:
    assert client.get("/account/saml/elsewhere/metadata/", headers=HOST).status_code == 404
    assert client.post("/account/oidc/elsewhere/login/", headers=HOST).status_code == 404


@pytest.mark.parametrize("value", ["{", "{}", "7"])
def test_providers_that_are_no_list_are_refused_at_the_start(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from rounds import settings

    monkeypatch.setenv("ROUNDS_OIDC", value)

    with pytest.raises(ImproperlyConfigured) as refusal:
        settings.json_list("ROUNDS_OIDC")

    assert str(refusal.value).startswith("ROUNDS_OIDC is not")
