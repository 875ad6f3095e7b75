from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories.servers import Internet, internet


@pytest.fixture
def net(socket_enabled: None, settings: Any) -> Iterator[Internet]:
    """The internet of a test, on loopback, which the settings allow for the time of the test."""
    with internet() as here:
        settings.OUTGOING_NAME_SERVERS = [f"127.0.0.1:{here.names}"]
        settings.OUTGOING_TEST_NETWORKS = ["127.0.0.0/8"]
        yield here
