"""People of an organisation come in by its own SAML, against a real identity provider on this machine."""

import base64
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from rounds.accounts.models import Person
from rounds.network.actions.sign_in import enter_saml, switch_on
from rounds.network.models import OwnSignIn, Seat
from tests.factories.network import NOON, DomainFactory, MembershipFactory, manager_of
from tests.factories.saml_identity import ENTITY, SIG_RSA_SHA1, SSO, Idp, post_back
from tests.factories.servers import internet

pytestmark = pytest.mark.django_db
LENA = "lena@northlake.example"
SAML = "{urn:oasis:names:tc:SAML:2.0:assertion}"


@pytest.fixture(scope="module")
def idp(tmp_path_factory: pytest.TempPathFactory) -> Idp:
    return Idp(tmp_path_factory.mktemp("idp"))


@pytest.fixture
def own(idp: Idp, settings: Any) -> OwnSignIn:
    settings.ALLOWED_HOSTS = ["centre.example"]
    organisation = MembershipFactory(organisation__welcome="join").organisation
    DomainFactory(organisation=organisation)
    manager = manager_of(organisation)
    made = enter_saml(organisation, url="", metadata=idp.metadata(), by=manager, at=now())
    switch_on(made, by=manager, at=now())
    return made


def browser() -> Client:
    """Says which host it asks, as each browser does."""
    return Client(headers={"host": "centre.example"})


@pytest.fixture
def client() -> Client:
    return browser()


def now() -> Any:
    from django.utils import timezone

    return timezone.now()


def ours(client: Client, own: OwnSignIn) -> str:
    return client.get(f"/account/saml/{own.key}/metadata/").content.decode()


def leave(client: Client) -> Any:
    return client.post("/account/organisation", {"email": LENA})


def come(client: Client, idp: Idp, own: OwnSignIn, **how: Any) -> Any:
    return post_back(client, own.key, idp.answer(client, leave(client), ours(client, own), **how))


def who(client: Client) -> str | None:
    number = client.session.get("_auth_user_id")
    return Person.objects.get(pk=number).email if number else None


@pytest.mark.slow
def test_somebody_comes_in_by_saml_and_has_a_seat(client: Client, idp: Idp, own: OwnSignIn) -> None:
    page = leave(client)
    come(client, idp, own)

    person = Person.objects.get(email=LENA)
    assert page.context["redirect_to"].startswith(f"{SSO}?SAMLRequest=")
    assert (who(client), person.name) == (LENA, "Lena Kovac")
    assert Seat.objects.open().get(person=person).organisation == own.organisation
    other = browser()
    come(other, idp, own)
    assert (who(other), Person.objects.filter(email=LENA).count()) == (LENA, 1)


def test_our_metadata_asks_for_signed_assertions_and_a_mail_name(client: Client, own: OwnSignIn) -> None:
    told = etree.fromstring(ours(client, own).encode())

    described = told.find("{*}SPSSODescriptor")
    assert (described.get("WantAssertionsSigned"), told.get("entityID")) == (
        "true",
        f"http://centre.example/account/saml/{own.key}/metadata/",
    )
    assert described.findtext("{*}NameIDFormat").endswith("emailAddress")
    assert own.organisation.name not in ours(client, own)


def test_nobody_is_signed_out_by_a_request_that_anybody_could_send(client: Client, own: OwnSignIn) -> None:
    client.force_login(manager_of(own.organisation))

    assert client.get(f"/account/saml/{own.key}/sls/", {"SAMLRequest": "x"}).status_code == 404
    assert who(client) is not None


def conditions(tree: Any) -> Any:
    return next(tree.iter(f"{SAML}Conditions"))


def later(tree: Any) -> None:
    conditions(tree).set("NotBefore", "2090-01-01T00:00:00Z")
    conditions(tree).set("NotOnOrAfter", "2090-01-02T00:00:00Z")


