import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from rounds.accounts.passwords import NotInBreach

LEAKED = "correct horse battery staple"


class RangeService(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        rest = hashlib.sha1(LEAKED.encode()).hexdigest().upper()[5:]
        self.wfile.write(f"{'0' * 35}:0\r\n{rest}:12".encode())

    def log_message(self, *_args: object) -> None:
        return


@pytest.fixture
def service(socket_enabled: None, settings: Any) -> Iterator[type[RangeService]]:
    RangeService.asked = []
    server = HTTPServer(("127.0.0.1", 0), RangeService)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    settings.PASSWORD_RANGE_URL = f"http://127.0.0.1:{server.server_address[1]}/range/"
    yield RangeService
    server.shutdown()
    server.server_close()


def test_leaked_password_is_refused_and_only_five_letters_leave(service: type[RangeService]) -> None:
    with pytest.raises(ValidationError) as refusal:
        NotInBreach().validate(LEAKED)

    assert refusal.value.code == "password_leaked"
    assert service.asked == ["/range/" + hashlib.sha1(LEAKED.encode()).hexdigest().upper()[:5]]


def test_other_password_passes(service: type[RangeService]) -> None:
    NotInBreach().validate("a lantern under nine quiet hills")

    assert len(service.asked) == 1


def test_nothing_is_asked_unless_a_service_is_named() -> None:
    NotInBreach().validate(LEAKED)  # the network is closed in tests: a look-up would fail


def test_service_that_does_not_answer_refuses_nobody(socket_enabled: None, settings: Any) -> None:
    settings.PASSWORD_RANGE_URL = "http://127.0.0.1:9/range/"

    NotInBreach().validate(LEAKED)
