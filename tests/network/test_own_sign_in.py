"""People of an organisation come in by its own OpenID Connect, against a real provider on this machine."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from rounds.accounts.models import Entry, Person
from rounds.network.models import DomainName, Membership, Organisation, OwnSignIn, ScimUser, Seat
from tests.factories import identity
from tests.factories.accounts import PASSWORD, MemberFactory, StaffFactory
from tests.factories.identity import Provider, identity_provider
from tests.factories.network import NOON, OwnSignInFactory, SeatFactory, manager_of

pytestmark = pytest.mark.django_db
LENA = "lena@northlake.example"


@pytest.fixture
def provider(socket_enabled: None, settings: Any) -> Iterator[type[Provider]]:
    settings.OUTGOING_TEST_NETWORKS = ["127.0.0.0/8"]
    with identity_provider() as made:
        yield made


@pytest.fixture
def own(provider: type[Provider]) -> OwnSignIn:
    made: OwnSignIn = OwnSignInFactory(issuer=provider.url)
    Organisation.objects.filter(pk=made.organisation_id).update(welcome="join")
    return made


def come(client: Client, own: OwnSignIn, email: str = LENA) -> Any:
    """Type the address, go to the organisation, come back."""
    return identity.come_back(client, client.post("/account/organisation", {"email": email}), own.key)


def who(client: Client) -> str | None:
    number = client.session.get("_auth_user_id")
    return Person.objects.get(pk=number).email if number else None


@pytest.mark.slow
def test_somebody_new_comes_in_and_has_a_seat(client: Client, own: OwnSignIn, provider: type[Provider]) -> None:
    response = come(client, own)
    page = client.get(response["Location"], follow=True).content.decode()

    person = Person.objects.get(email=LENA)
    assert (who(client), person.name, person.has_usable_password()) == (LENA, "Lena Kovac", False)
    assert EmailAddress.objects.get(user=person).verified
    assert Seat.objects.open().get(person=person).organisation == own.organisation
    assert f"Welcome. You have a seat at {own.organisation}." in page
    assert provider.asked[0]["client_secret"] == ["shared"]
    assert Entry.objects.filter(verb="network.joined_by_address", actor=person).exists()


@pytest.mark.slow
def test_second_visit_opens_the_same_account_also_under_a_new_address(
    client: Client, own: OwnSignIn, provider: type[Provider]
) -> None:
    come(client, own)
    provider.claims["email"] = "lena.smith@northlake.example"
    other = Client()
    come(other, own)

    assert (Person.objects.filter(email__contains="lena").count(), who(other)) == (1, LENA)


@pytest.mark.slow
def test_of_what_the_provider_tells_only_address_and_name_are_kept(
    client: Client, own: OwnSignIn, provider: type[Provider]
) -> None:
    provider.claims |= {"groups": ["oncology"], "phone_number": "555-0100"}
    come(client, own)
    first = SocialAccount.objects.get().extra_data
    come(Client(), own)

    assert first == SocialAccount.objects.get().extra_data == {"email": LENA, "name": "Lena Kovac"}


@pytest.mark.slow
def test_finding_is_limited(client: Client) -> None:
    codes = [client.post("/account/organisation", {"email": "a@b.example"}).status_code for _try in range(21)]

    assert codes == [422] * 20 + [429]


@pytest.mark.slow
def test_confirmed_account_of_the_domain_is_linked_and_told(
    client: Client, own: OwnSignIn, mailoutbox: list[Any]
) -> None:
    lena = MemberFactory(email=LENA)

    come(client, own)

    assert who(client) == LENA
    assert SocialAccount.objects.get(user=lena).provider == own.key
    assert [letter.to for letter in mailoutbox] == [[LENA]]
    assert lena.check_password(PASSWORD)


def test_unconfirmed_account_of_somebody_is_not_opened(client: Client, own: OwnSignIn) -> None:
    lena = MemberFactory(email=LENA)
    EmailAddress.objects.update(verified=False)

    response = come(client, own)

    assert (response.status_code, who(client)) == (403, None)
    assert "that this sign-in may not open" in response.content.decode()
    assert not SocialAccount.objects.filter(user=lena).exists()


@pytest.mark.slow
def test_account_that_the_staff_directory_made_is_confirmed_by_coming_in(client: Client, own: OwnSignIn) -> None:
    lena = Person.objects.create_user(LENA, name="Lena Kovac")
    EmailAddress.objects.create(user=lena, email=LENA, verified=False, primary=True)
    ScimUser.objects.create(organisation=own.organisation, person=lena, user_name=LENA, made=NOON, changed=NOON)

    come(client, own)

    assert (who(client), EmailAddress.objects.get(user=lena).verified) == (LENA, True)


def test_refused_answer_confirms_no_address(client: Client, own: OwnSignIn, provider: type[Provider]) -> None:
    lena = Person.objects.create_user(LENA, name="Lena Kovac")
    EmailAddress.objects.create(user=lena, email=LENA, verified=False, primary=True)
    ScimUser.objects.create(organisation=own.organisation, person=lena, user_name=LENA, made=NOON, changed=NOON)
    page = client.post("/account/organisation", {"email": LENA})
    provider.claims["email_verified"] = False

    assert identity.come_back(client, page, own.key).status_code == 403
    assert not EmailAddress.objects.get(user=lena).verified


@pytest.mark.parametrize(("last_login", "elsewhere"), [(NOON, False), (None, True)])
def test_account_of_another_directory_or_that_was_opened_is_not(
    client: Client, own: OwnSignIn, last_login: Any, elsewhere: bool
) -> None:
    lena = Person.objects.create_user(LENA, name="Lena Kovac", last_login=last_login)
    EmailAddress.objects.create(user=lena, email=LENA, verified=False, primary=True)
    where = SeatFactory().organisation if elsewhere else own.organisation
    ScimUser.objects.create(organisation=where, person=lena, user_name=LENA, made=NOON, changed=NOON)

    assert (come(client, own).status_code, who(client)) == (403, None)


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"email": "grace@elsewhere.example"}, "does not answer for the address grace@elsewhere.example"),
        ({"email": "lena@sub.northlake.example"}, "does not answer for the address"),
        ({"email": ""}, "told us no e-mail address"),
        ({"email_verified": False}, "does not answer for the address"),
        ({"email_verified": "false"}, "does not answer for the address"),
    ],
)
def test_address_that_is_not_theirs_opens_nothing(
    client: Client, own: OwnSignIn, provider: type[Provider], claims: dict[str, Any], words: str
) -> None:
    MemberFactory(email="grace@elsewhere.example")
    provider.claims.update(claims)

    response = come(client, own)

    assert (response.status_code, who(client)) == (403, None)
    assert words in response.content.decode()


@pytest.mark.slow
def test_address_without_a_word_about_its_confirmation_is_the_organisations_own(
    client: Client, own: OwnSignIn, provider: type[Provider]
) -> None:
    del provider.claims["email_verified"]

    come(client, own)

    assert who(client) == LENA


@pytest.mark.slow
def test_who_left_with_an_address_of_their_own_is_not_opened_by_the_old_place(client: Client, own: OwnSignIn) -> None:
    come(client, own)
    EmailAddress.objects.update(email="lena@home.example")
    Person.objects.filter(email=LENA).update(email="lena@home.example")
    other = Client()

    response = come(other, own)

    assert (response.status_code, who(other)) == (403, None)
    assert "not one of this organisation" in response.content.decode()


@pytest.mark.slow
def test_address_that_went_to_somebody_else_does_not_open_the_account(
    client: Client, own: OwnSignIn, provider: type[Provider]
) -> None:
    come(client, own)
    provider.claims["sub"] = "78"
    other = Client()

    assert (come(other, own).status_code, who(other)) == (403, None)


@pytest.mark.slow
def test_staff_of_the_centre_are_never_opened(client: Client, own: OwnSignIn) -> None:
    staff = StaffFactory(email=LENA)
    EmailAddress.objects.create(user=staff, email=LENA, verified=True, primary=True)
    linked = Client()

    assert (come(client, own).status_code, who(client)) == (403, None)

    SocialAccount.objects.create(user=staff, provider=own.key, uid="77")
    assert (come(linked, own).status_code, who(linked)) == (403, None)


def test_link_to_the_account_of_who_is_signed_in_is_not_made(client: Client, own: OwnSignIn) -> None:
    client.force_login(MemberFactory(email=LENA))
    page = client.post(f"/account/oidc/{own.key}/login/?process=connect")

    assert identity.come_back(client, page, own.key).status_code == 403
    assert not SocialAccount.objects.exists()


@pytest.mark.slow
def test_stopped_person_stays_out(client: Client, own: OwnSignIn) -> None:
    come(client, own)
    Person.objects.filter(email=LENA).update(is_active=False)
    other = Client()

    assert (come(other, own)["Location"], who(other)) == ("/account/inactive/", None)


@pytest.mark.parametrize("why", ["off", "lapsed", "not proven"])
def test_what_is_not_in_force_is_neither_found_nor_opens(client: Client, own: OwnSignIn, why: str) -> None:
    page = client.post("/account/organisation", {"email": LENA})
    if why == "off":
        OwnSignIn.objects.update(on=None)
    if why == "lapsed":
        Membership.objects.update(lapsed=timezone.now())
    if why == "not proven":
        DomainName.objects.update(proven=None)

    assert client.post("/account/organisation", {"email": LENA}).status_code == 422
    assert identity.come_back(client, page, own.key).status_code == 403


def test_finding_tells_nothing_of_who_is_there(client: Client, own: OwnSignIn) -> None:
    page = client.post("/account/organisation", {"email": LENA}).content.decode()
    login = client.get("/account/login/").content.decode()

    assert own.organisation.name not in page + login
    assert own.key not in login


@pytest.mark.slow
def test_reader_comes_back_to_where_they_were_and_nowhere_else(client: Client, own: OwnSignIn) -> None:
    other = Client()
    at_home = client.post("/account/organisation", {"email": LENA, "next": "/my/learning"})
    away = other.post("/account/organisation", {"email": LENA, "next": "https://evil.example/"})

    assert identity.come_back(client, at_home, own.key)["Location"] == "/my/learning"
    assert identity.come_back(other, away, own.key)["Location"] == "/home"


@pytest.mark.slow
def test_server_that_is_down_or_talks_nonsense_is_a_page_and_no_fault(
    client: Client, own: OwnSignIn, provider: type[Provider]
) -> None:
    page = client.post("/account/organisation", {"email": LENA})
    del provider.claims["sub"]
    nonsense = identity.come_back(client, page, own.key)
    OwnSignIn.objects.update(issuer="http://127.0.0.1:9")

    down = client.post("/account/organisation", {"email": LENA})
    straight = client.post(f"/account/oidc/{own.key}/login/")

    assert [one.status_code for one in (nonsense, down, straight)] == [502, 502, 502]
    assert "did not answer as it should" in down.content.decode()


def test_private_server_is_never_asked(client: Client, own: OwnSignIn, settings: Any) -> None:
    settings.OUTGOING_TEST_NETWORKS = []

    assert client.post("/account/organisation", {"email": LENA}).status_code == 502
    assert client.post(f"/account/oidc/{own.key}/login/").status_code == 502


def test_key_of_nobody_and_of_another_kind_is_missing(client: Client, own: OwnSignIn) -> None:
    assert client.post("/account/oidc/nobody/login/").status_code == 404
    assert client.post(f"/account/saml/{own.key}/login/").status_code == 404


@pytest.fixture
def everybody(own: OwnSignIn) -> OwnSignIn:
    OwnSignIn.objects.update(everybody=NOON)
    own.refresh_from_db()
    return own


def sign_in(client: Client, email: str) -> Any:
    return client.post("/account/login/", {"login": email, "password": PASSWORD})


@pytest.mark.slow
def test_password_is_refused_where_everybody_signs_in_there(client: Client, everybody: OwnSignIn) -> None:
    MemberFactory(email=LENA)
    MemberFactory(email="grace@elsewhere.example")
    other = Client()

    refused = sign_in(client, LENA)
    sign_in(other, "grace@elsewhere.example")

    assert (refused.status_code, who(client), who(other)) == (403, None, "grace@elsewhere.example")
    assert f"{everybody.organisation} asks its people to sign in there" in refused.content.decode()
    come(client, everybody)
    assert who(client) == LENA


def test_link_in_a_letter_is_refused_as_well(client: Client, everybody: OwnSignIn) -> None:
    from allauth.account.models import EmailConfirmationHMAC

    lena = Person.objects.create_user(LENA, name="Lena")
    address = EmailAddress.objects.create(user=lena, email=LENA, verified=False, primary=True)

    response = client.post(f"/account/confirm-email/{EmailConfirmationHMAC(address).key}/")

    assert (response.status_code, who(client)) == (403, None)


def test_manager_comes_back_with_a_second_step_and_not_without(client: Client, everybody: OwnSignIn) -> None:
    bare, careful = MemberFactory(email="bare@northlake.example"), MemberFactory(email="careful@northlake.example")
    for person in (bare, careful):
        SeatFactory(organisation=everybody.organisation, person=person, manages=True)
    Authenticator.objects.create(user=careful, type=Authenticator.Type.TOTP, data={"secret": "x"})
    other = Client()

    refused, asked = sign_in(client, bare.email), sign_in(other, careful.email)

    assert (refused.status_code, asked["Location"]) == (403, "/account/2fa/authenticate/")
    assert "You are a manager" in refused.content.decode()


def test_staff_of_the_centre_keep_their_own_way(client: Client, everybody: OwnSignIn) -> None:
    MemberFactory(email=LENA, is_staff=True)

    sign_in(client, LENA)

    assert who(client) == LENA


def test_lapsed_member_asks_nobody(client: Client, everybody: OwnSignIn) -> None:
    MemberFactory(email=LENA)
    Membership.objects.update(lapsed=timezone.now())

    sign_in(client, LENA)

    assert who(client) == LENA


def test_hospital_does_not_speak_for_the_domains_of_its_system(
    client: Client, own: OwnSignIn, provider: type[Provider]
) -> None:
    """The system proved northlake.example; the sign-in of its hospital opens nobody there."""
    hospital = SeatFactory(organisation__parent=own.organisation).organisation
    OwnSignIn.objects.filter(pk=own.pk).update(organisation=hospital)
    DomainName.objects.create(organisation=hospital, name="ward.example", added=NOON, proven=NOON)
    MemberFactory(email=LENA)

    page = client.post("/account/organisation", {"email": "nurse@ward.example"})

    assert identity.come_back(client, page, own.key).status_code == 403
    assert client.post("/account/organisation", {"email": LENA}).status_code == 422


@pytest.mark.slow
def test_connections_page_shows_the_link_and_outlives_its_removal(client: Client, own: OwnSignIn) -> None:
    come(client, own)
    manager = Client()
    manager.force_login(manager_of(own.organisation))

    before = client.get("/account/3rdparty/").content.decode()
    manager.post(f"/org/{own.organisation.slug}/sign-in/remove")
    after = client.get("/account/3rdparty/")

    assert own.organisation.name in before
    assert (after.status_code, OwnSignIn.objects.count(), SocialAccount.objects.count()) == (200, 0, 0)
