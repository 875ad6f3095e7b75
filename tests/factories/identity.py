"""A small provider of OpenID Connect on 127.0.0.1: discovery, token and user information."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from django.test import Client

CLIENT_ID = "rounds"
LENA = {"sub": "77", "email": "lena@northlake.example", "email_verified": True, "name": "Lena Kovac"}


class Provider(BaseHTTPRequestHandler):
    """Signing in itself is the reader's browser, played by the test; `asked` is what came to the token address."""

    claims: dict[str, Any]
    document: dict[str, Any]
    asked: list[dict[str, list[str]]]
    url: str

    def do_GET(self) -> None:
        if self.path.endswith("/.well-known/openid-configuration"):
            names = {
                "authorization_endpoint": "authorise",
                "token_endpoint": "token",
                "userinfo_endpoint": "who",
                "jwks_uri": "keys",
            }
            document = {"issuer": self.url, **{name: f"{self.url}/{path}" for name, path in names.items()}}
            return self.answer({**document, **self.document})
        return self.answer(self.claims if self.path == "/who" else {"keys": []})

    def do_POST(self) -> None:
        self.asked.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        told = {"iss": self.url, "aud": CLIENT_ID, "exp": 4102444800, "iat": 0, **self.claims}
        token = jwt.encode(told, "k" * 32)
        self.answer({"access_token": "opaque", "token_type": "Bearer", "id_token": token})

    def answer(self, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        return


@contextmanager
def identity_provider() -> Iterator[type[Provider]]:
    Provider.claims, Provider.document, Provider.asked = {**LENA}, {}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    Provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield Provider
    server.shutdown()
    server.server_close()


def come_back(client: Client, page: Any, key: str) -> Any:
    """From the page that leads away to the answer for whoever comes back with a code, as a browser does."""
    asked = parse_qs(urlsplit(page.context["redirect_to"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    return client.get(f"/account/oidc/{key}/login/callback/", {"code": "once", "state": asked["state"][0]})
