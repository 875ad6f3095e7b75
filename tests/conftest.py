import pytest
from django.core.cache import cache
from pytest_socket import disable_socket


def pytest_runtest_setup(item: pytest.Item) -> None:
    if "browser" not in item.path.parts:
        disable_socket(allow_unix_socket=True)


@pytest.fixture(autouse=True)
def _no_memory_between_tests() -> None:
    cache.clear()
