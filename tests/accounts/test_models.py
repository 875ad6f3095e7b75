import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from rounds.accounts.models import Entry, Person, TrailRefused
from tests.factories.accounts import EntryFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_trail_refuses_each_change_by_the_model() -> None:
    entry = EntryFactory()
    entry.verb = "accounts.nothing"

    for change in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(verb="accounts.nothing"),
        lambda: Entry.objects.bulk_update([entry], ["verb"]),
    ):
        with pytest.raises(TrailRefused):
            change()


@pytest.mark.parametrize("change", ["UPDATE accounts_entry SET verb = 'x'", "DELETE FROM accounts_entry"])
def test_trail_refuses_each_change_by_the_database(change: str) -> None:
    EntryFactory()

    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert "the trail is only ever added to" in str(refusal.value)
    assert Entry.objects.get().verb == "accounts.signed_in"


def test_person_in_the_trail_cannot_be_deleted() -> None:
    entry = EntryFactory()

    with pytest.raises(IntegrityError):
        entry.actor.delete()


def test_quiet_hours_have_both_ends() -> None:
    with pytest.raises(IntegrityError):
        PersonFactory(quiet_from="21:00")


def test_erased_person_cannot_be_active() -> None:
    PersonFactory()

    with pytest.raises(IntegrityError):
        Person.objects.update(erased=timezone.now())
