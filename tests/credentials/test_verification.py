import copy
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command

from rounds.credentials import actions, queries
from rounds.credentials.models import Credential, Revocation, SigningKey, StatusList
from rounds.credentials.openbadges import proof
from rounds.credentials.verification import examine, recognise
from tests.factories.credentials import NOW, award

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=1)


def foreign(settings: Any, *, revoked: bool = False) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """A badge of another centre, with its did.json and its status list; ours knows nothing of it."""
    settings.BASE_URL = "https://elsewhere.example"
    credential = award()
    if revoked:
        actions.revoke_credential(credential, reason="Wrong.", by=None, at=NOW)
    documents = credential.signed, queries.did_document(), queries.status_document(credential.status_list)
    for model in (Revocation, Credential, StatusList, SigningKey):
        model.objects.all().delete()
    settings.BASE_URL = "http://127.0.0.1:8000"
    return documents


def test_own_badge_is_good() -> None:
    credential = award()

    found = examine(credential.signed_with_name, at=LATER)

    assert (found.verdict, found.credential) == ("good", credential)


def test_own_revoked_badge_is_bad() -> None:
    credential = award()
    actions.revoke_credential(credential, reason="Wrong.", by=None, at=NOW)

    assert examine(credential.signed, at=LATER).verdict == "bad"


@pytest.mark.parametrize(("days", "verdict"), [(-1, "bad"), (1, "good"), (3, "bad")])
def test_dates_count(days: int, verdict: str) -> None:
    credential = award(valid_until=NOW + dt.timedelta(days=2))

    assert examine(credential.signed, at=NOW + dt.timedelta(days=days)).verdict == verdict


def test_changed_badge_is_bad() -> None:
    changed = copy.deepcopy(award().signed)
    changed["credentialSubject"]["achievement"]["name"] = "Heart surgery"

    assert examine(changed, at=LATER).verdict == "bad"


def test_badge_that_names_us_but_is_signed_by_another_is_bad() -> None:
    genuine, key = award().signed, Ed25519PrivateKey.generate()
    own = f"did:key:{proof.multikey(key.public_key())}"
    bare = {name: value for name, value in genuine.items() if name != "proof"}

    forged = proof.sign(bare, key, method=f"{own}#{proof.multikey(key.public_key())}", at=NOW)

    assert examine(forged, at=LATER).verdict == "bad"


@pytest.mark.parametrize(
    "document", [{}, {"proof": []}, {"proof": {}, "issuer": {}}, {"proof": {"verificationMethod": 1}, "issuer": 2}]
)
def test_nonsense_is_not_good(document: dict[str, Any]) -> None:
    assert examine(document, at=LATER).verdict != "good"


def test_badge_of_another_centre_is_unsure_without_its_documents(settings: Any) -> None:
    badge, _did, _status = foreign(settings)

    assert examine(badge, at=LATER).verdict == "unsure"


@pytest.mark.parametrize(("revoked", "expected"), [(False, True), (True, False)])
def test_badge_of_another_centre_is_checked_with_its_documents(settings: Any, revoked: bool, expected: bool) -> None:
    badge, did, status = foreign(settings, revoked=revoked)

    found = examine(badge, at=LATER, did=did, status=status)

    assert [finding.good for finding in found.findings] == [True, True, None, True, expected]


@pytest.mark.parametrize(("change", "ending"), [({}, 0), ({"name": "Heart surgery"}, 1)])
def test_command_ends_with_its_verdict(tmp_path: Path, change: dict[str, str], ending: int) -> None:
    (tmp_path / "badge.json").write_text(json.dumps({**award().signed, **change}))
    out = io.StringIO()

    if ending:
        with pytest.raises(SystemExit) as ended:
            call_command("verify", str(tmp_path / "badge.json"), stdout=out)
        assert ended.value.code == ending
    else:
        call_command("verify", str(tmp_path / "badge.json"), stdout=out)

    assert ("The badge is real and valid." in out.getvalue()) == (not ending)


def test_recognise_knows_both_forms_of_our_badge() -> None:
    credential = award()

    found = [recognise(document, at=LATER) for document in (credential.signed, credential.signed_with_name)]

    assert [(one.verdict, one.credential) for one in found] == [("good", credential)] * 2


def test_recognise_sees_a_revocation() -> None:
    credential = award()
    actions.revoke_credential(credential, reason="Wrong.", by=None, at=NOW)

    assert recognise(credential.signed, at=LATER).verdict == "bad"


def test_recognise_refuses_a_badge_in_our_name_that_we_never_issued() -> None:
    invented = {**award().signed, "id": "http://127.0.0.1:8000/verify/00000000-0000-4000-8000-000000000000"}

    assert [finding.text for finding in recognise(invented, at=LATER).findings] == [
        "It names this centre as its issuer, but we did not issue it."
    ]


@pytest.mark.parametrize(
    "document", [{}, {"id": 7, "issuer": [1]}, {"issuer": {"id": {}}}, {"issuer": "did:web:elsewhere.example"}]
)
def test_recognise_is_unsure_about_the_badges_of_others(document: dict[str, Any]) -> None:
    assert recognise(document, at=LATER).verdict == "unsure"


def test_command_says_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nothing\.json"):
        call_command("verify", str(tmp_path / "nothing.json"))