def elsewhere(tree: Any) -> None:
    next(tree.iter(f"{SAML}SubjectConfirmationData")).set("Recipient", "https://elsewhere.example/acs")


def of_another(tree: Any) -> None:
    for issuer in tree.iter(f"{SAML}Issuer"):
        issuer.text = "https://evil.example"


def other_address(tree: Any) -> None:
    for value in tree.iter(f"{SAML}AttributeValue"):
        if "@" in (value.text or ""):
            value.text = "grace@northlake.example"


def wrapped(tree: Any) -> None:
    """The signed assertion stays whole, behind a forged one that comes first."""
    signed = next(tree.iter(f"{SAML}Assertion"))
    forged = etree.fromstring(etree.tostring(signed))
    forged.set("ID", "forged")
    for signature in list(forged.iter("{http://www.w3.org/2000/09/xmldsig#}Signature")):
        signature.getparent().remove(signature)
    other_address(forged)
    signed.addprevious(forged)


def without_signature(tree: Any) -> None:
    for signature in list(tree.iter("{http://www.w3.org/2000/09/xmldsig#}Signature")):
        signature.getparent().remove(signature)


@pytest.mark.parametrize(
    "how",
    [
        {"sign": False},
        {"after": without_signature},
        {"key": "other"},
        {"by": SIG_RSA_SHA1},
        {"after": other_address},
        {"after": wrapped},
        {"audience": "https://another-service.example/metadata"},
        {"minutes": -30},
        {"before": later},
        {"before": elsewhere},
        {"before": of_another},
    ],
    ids=lambda how: next(f"{name}-{getattr(value, '__name__', value)}" for name, value in how.items()),
)
def test_answer_with_a_fault_opens_nothing(client: Client, idp: Idp, own: OwnSignIn, how: dict[str, Any]) -> None:
    response = come(client, idp, own, **how)

    assert "did not let you in" in response.content.decode()
    assert (who(client), Person.objects.filter(email__endswith="@northlake.example").count()) == (None, 0)


@pytest.mark.slow
def test_answer_is_taken_once(client: Client, idp: Idp, own: OwnSignIn) -> None:
    other, thief = browser(), browser()
    answer = idp.answer(client, leave(client), ours(client, own))
    post_back(client, own.key, answer)
    client.post("/account/logout/")
    leave(thief)

    again = post_back(client, own.key, answer)
    stolen = [post_back(one, own.key, answer) for one in (other, thief)]

    assert [(one.status_code, who(two)) for one, two in ((again, client), (stolen[0], other), (stolen[1], thief))] == [
        (403, None)
    ] * 3


def test_answer_to_no_question_is_refused(client: Client, idp: Idp, own: OwnSignIn) -> None:
    response = come(client, idp, own, in_response_to="")

    assert ("did not let you in" in response.content.decode(), who(client)) == (True, None)


def test_answer_of_one_organisation_opens_nothing_at_another(client: Client, idp: Idp, own: OwnSignIn) -> None:
    from tests.factories.network import OwnSignInFactory

    answer = idp.answer(client, leave(client), ours(client, own))
    second = OwnSignInFactory(
        organisation=MembershipFactory().organisation,
        kind="saml",
        issuer=ENTITY,
        client_id="",
        secret="",
        sso_url=SSO,
        certificate=own.certificate,
    )

    response = post_back(client, second.key, answer)

    assert ("did not let you in" in response.content.decode(), who(client)) == (True, None)


@pytest.mark.parametrize(
    "answer",
    ["", "no base64!", base64.b64encode(b"not xml").decode(), base64.b64encode(b"<a/>").decode()],
)
def test_nonsense_is_a_page_and_no_fault(client: Client, own: OwnSignIn, answer: str) -> None:
    leave(client)

    response = post_back(client, own.key, answer)

    assert ("did not let you in" in response.content.decode(), who(client)) == (True, None)


