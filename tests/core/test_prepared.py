from typing import Any

import pytest
from django.db.models import Count

from rounds.accounts.models import Person
from rounds.core.prepared import OPEN, Prepared
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


def test_each_word_finds_its_row_in_one_question(django_assert_num_queries: Any) -> None:
    ask = Prepared(lambda name: Person.objects.filter(name=name, is_active=True).annotate(letters=Count("host_rows")))
    people = [PersonFactory(name=name) for name in ("O'Hara", "50 % of %s", "Ana")]
    PersonFactory(name="Gone", is_active=False)
    ask("Ana")

    with django_assert_num_queries(5):
        found = [ask(name) for name in ("O'Hara", "50 % of %s", "Ana", "Gone", OPEN)]

    assert found == [*people, None, None]
    assert [one.letters for one in found if one] == [0, 0, 0]  # type: ignore[attr-defined]
