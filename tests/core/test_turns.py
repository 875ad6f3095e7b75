import io
import threading
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.utils import timezone, translation

from rounds.core.turns import SMALL, Turns


class Page:
    """An application that stays in its page until it is let go."""

    def __init__(self) -> None:
        self.inside, self.entered, self.go = 0, threading.Semaphore(0), threading.Event()
        self.bodies: list[bytes] = []

    def __call__(self, environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
        self.inside += 1
        self.entered.release()
        assert self.go.wait(20)
        self.bodies.append(environ["wsgi.input"].read())
        self.inside -= 1
        return iter([b"long", b"file"])


def asked(**more: Any) -> dict[str, Any]:
    return {"REQUEST_METHOD": "GET", "wsgi.input": io.BytesIO(), **more}


@pytest.fixture
def page() -> Page:
    return Page()


@pytest.fixture
def turns(page: Page) -> Turns:
    return Turns(page, 1)


def ask(turns: Turns, environ: dict[str, Any]) -> threading.Thread:
    thread = threading.Thread(target=turns, args=(environ, None), daemon=True)
    thread.start()
    return thread


def test_a_second_question_waits_for_its_turn(turns: Turns, page: Page) -> None:
    threads = [ask(turns, asked()), ask(turns, asked())]
    assert page.entered.acquire(timeout=20)

    assert not page.entered.acquire(timeout=0.05)

    page.go.set()
    for thread in threads:
        thread.join(20)
    assert (page.entered.acquire(timeout=20), page.inside) == (True, 0)


def test_an_answer_is_sent_without_a_turn(turns: Turns, page: Page) -> None:
    page.go.set()
    slow = turns(asked(), None)

    assert b"".join(turns(asked(), None)) == b"longfile"
    assert b"".join(slow) == b"longfile"


@pytest.mark.parametrize(
    "more",
    [
        {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(SMALL + 1)},
        {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": "much"},
        {"REQUEST_METHOD": "POST", "HTTP_TRANSFER_ENCODING": "chunked"},
        {"REQUEST_METHOD": "GET", "HTTP_TRANSFER_ENCODING": "chunked"},
    ],
)
def test_what_is_still_on_its_way_takes_no_turn(turns: Turns, page: Page, more: dict[str, str]) -> None:
    threads = [ask(turns, asked(**more)), ask(turns, asked())]

    assert page.entered.acquire(timeout=20)
    assert page.entered.acquire(timeout=20)

    page.go.set()
    for thread in threads:
        thread.join(20)


def test_a_form_is_whole_before_its_turn(turns: Turns, page: Page) -> None:
    page.go.set()

    turns(asked(REQUEST_METHOD="POST", CONTENT_LENGTH="3", **{"wsgi.input": io.BytesIO(b"a=1")}), None)

    assert page.bodies == [b"a=1"]


def test_a_long_list_is_sent_in_the_language_and_time_zone_of_whoever_asked() -> None:
    closed = threading.Event()

    class Rows:
        def __iter__(self) -> Iterator[bytes]:
            yield translation.get_language().encode()
            yield timezone.get_current_timezone_name().encode()

        def close(self) -> None:
            closed.set()

    def listed(_environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
        translation.activate("es")
        timezone.activate("America/Chicago")
        return Rows()

    answer = Turns(listed, 1)(asked(), None)

    assert list(answer) == [b"es", b"America/Chicago"]
    answer.close()  # type: ignore[attr-defined]
    assert closed.is_set()
    assert translation.get_language() == "en"
