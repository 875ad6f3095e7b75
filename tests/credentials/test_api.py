import uuid

import pytest
from django.test import Client

from rounds.credentials.actions import revoke_credential
from tests.factories.accounts import PersonFactory
from tests.factories.credentials import award

pytestmark = pytest.mark.django_db


def test_anybody_checks_a_certificate_by_its_number(client: Client) -> None:
    credential = award(PersonFactory(name="Dr Amara Osei"))
    found = client.get(f"/api/v1/certificates/{credential.pk}").json()

    assert (found["state"], found["name"], found["title"]) == ("valid", "Dr Amara Osei", credential.title)
    assert found["badge"].endswith(f"/verify/{credential.pk}.json")


def test_revoked_certificate_says_so(client: Client) -> None:
    credential = award(PersonFactory())
    revoke_credential(credential, reason="Issued twice.", by=PersonFactory(is_staff=True), at=credential.issued_at)

    assert client.get(f"/api/v1/certificates/{credential.pk}").json()["state"] == "revoked"


def test_unknown_certificate_is_404(client: Client) -> None:
    assert client.get(f"/api/v1/certificates/{uuid.uuid4()}").status_code == 404
