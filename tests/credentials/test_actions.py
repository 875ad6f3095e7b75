import pytest

from rounds.accounts.models import Entry
from rounds.credentials.models import Credential
from tests.factories.accounts import PersonFactory
from tests.factories.credentials import NOW, award

pytestmark = pytest.mark.django_db


def test_award_issues_a_certificate_with_a_trail_entry() -> None:
    person = PersonFactory(name="Dr Amara Osei")

    credential = award(person)

    assert (credential.holder_name, credential.issued_at, credential.issue) == ("Dr Amara Osei", NOW, 1)
    assert [entry.verb for entry in Entry.objects.all()] == ["credentials.awarded"]


def test_award_asked_twice_answers_with_the_first() -> None:
    first = award()

    second = award(first.person, title="Another title")

    assert (second.pk, second.title, Credential.objects.count()) == (first.pk, "Protect patient privacy", 1)
