"""How many questions a process works on at once, while it waits for many readers."""

import io
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, override

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]
SMALL = 1_000_000  # bytes of a form that are read before a turn begins


class Turns:
    """A WSGI application whose pages are made by so many threads of its own, in the order in which they are asked for.

    More threads that make pages only take the interpreter from each other, and each keeps a connection to the database.
    Whoever asks waits in another thread, which also sends the answer: a slow reader of a long file keeps nobody waiting,
    nor does somebody who sends one, whose question is worked on where it arrives.
    """

    def __init__(self, application: Application, count: int) -> None:
        self.application, self.makers = application, ThreadPoolExecutor(count, "pages")

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        if not received(environ):
            return self.application(environ, start_response)
        return self.makers.submit(self.make, environ, start_response).result()

    def make(self, environ: Environ, start_response: Any) -> "Answer":
        return Answer(self.application(environ, start_response))


class Answer:
    """The parts of an answer. A long list is made while another thread sends it, in the language and time zone it began in."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self.parts, self.language, self.zone = parts, get_language(), timezone.get_current_timezone()

    def __iter__(self) -> Iterator[bytes]:
        with override(self.language), timezone.override(self.zone):
            yield from self.parts

    def close(self) -> None:
        if hasattr(self.parts, "close"):
            self.parts.close()


def received(environ: Environ) -> bool:
    """Whether the whole question is here; a small body is read to its end for that."""
    length = environ.get("CONTENT_LENGTH") or ""
    if not length:
        return environ["REQUEST_METHOD"] in {"GET", "HEAD", "OPTIONS"} and "HTTP_TRANSFER_ENCODING" not in environ
    if not length.isdecimal() or int(length) > SMALL:
        return False
    environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(int(length)))
    return True
