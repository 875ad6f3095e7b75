"""A session of `requests` for libraries that speak to other people's servers: the same limits, HTTPS, no redirects."""

from typing import Any

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from rounds.directory.outgoing.addresses import OutgoingRefused
from rounds.directory.outgoing.fetching import Question, ask

KEPT = {"accept", "authorization", "content-type", "user-agent"}


class Guarded(BaseAdapter):
    """Asks through the guarded fetch, whatever the library wanted: streams, proxies and cookies are not for us."""

    def send(self, request: requests.PreparedRequest, **_wanted: Any) -> requests.Response:
        headers = {name: str(value) for name, value in request.headers.items() if name.lower() in KEPT}
        body = request.body.encode() if isinstance(request.body, str) else request.body
        question = Question(
            method=str(request.method),
            headers={**headers, "Accept-Encoding": "identity", "Connection": "close"},
            body=body or None,
            secure_only=True,
        )
        try:
            answer = ask(str(request.url), question)
        except OutgoingRefused as refusal:
            raise requests.ConnectionError(str(refusal)) from None
        response = requests.Response()
        response.status_code, response.url, response.request = answer.status, str(request.url), request
        response.headers = CaseInsensitiveDict(answer.headers)
        response._content = answer.body
        return response

    def close(self) -> None:
        return


class GuardedSession(requests.Session):
    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False
        self.adapters.clear()
        for scheme in ("http://", "https://"):
            self.mount(scheme, Guarded())

    def request(self, method: Any, url: Any, *args: Any, **wanted: Any) -> requests.Response:
        return super().request(method, url, *args, **{**wanted, "allow_redirects": False})


def guarded_session() -> requests.Session:
    return GuardedSession()
