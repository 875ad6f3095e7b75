"""Our badges, judged by the Digital Credentials Consortium's verifier, which shares no code with ours."""

import copy
import datetime as dt
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from rounds.credentials import actions
from rounds.credentials.openbadges import proof
from tests.factories.credentials import NOW, award

ROOT = Path(__file__).resolve().parents[2]
GOOD = {"signature": True, "expired": False, "revoked": False, "error": None}
WRONG = {"signature": False, "expired": None, "revoked": None, "error": "invalid_signature"}
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def ask(*credentials: dict[str, Any], documents: dict[str, Any] | None = None) -> dict[str, Any]:
    if not (ROOT / "node_modules/@digitalcredentials/verifier-core").exists():
        pytest.fail("The independent verifier is not installed. Run `npm ci` in the folder of the project.")
    asked = json.dumps({"credentials": credentials, "documents": documents or {}})
    script = ["node", str(Path(__file__).with_name("verify.mjs"))]
    done = subprocess.run(script, input=asked, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    answered: dict[str, Any] = json.loads(done.stdout)
    return answered


@pytest.fixture
def served(socket_enabled: None, live_server: LiveServer, settings: Any) -> str:
    settings.BASE_URL = live_server.url
    return live_server.url


def test_verifier_accepts_ours_and_refuses_every_other(served: str) -> None:
    fine = award()
    gone = award()
    actions.revoke_credential(gone, reason="By mistake.", by=None, at=NOW)
    late = award(valid_until=dt.datetime(2025, 1, 1, tzinfo=dt.UTC), at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    changed = copy.deepcopy(fine.signed)
    changed["credentialSubject"]["achievement"]["name"] = "Heart surgery"
    bare = {key: value for key, value in fine.signed.items() if key != "proof"}
    forged = proof.sign(bare, Ed25519PrivateKey.generate(), method=fine.signed["proof"]["verificationMethod"], at=NOW)

    answer = ask(fine.signed, fine.signed_with_name, changed, forged, gone.signed, late.signed)

    assert answer["answers"] == [
        GOOD, GOOD, WRONG, WRONG, {**GOOD, "revoked": True}, {**GOOD, "expired": True},
    ]  # fmt: skip
    assert set(answer["fetched"]) == {f"/status/{fine.status_list_id}"}


def test_old_badge_stays_valid_after_the_key_is_rotated(served: str) -> None:
    old = award()
    actions.rotate_key(by=None, at=NOW + dt.timedelta(days=1))
    new = award(at=NOW + dt.timedelta(days=2))

    answer = ask(old.signed, new.signed)

    assert answer["answers"] == [GOOD, GOOD]
    assert old.key_id != new.key_id


def test_verifier_finds_the_keys_of_a_centre_with_https(settings: Any, client: Client) -> None:
    settings.BASE_URL = "https://centre.example"
    old = award()
    actions.rotate_key(by=None, at=NOW)
    new = award(at=NOW + dt.timedelta(days=1))
    paths = ["/.well-known/did.json", f"/status/{old.status_list_id}", f"/status/{new.status_list_id}"]

    answer = ask(
        old.signed, new.signed, documents={f"https://centre.example{path}": client.get(path).json() for path in paths}
    )

    assert answer["answers"] == [GOOD, GOOD]
    assert old.signed["issuer"]["id"] == new.signed["issuer"]["id"] == "did:web:centre.example"