def test_address_of_another_domain_opens_nothing(client: Client, idp: Idp, own: OwnSignIn) -> None:
    response = come(client, idp, own, facts={"mail": ["grace@elsewhere.example"], "displayName": ["Grace"]})

    assert (response.status_code, who(client)) == (403, None)


@pytest.mark.slow
def test_metadata_is_pasted_on_the_page_or_fetched_from_an_address(
    idp: Idp, own: OwnSignIn, socket_enabled: None, settings: Any
) -> None:
    client = browser()
    client.force_login(manager_of(own.organisation))
    url = f"/org/{own.organisation.slug}/sign-in"

    with internet() as net:
        settings.OUTGOING_NAME_SERVERS = [f"127.0.0.1:{net.names}"]
        settings.OUTGOING_TEST_NETWORKS = ["127.0.0.0/8"]
        address = net.page("idp.northlake.example", "/metadata", idp.metadata("other"))
        client.post(f"{url}/saml", {"url": address})
        client.post(f"{url}/try")
        fetched = OwnSignIn.objects.get()
        net.page("idp.northlake.example", "/metadata", "<nothing/>")
        refused = client.post(f"{url}/try")
    client.post(f"{url}/saml", {"metadata": idp.metadata()})
    page = client.get(url).content.decode()

    assert (fetched.metadata_url, fetched.certificate != own.certificate, fetched.on is not None) == (
        address,
        True,
        True,
    )
    assert (refused.status_code, OwnSignIn.objects.get().certificate == own.certificate) == (422, True)
    assert ("Holds until" in page, SSO in page) == (True, True)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: "x", "not SAML metadata that we can read"),
        (lambda text: "<a/>", "names no identity provider"),
        (lambda text: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + text, "document type is refused"),
        (
            lambda text: text.replace("https://idp.northlake.example/sso", "http://idp.northlake.example"),
            "no safe address",
        ),
        (lambda text: text.replace("HTTP-Redirect", "HTTP-POST"), "no safe address"),
        (lambda text: text.replace("X509Certificate>MII", "X509Certificate>AAA"), "no certificate for signing"),
    ],
)
def test_metadata_that_will_not_do_says_why(idp: Idp, own: OwnSignIn, change: Any, words: str) -> None:
    client = browser()
    client.force_login(manager_of(own.organisation))

    text = change(idp.metadata().replace("\n", "").replace("X509Certificate> ", "X509Certificate>"))
    refused = client.post(f"/org/{own.organisation.slug}/sign-in/saml", {"metadata": text})

    assert (refused.status_code, words in refused.content.decode()) == (422, True)
    assert OwnSignIn.objects.get().certificate == own.certificate


@pytest.mark.parametrize("facts", [{}, {"url": "https://a.example", "metadata": "<a/>"}])
def test_one_of_address_and_metadata_is_wanted(own: OwnSignIn, facts: dict[str, str]) -> None:
    client = browser()
    client.force_login(manager_of(own.organisation))

    refused = client.post(f"/org/{own.organisation.slug}/sign-in/saml", facts)

    assert (refused.status_code, "one of the two" in refused.content.decode()) == (422, True)


def test_certificate_that_no_longer_holds_is_refused(idp: Idp) -> None:
    from rounds.network.discovery import DiscoveryRefused
    from rounds.network.saml import of_saml

    assert of_saml(idp.metadata(), at=now()).issuer == ENTITY
    with pytest.raises(DiscoveryRefused, match="no certificate"):
        of_saml(idp.metadata(), at=NOON.replace(year=2099))


def test_rollover_takes_the_certificate_that_holds_longest(idp: Idp) -> None:
    from rounds.network.saml import of_saml

    both = etree.fromstring(idp.metadata().encode())
    described = both.find("{*}IDPSSODescriptor")
    newer = etree.fromstring(idp.metadata("other").encode()).find("{*}IDPSSODescriptor/{*}KeyDescriptor")
    described.insert(0, newer)

    told = of_saml(etree.tostring(both).decode(), at=now())

    assert told.certificate == (idp.folder / "other.crt").read_text()
