"""A small stand-in for the parts of Stripe's API that localstripe lacks: hosted pages, declines, idempotency keys."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl

KEY, SECRET = "sk_test_stand_in", "whsec_stand_in"


class StandIn(ThreadingHTTPServer):
    """`made` are the objects that exist, `asked` every call that came in; `failing` answers are given first."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.made: dict[str, dict[str, Any]] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.known: dict[str, tuple[dict[str, str], dict[str, Any]]] = {}
        self.failing: list[tuple[int, dict[str, Any]]] = []
        self.lock = Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def make(self, path: str, typed: dict[str, str]) -> dict[str, Any]:
        number = len(self.made) + 1
        if path == "/v1/checkout/sessions":
            made = {
                "id": f"cs_{number}",
                "object": "checkout.session",
                "url": f"https://checkout.stripe.com/c/cs_{number}",
            }
        else:
            made = {"id": f"re_{number}", "object": "refund", "status": "succeeded"}
        self.made[made["id"]] = made
        return made


class Answer(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        typed = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        key = self.headers.get("Idempotency-Key", "")
        with self.server.lock:
            self.server.asked.append((self.path, key, typed))
            status, body = self.answer(typed, key)
        self.reply(status, body)

    def answer(self, typed: dict[str, str], key: str) -> tuple[int, dict[str, Any]]:
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            return 401, error("invalid_request_error", "No such key.")
        if self.server.failing:
            return self.server.failing.pop(0)
        if key in self.server.known:
            before, made = self.server.known[key]
            if before != typed:
                return 400, error(
                    "idempotency_error", "Keys for idempotent requests can only be used for the same parameters."
                )
            return 200, made
        made = self.server.make(self.path, typed)
        self.server.known[key] = (typed, made)
        return 200, made

    def reply(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args: object) -> None:
        pass


def error(kind: str, message: str) -> dict[str, Any]:
    return {"error": {"type": kind, "message": message}}


@contextmanager
def stand_in() -> Iterator[StandIn]:
    server = StandIn()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def signed(event: dict[str, Any], *, secret: str = SECRET, age: int = 0) -> tuple[bytes, str]:
    """A message and its signature."""
    body = json.dumps(event).encode()
    return body, signature_of(body, secret=secret, age=age)


def signature_of(body: bytes, *, secret: str = SECRET, age: int = 0) -> str:
    """The mark that Stripe would have set `age` seconds ago."""
    moment = int(time.time()) - age
    mark = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={mark}"
