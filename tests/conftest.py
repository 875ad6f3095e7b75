"""The fast suite starts from a database that is already migrated: `tests/prepared.py` says how and why that is safe."""

import gc
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from pytest_django import DjangoDbBlocker
from pytest_socket import disable_socket
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from rounds.core.migrating import settings_remembered
from tests.prepared import alone, keep_prepared, load_prepared

# what the tests of such a file share takes many seconds: posts that are read, a centre with backups
WHOLE = {"tests/engines/privacy/test_spotting.py", "tests/core/test_backup.py"}


def pytest_collection_finish() -> None:
    """What is loaded stays, so that the collector need not look through it again and again (as our server does)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that no process is left alone with it at the end; before all, what needs no tables.

    The others keep their order. What takes long may not empty the database.
    """
    items.sort(key=begins)


def begins(item: pytest.Item) -> int:
    if not item.get_closest_marker("long"):
        return 2
    return 1 if item.get_closest_marker("own_home") else 0


class OneByOne(LoadScopeScheduling):
    """Gives each process the next test when it has done one, or the next file of those whose tests share what is dear."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in WHOLE else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneByOne | None:
    return OneByOne(config, log) if config.getvalue("dist") == "load" else None


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
