import json

import pytest
from wagtail import hooks

from rounds.credentials.models import Credential, HiddenName
from tests.factories.credentials import NOW, award

pytestmark = pytest.mark.django_db


def test_export_holds_every_certificate_with_its_badge() -> None:
    credential = award()
    award()

    name, rows = next(
        answer
        for answer in (hook(credential.person) for hook in hooks.get_hooks("rounds_export_person"))
        if answer[0] == "certificates"
    )

    assert name == "certificates"
    assert [(row["id"], row["badge"]) for row in rows] == [(str(credential.pk), credential.signed_with_name)]
    assert json.dumps(rows)


def test_erasing_keeps_the_record_and_hides_the_name() -> None:
    credential = award()

    for hook in hooks.get_hooks("rounds_erase_person"):
        hook(credential.person, NOW)

    assert Credential.objects.get() == credential
    assert HiddenName.objects.get().person == credential.person
