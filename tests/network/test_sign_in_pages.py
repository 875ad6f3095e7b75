"""A manager enters the sign-in of their organisation, tries it, switches it on and off, and removes it."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.test import Client

from rounds.accounts.models import Entry
from rounds.core.sealing import opened
from rounds.network.models import OwnSignIn
from rounds.network.queries.sign_in import PURPOSE, key_for, secret_of
from tests.factories.accounts import MemberFactory, StaffFactory
from tests.factories.identity import Provider, identity_provider
from tests.factories.network import (
    DomainFactory,
    MembershipFactory,
    OwnSignInFactory,
    SeatFactory,
    manager_of,
    member_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(socket_enabled: None, settings: Any) -> Iterator[type[Provider]]:
    settings.OUTGOING_TEST_NETWORKS = ["127.0.0.0/8"]
    with identity_provider() as made:
        yield made


@pytest.fixture
def own() -> Any:
    return OwnSignInFactory(tried=None, on=None)


def as_manager(organisation: Any) -> Client:
    client = Client()
    client.force_login(manager_of(organisation))
    return client


def post(client: Client, own: Any, step: str, **facts: str) -> Any:
    return client.post(f"/org/{own.organisation.slug}/sign-in/{step}", facts)


@pytest.mark.slow
def test_what_is_entered_is_kept_and_the_secret_sealed_and_never_shown() -> None:
    organisation = MembershipFactory().organisation
    client, url = as_manager(organisation), f"/org/{organisation.slug}/sign-in"
    before = client.get(url).content.decode()

    facts = {"issuer": "https://login.northlake.example/", "client_id": "rounds", "secret": "correct horse"}
    client.post(f"{url}/oidc", facts)
    page = client.get(url).content.decode()

    made = OwnSignIn.objects.get()
    assert f"/account/oidc/{made.key}/login/callback/" in before  # what IT needs before anything is entered
    assert (made.key, made.on, made.tried) == (key_for(organisation), None, None)
    assert (secret_of(made), "correct horse" in made.secret, "correct horse" in page) == ("correct horse", False, False)
    assert Entry.objects.get(verb="network.sign_in_entered").details["issuer"] == "https://login.northlake.example/"


def test_empty_secret_keeps_the_one_before_and_is_asked_for_the_first_time(own: OwnSignIn) -> None:
    client, new = as_manager(own.organisation), MembershipFactory().organisation

    post(client, own, "oidc", issuer=own.issuer, client_id="other")
    refused = as_manager(new).post(f"/org/{new.slug}/sign-in/oidc", {"issuer": own.issuer, "client_id": "typed"})

    own.refresh_from_db()
    assert (own.client_id, secret_of(own)) == ("other", "shared")
    assert (refused.status_code, refused.context["oidc"].errors) == (422, {"secret": ["Enter the secret."]})
    assert 'value="typed"' in refused.content.decode()


def test_secret_opens_with_the_key_of_this_installation_alone(own: OwnSignIn, settings: Any) -> None:
    settings.SECRET_KEY = "another installation altogether, with a key of its own"

    assert secret_of(own) == ""
    refused = post(as_manager(own.organisation), own, "try")
    assert "Enter it again" in refused.content.decode()


def test_sealed_for_one_purpose_opens_for_no_other(own: OwnSignIn) -> None:
    assert (opened(own.secret, PURPOSE), opened(own.secret, "something else")) == ("shared", "")


def test_try_notes_that_the_server_answered(own: OwnSignIn, provider: type[Provider]) -> None:
    OwnSignIn.objects.update(issuer=provider.url)

    post(as_manager(own.organisation), own, "try")

    own.refresh_from_db()
    assert own.tried is not None
    assert Entry.objects.latest("pk").verb == "network.sign_in_tried"


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"issuer": "https://elsewhere.example"}, "The server calls itself https://elsewhere.example"),
        ({"issuer": None}, "The server calls itself"),
        ({"token_endpoint": "ftp://x"}, "no safe address for token_endpoint"),
        ({"authorization_endpoint": ""}, "no safe address for authorization_endpoint"),
        ({"userinfo_endpoint": "https://[broken"}, "no safe address for userinfo_endpoint"),
        ({"filler": "x" * 1_100_000}, "larger than 1 MB"),
    ],
)
def test_discovery_that_will_not_do_says_why(
    own: OwnSignIn, provider: type[Provider], document: dict[str, Any], words: str
) -> None:
    OwnSignIn.objects.update(issuer=provider.url)
    provider.document = document

    refused = post(as_manager(own.organisation), own, "try")

    own.refresh_from_db()
    assert (refused.status_code, own.tried) == (422, None)
    assert words in refused.content.decode()


@pytest.mark.parametrize(
    ("issuer", "words"),
    [
        ("http://login.northlake.example", "begins with https://"),
        ("https://10.0.0.1", "inside a private network"),
        ("https://127.0.0.1", "inside a private network"),
        ("https://169.254.169.254/latest", "inside a private network"),
        ("https://8.8.8.8:6379", "usual ports"),
        ("https://user:word@8.8.8.8", "not an address that we can open"),
    ],
)
def test_addresses_that_we_do_not_go_to(own: OwnSignIn, issuer: str, words: str) -> None:
    OwnSignIn.objects.update(issuer=issuer)

    assert words in post(as_manager(own.organisation), own, "try").content.decode()


def test_it_is_switched_on_after_it_was_tried_and_with_a_proven_domain(own: OwnSignIn) -> None:
    client = as_manager(own.organisation)
    untried = post(client, own, "on")
    OwnSignIn.objects.update(tried="2026-11-16T12:00Z")
    own.organisation.domains.update(proven=None)
    unproven = post(client, own, "on")
    own.organisation.domains.update(proven="2026-11-16T12:00Z")
    post(client, own, "on")

    own.refresh_from_db()
    assert ("Try it first" in untried.content.decode(), "Prove a mail domain" in unproven.content.decode()) == (
        True,
        True,
    )
    assert own.on is not None
    post(client, own, "off")
    own.refresh_from_db()
    assert own.on is None


def test_another_issuer_forgets_the_links_and_switches_off(provider: type[Provider]) -> None:
    own = OwnSignInFactory(issuer="https://before.example", everybody="2026-11-16T12:00Z")
    SocialAccount.objects.create(user=MemberFactory(), provider=own.key, uid="1")

    post(as_manager(own.organisation), own, "oidc", issuer=provider.url, client_id="rounds")

    own.refresh_from_db()
    assert (own.issuer, own.on, own.everybody, SocialAccount.objects.count()) == (provider.url, None, None, 0)


def test_change_while_it_is_on_is_tried_before_it_is_kept(provider: type[Provider]) -> None:
    own = OwnSignInFactory(issuer=provider.url)
    client = as_manager(own.organisation)

    refused = post(client, own, "oidc", issuer="https://127.0.0.2", client_id="other")
    post(client, own, "oidc", issuer=provider.url, client_id="newer")

    own.refresh_from_db()
    assert (refused.status_code, own.client_id, own.on is not None) == (422, "newer", True)


def test_everybody_is_asked_by_a_manager_with_a_second_step_after_a_page_that_says_what_it_means() -> None:
    own = OwnSignInFactory()
    client, manager = Client(), manager_of(own.organisation)
    client.force_login(manager)
    bare = SeatFactory(organisation=own.organisation, manages=True).person
    page = client.get(f"/org/{own.organisation.slug}/sign-in/everybody").content.decode()
    refused = post(client, own, "everybody")
    Authenticator.objects.create(user=manager, type=Authenticator.Type.TOTP, data={"secret": "x"})
    post(client, own, "everybody")

    own.refresh_from_db()
    assert (manager.name in page, bare.name in page, refused.status_code) == (True, True, 422)
    assert own.everybody is not None
    post(client, own, "nobody")
    own.refresh_from_db()
    assert (own.everybody, own.on is not None) == (None, True)


def test_centre_staff_switch_off_and_remove_but_never_enter_it() -> None:
    own = OwnSignInFactory(everybody="2026-11-16T12:00Z")
    client = Client()
    client.force_login(StaffFactory())

    codes = [post(client, own, step).status_code for step in ("oidc", "saml", "try", "on", "everybody")]
    page = client.get(f"/org/{own.organisation.slug}/sign-in")
    post(client, own, "off")
    own.refresh_from_db()
    shown = client.get(f"/org/{own.organisation.slug}/sign-in/remove")
    post(client, own, "remove")

    assert (codes, page.status_code, own.on, own.everybody) == ([403] * 5, 200, None, None)
    assert "Client secret" not in page.content.decode()
    assert (shown.status_code, OwnSignIn.objects.count()) == (200, 0)


def test_member_without_a_role_reaches_none_of_it() -> None:
    own = OwnSignInFactory()
    client = Client()
    client.force_login(member_of(own.organisation))

    assert client.get(f"/org/{own.organisation.slug}/sign-in").status_code == 403
    assert {post(client, own, step).status_code for step in ("oidc", "on", "off", "everybody", "remove")} == {403}


def test_steps_without_anything_entered_are_refused() -> None:
    organisation = DomainFactory(organisation=MembershipFactory().organisation).organisation
    client = as_manager(organisation)

    for step in ("try", "on", "off", "everybody", "nobody", "remove"):
        assert client.post(f"/org/{organisation.slug}/sign-in/{step}").status_code == 403


@pytest.mark.parametrize(
    "facts", [{"secret": ""}, {"client_id": ""}, {"tried": None}, {"on": None, "everybody": "2026-11-16T12:00Z"}]
)
def test_database_keeps_it_whole(facts: dict[str, Any]) -> None:
    own = OwnSignInFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        OwnSignIn.objects.filter(pk=own.pk).update(**facts)
