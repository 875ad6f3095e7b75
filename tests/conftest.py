"""The fast suite starts from a database that is already migrated: `tests/prepared.py` says how and why that is safe."""

import gc
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from pytest_django import DjangoDbBlocker
from pytest_socket import disable_socket

from rounds.core.migrating import settings_remembered
from tests.prepared import alone, keep_prepared, load_prepared


def pytest_collection_finish() -> None:
    """What is loaded stays, so that the collector need not look through it again and again (as our server does)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if "browser" not in item.path.parts:
        disable_socket(allow_unix_socket=True)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The test database: from the prepared one when there is one, else by all migrations."""
    with django_db_blocker.unblock(), alone():
        usual = connection.settings_dict["NAME"]
        if not load_prepared(connection):
            with settings_remembered():
                connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            keep_prepared(connection)
    yield
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(usual, verbosity=0)


@pytest.fixture(autouse=True)
def _no_memory_between_tests() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _prepared_before_homes(request: pytest.FixtureRequest) -> None:
    """A home of its own is copied from the prepared file: see to it that there is one."""
    if request.node.get_closest_marker("own_home"):
        request.getfixturevalue("django_db_setup")
