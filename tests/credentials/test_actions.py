import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from rounds.accounts.models import Entry
from rounds.credentials import actions
from rounds.credentials.keys import KeyUnreadable, unseal
from rounds.credentials.models import Credential, HiddenName, Revocation, SigningKey, StatusList
from rounds.credentials.openbadges.documents import identity_hash
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.credentials import NOW, award

pytestmark = pytest.mark.django_db


def trail() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_award_issues_a_certificate_with_a_trail_entry() -> None:
    person = PersonFactory(name="Dr Amara Osei")

    credential = award(person)

    assert (credential.holder_name, credential.issued_at, credential.issue) == ("Dr Amara Osei", NOW, 1)
    assert trail() == ["credentials.awarded"]


def test_award_asked_twice_answers_with_the_first() -> None:
    first = award()

    second = award(first.person, title="Another title")

    assert (second.pk, second.title, Credential.objects.count()) == (first.pk, "Protect patient privacy", 1)
    assert trail() == ["credentials.awarded"]


def test_award_for_a_new_version_is_another_certificate() -> None:
    first = award()

    second = award(first.person, version="2")

    assert first.pk != second.pk


def test_award_after_a_revocation_does_not_bring_it_back() -> None:
    first = award()
    actions.revoke_credential(first, reason="Copied.", by=None, at=NOW, category="conduct")

    assert award(first.person).pk == first.pk


def test_award_needs_no_name() -> None:
    assert award(PersonFactory(name=" ")).holder_name == "Name not given"


def test_badge_hides_the_address_behind_a_hash_of_its_own() -> None:
    person = PersonFactory(email="amara@northlake.example")
    one, other = award(person), award(person, version="2")

    identity = one.signed["credentialSubject"]["identifier"][0]

    assert identity["identityHash"] == identity_hash("amara@northlake.example", identity["salt"])
    assert identity["salt"] != other.signed["credentialSubject"]["identifier"][0]["salt"]


def test_revoke_records_who_and_why() -> None:
    staff, credential = StaffFactory(), award()

    revocation = actions.revoke_credential(credential, reason="Wrong course.", by=staff, at=NOW)

    assert (revocation.category, revocation.by, revocation.at) == ("mistake", staff, NOW)
    assert trail() == ["credentials.awarded", "credentials.revoked"]


def test_revoke_refuses_a_second_time() -> None:
    credential = award()
    actions.revoke_credential(credential, reason="Wrong course.", by=None, at=NOW)

    with pytest.raises(actions.RevocationRefused, match="already revoked"):
        actions.revoke_credential(credential, reason="Again.", by=None, at=NOW)

    assert Revocation.objects.count() == 1


def test_reissue_corrects_the_name_and_keeps_the_day_it_was_earned() -> None:
    old, later = award(), NOW + dt.timedelta(days=9)

    new = actions.reissue_credential(old, holder_name="Amara Mensah", reason="Married.", by=None, at=later)

    assert (new.holder_name, new.replaces, new.issue, new.earned_at, new.issued_at) == (
        "Amara Mensah", old, 2, NOW, later,
    )  # fmt: skip
    assert Revocation.objects.get().category == "replaced"
    assert trail() == ["credentials.awarded", "credentials.revoked", "credentials.reissued"]


def test_reissue_works_for_a_certificate_that_was_revoked_by_mistake() -> None:
    old = award()
    actions.revoke_credential(old, reason="Wrong person.", by=None, at=NOW)

    new = actions.reissue_credential(old, holder_name=old.holder_name, reason="Right after all.", by=None, at=NOW)

    assert award(old.person).pk == new.pk
    assert Revocation.objects.get().category == "mistake"


def test_reissue_refuses_a_second_time() -> None:
    old = award()
    actions.reissue_credential(old, holder_name="A", reason="Typing.", by=None, at=NOW)

    with pytest.raises(actions.ReissueRefused, match="already been replaced"):
        actions.reissue_credential(old, holder_name="B", reason="Typing.", by=None, at=NOW)

    assert Credential.objects.count() == 2


def test_rotation_signs_with_a_new_key_and_keeps_the_old() -> None:
    old = award()

    key = actions.rotate_key(by=None, at=NOW)

    assert award().key == key
    assert SigningKey.objects.filter(rotated=NOW).get() == old.key


def test_private_key_is_unreadable_with_another_secret(settings: object) -> None:
    key = award().key
    settings.SECRET_KEY = "another secret of this installation"  # type: ignore[attr-defined]

    with pytest.raises(KeyUnreadable, match="ROUNDS_SECRET_KEY"):
        unseal(key.sealed)


def test_private_key_is_readable_while_the_secret_changes(settings: object) -> None:
    key = award().key
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]  # type: ignore[attr-defined]
    settings.SECRET_KEY = "another secret of this installation"  # type: ignore[attr-defined]

    assert unseal(key.sealed).public_key() == unseal(key.sealed).public_key()


def test_crowded_list_is_followed_by_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "SIZE", 2)
    monkeypatch.setattr(actions, "PLACES_TRIED", 12)

    for _person in range(5):
        award()

    assert StatusList.objects.count() >= 3


def test_name_is_hidden_once() -> None:
    person = PersonFactory()

    actions.hide_name(person, at=NOW)
    actions.hide_name(person, at=NOW)

    assert HiddenName.objects.get().person == person
    assert trail() == ["credentials.name_hidden"]


@pytest.mark.parametrize("table", ["credential", "revocation"])
def test_database_refuses_to_change_what_was_issued(table: str) -> None:
    actions.revoke_credential(award(), reason="Wrong.", by=None, at=NOW)
    column = {"credential": "title", "revocation": "reason"}[table]

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE credentials_{table} SET {column} = 'Another'")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Amara\u202eieso", "Amara ieso"), ("Zoë\x00 Ångström ", "Zoë Ångström"),
        ("نگار\u200cسان", "نگار\u200cسان"), ("x" * 500, "x" * 120)],
)  # fmt: skip
def test_printed_name_holds_no_hidden_signs(typed: str, printed: str) -> None:
    assert actions.printable(typed) == printed
