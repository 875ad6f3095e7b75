"""Python's search for rubbish, while a program loads."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def look_seldom() -> None:
    """Nearly all that a loading program makes stays: looking through it again and again takes a fifth of the time."""
    gc.set_threshold(50_000, 20, 20)


@contextmanager
def look_later() -> Iterator[None]:
    """Not at all while this lasts, and never through what it has made."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
