import copy
import datetime as dt
import hashlib
import json
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from rounds.credentials.openbadges import base58, bitstring, documents, proof
from rounds.credentials.openbadges.baking import UnreadableBadge, bake, unbake

NOW = dt.datetime(2026, 11, 20, 15, 30, tzinfo=dt.UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ISSUER = documents.Issuer("did:key:z6Mk", "Harbour Centre", "https://centre.example/issuer")
COURSE = documents.Achievement(
    "urn:uuid:4759e31e-1997-588e-8d29-30b0910c9a8e", "Achievement", "Privacy", "About.", "Do it.", "1", "en", 10
)
AWARD = documents.Award(
    "https://centre.example/verify/1", "a@example.com", "salt", NOW, NOW,
    documents.Status("https://centre.example/status/1", 7), points=9,
)  # fmt: skip
CONTEXTS = Path(proof.__file__).parent / "contexts"


def signed() -> documents.Document:
    return proof.sign(documents.badge(ISSUER, COURSE, AWARD), KEY, method="did:key:z6Mk#z6Mk", at=NOW)


def test_signing_again_gives_the_same_bytes() -> None:
    assert signed()["proof"]["proofValue"] == signed()["proof"]["proofValue"]


def test_check_accepts_what_the_key_signed() -> None:
    proof.check(signed(), KEY.public_key())


@pytest.mark.parametrize(
    "place",
    [("name",), ("credentialSubject", "achievement", "name"), ("credentialStatus", "statusListIndex"), ("issuer", "id"),
     ("proof", "created"), ("validFrom",)],
)  # fmt: skip
def test_check_refuses_every_change(place: tuple[str, ...]) -> None:
    document = copy.deepcopy(signed())
    inside = document
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = "2020-01-01T00:00:00Z"

    with pytest.raises(proof.ProofRefused, match="The signature does not fit"):
        proof.check(document, KEY.public_key())


def test_check_refuses_another_key() -> None:
    with pytest.raises(proof.ProofRefused, match="another key signed it"):
        proof.check(signed(), Ed25519PrivateKey.generate().public_key())


@pytest.mark.parametrize(
    "changed",
    [{"proof": None}, {"proof": {}}, {"proof": {"cryptosuite": "eddsa-rdfc-2022"}}, {"@context": None},
     {"@context": ["https://elsewhere.example/context"]}, {"@context": {"@vocab": 1}}, {"id": {"@value": []}}],
)  # fmt: skip
def test_check_refuses_malformed_documents(changed: dict[str, object]) -> None:
    with pytest.raises(proof.ProofRefused):
        proof.check({**signed(), **changed}, KEY.public_key())


def test_every_word_of_a_badge_is_signed() -> None:
    lines = proof.canonical(documents.badge(ISSUER, COURSE, AWARD)).decode()

    for word in (
        "Harbour Centre",
        "Privacy",
        "About.",
        "Do it.",
        '"9"',
        '"10"',
        "sha256$",
        "salt",
        '"7"',
        '"1"',
        '"en"',
    ):
        assert word in lines


def test_badge_names_its_holder_only_when_asked() -> None:
    plain = documents.badge(ISSUER, COURSE, AWARD)
    named = documents.badge(
        ISSUER, COURSE, documents.Award(AWARD.url, AWARD.email, "salt", NOW, NOW, AWARD.status, name="Amara Osei")
    )

    assert [one["identityType"] for one in plain["credentialSubject"]["identifier"]] == ["emailAddress"]
    assert named["credentialSubject"]["identifier"][1]["identityHash"] == "Amara Osei"
    assert "a@example.com" not in json.dumps([plain, named])


def test_bundled_contexts_are_the_ones_on_record() -> None:
    record = (CONTEXTS / "SOURCE.md").read_text()

    for name in proof.CONTEXTS.values():
        assert hashlib.sha256((CONTEXTS / name).read_bytes()).hexdigest() in record


@given(st.binary(max_size=64))
def test_base58_round_trips(data: bytes) -> None:
    assert base58.decode(base58.encode(data)) == data


def test_multikey_round_trips() -> None:
    assert proof.public_key(proof.multikey(KEY.public_key())) == KEY.public_key()


@pytest.mark.parametrize(
    "text", ["", "z", "z6Mk", "0OIl", "x6MkhpyX1hxwZV1vmhDuNk3KjMCWnbZ8LXkmGzjtaAU9g7py", "z" * 999]
)
def test_public_key_refuses_what_is_not_a_key(text: str) -> None:
    with pytest.raises(ValueError, match="not"):
        proof.public_key(text)


@pytest.mark.slow
@given(st.sets(st.integers(0, bitstring.SIZE - 1), max_size=5), st.integers(0, bitstring.SIZE - 1))
def test_status_list_says_exactly_what_was_set(positions: set[int], other: int) -> None:
    encoded = bitstring.encode(positions)

    assert all(bitstring.revoked(encoded, place) for place in positions)
    assert bitstring.revoked(encoded, other) == (other in positions)


@pytest.mark.parametrize(
    ("encoded", "place"), [("u", 0), ("uAAAA", 0), (bitstring.encode([]), -1), (bitstring.encode([]), 131072)]
)
def test_status_list_refuses_damage_and_places_outside(encoded: str, place: int) -> None:
    with pytest.raises(ValueError, match="list"):
        bitstring.revoked(encoded, place)


def test_status_list_does_not_unpack_without_end() -> None:
    bomb = bitstring.encode([], size=bitstring.LARGEST * 8)

    assert bitstring.revoked(bomb, 5) is False
    with pytest.raises(ValueError, match="does not reach"):
        bitstring.revoked(bomb, bitstring.LARGEST)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>a</title></svg>'


def png(keyword: bytes, text: bytes) -> bytes:
    chunk = b"iTXt" + keyword + b"\0\0\0\0\0" + text
    packed = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 0) + b"IEND" + b"\0\0\0\0" + packed


@pytest.mark.slow
@given(st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=3))
def test_baked_picture_gives_the_badge_back(document: dict[str, str]) -> None:
    assert unbake(bake(SVG, document).encode("utf-8", "surrogatepass")) == document


def test_badge_in_a_png_is_found() -> None:
    assert unbake(png(b"openbadgecredential", b'{"id": "1"}')) == {"id": "1"}


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b"<svg", b"<svg/>", png(b"other", b"{}"),
     b"\x89PNG\r\n\x1a\n" + b"\xff" * 40,
     b'<!DOCTYPE a [<!ENTITY b "c">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>'],
)  # fmt: skip
def test_hostile_files_get_a_plain_message(data: bytes) -> None:
    with pytest.raises(UnreadableBadge):
        unbake(data)


@pytest.mark.slow
def test_many_threads_sign_at_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        values = {future.result()["proof"]["proofValue"] for future in [pool.submit(signed) for _one in range(40)]}

    assert len(values) == 1
