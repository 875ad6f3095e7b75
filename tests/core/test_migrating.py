import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations import CreateModel
from django.db.migrations.state import ProjectState, StateApps

from rounds.core.migrating import CreateModels, settings_remembered

LIST = CreateModel("List", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=20))])
ENTRY = CreateModel(
    "Entry",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("of", models.ForeignKey("drawer.List", models.CASCADE)),
        ("before", models.ForeignKey("drawer.Entry", models.SET_NULL, null=True)),
    ],
)


def tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name.startswith("drawer_")]


def state_after(*operations: CreateModel | CreateModels) -> ProjectState:
    state = ProjectState()
    for one in operations:
        one.state_forwards("drawer", state)
    return state


@pytest.mark.django_db(transaction=True)
def test_tables_are_made_and_unmade_in_their_order() -> None:
    before, after = ProjectState(), state_after(LIST, ENTRY)
    many = CreateModels([LIST, ENTRY])
    with connection.schema_editor() as editor:
        many.database_forwards("drawer", editor, before, after)
    try:
        entry, list_ = after.apps.get_model("drawer", "Entry"), after.apps.get_model("drawer", "List")
        first = entry.objects.create(of=list_.objects.create(name="today"))
        assert entry.objects.create(of=first.of, before=first).before == first
    finally:
        with connection.schema_editor() as editor:
            many.database_backwards("drawer", editor, after, before)
    assert tables() == []


def test_the_state_is_that_of_single_operations() -> None:
    assert state_after(CreateModels([LIST, ENTRY])) == state_after(LIST, ENTRY)


def test_models_are_drawn_once_when_all_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    register = StateApps.register_model
    monkeypatch.setattr(StateApps, "register_model", lambda *of: (drawn.append(of[2].__name__), register(*of))[1])
    state = ProjectState()
    state.apps  # noqa: B018 - as an earlier migration leaves it
    CreateModels([LIST, ENTRY]).state_forwards("drawer", state)
    assert drawn == []
    assert {one.__name__ for one in state.apps.get_models()} == {"List", "Entry"}
    assert sorted(drawn) == ["Entry", "List"]


def test_what_a_field_points_to_is_remembered_whatever_models_are_drawn() -> None:
    asked = ["accounts.Person", "billing.Payer"]
    known = [apps.get_swappable_settings_name(name) for name in asked]
    with settings_remembered():
        during = [apps.get_swappable_settings_name(name) for name in asked]
        state_after(LIST, ENTRY).apps  # noqa: B018 - another registry forgets
        remembered = apps.get_swappable_settings_name.cache_info()
    assert known == during == ["AUTH_USER_MODEL", None]
    assert remembered.currsize == len(asked) + 2  # what the two fields point to
    assert "get_swappable_settings_name" not in vars(apps)
