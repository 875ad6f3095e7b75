import datetime as dt
import runpy
from typing import Any

import pytest
from django.db.models import Count, Max
from django.utils import timezone

from rounds import settings as own_settings
from rounds.accounts.models import Entry, Person
from rounds.core.prepared import Prepared
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


def test_each_word_finds_its_row_in_one_question(django_assert_num_queries: Any) -> None:
    ask = Prepared(lambda name: Person.objects.filter(name=name, is_active=True).annotate(letters=Count("host_rows")))
    people = [PersonFactory(name=name) for name in ("O'Hara", "50 % of %s", "Ana")]
    PersonFactory(name="Gone", is_active=False)
    ask("Ana")

    with django_assert_num_queries(4):
        found = [ask(name) for name in ("O'Hara", "50 % of %s", "Ana", "Gone")]

    assert found == [*people, None]
    assert [one.letters for one in found if one] == [0, 0, 0]  # type: ignore[attr-defined]


def test_rows_are_what_the_ordinary_question_gives(django_assert_num_queries: Any) -> None:
    person = PersonFactory(name="Ana")
    noon = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    for hour in range(4):
        at = noon + dt.timedelta(hours=hour)
        Entry.objects.create(verb="a", actor=person, subject_name=str(hour), details={"hour": hour}, at=at)
    Entry.objects.create(verb="b", subject_name="nobody", at=noon)

    def asked(verb: Any, actor: Any, at: Any) -> Any:
        rows = Entry.objects.filter(verb=verb, actor=actor, at__gte=at).select_related("actor").order_by("-at")
        return rows.annotate(newest=Max("at"))

    ask, since = Prepared(asked), noon + dt.timedelta(hours=1)
    wanted = list(asked("a", person.pk, since))
    ask.rows("a", person.pk, since)

    with django_assert_num_queries(1):
        found = ask.rows("a", person.pk, since)
        actors = [one.actor for one in found]

    assert len(found) == 3
    assert [vars_of(one) for one in found] == [vars_of(one) for one in wanted]
    assert actors == [person] * 3
    assert ask("b", person.pk, since) is None


def vars_of(one: Entry) -> dict[str, object]:
    return {name: value for name, value in vars(one).items() if name != "_state"}


@pytest.mark.parametrize(
    ("more", "options"),
    [
        ("", {"server_side_binding": True, "prepare_threshold": 2}),
        ("?sslmode=require", {"server_side_binding": True, "prepare_threshold": 2, "sslmode": "require"}),
        ("?server_side_binding=false", {"server_side_binding": False}),
    ],
)
def test_postgresql_may_keep_plans_unless_its_address_says_no(
    monkeypatch: pytest.MonkeyPatch, more: str, options: dict[str, object]
) -> None:
    monkeypatch.setenv("ROUNDS_DATABASE_URL", f"postgres://rounds:secret@127.0.0.1/rounds{more}")

    assert runpy.run_path(own_settings.__file__)["DATABASES"]["default"]["OPTIONS"] == options
