"""Python's search for rubbish, while a program loads."""

import gc


def look_seldom() -> None:
    """Nearly all that a loading program makes stays: looking through it again and again takes a fifth of the time."""
    gc.set_threshold(50_000, 20, 20)
