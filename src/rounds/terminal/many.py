"""Many posts at once: workers in order, and never more waiting than a few batches."""

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager

from rounds.terminal.posts import Fault, Found, Post
from rounds.terminal.work import Done, Task, do, do_many

BATCH_POSTS, BATCH_SIZE, WAITING = 500, 256 * 1024, 3


def worked(task: Task, found: Iterable[Found], workers: int) -> Iterator[Done]:
    """What is done to each post, in the order of the posts."""
    if workers < 2:
        return (fault_of(one) if isinstance(one, Fault) else do(task, one) for one in found)
    return by_workers(task, found, workers)


def fault_of(fault: Fault) -> Done:
    return Done("", "faulty", fault=str(fault), size=fault.size)


def batches(found: Iterable[Found]) -> Iterator[list[Post] | Fault]:
    held: list[Post] = []
    size = 0
    for one in found:
        if isinstance(one, Fault):
            yield from filter(None, [held])
            yield one
            held, size = [], 0
            continue
        held.append(one)
        size += len(one.text)
        if len(held) >= BATCH_POSTS or size >= BATCH_SIZE:
            yield held
            held, size = [], 0
    yield from filter(None, [held])


def by_workers(task: Task, found: Iterable[Found], workers: int) -> Iterator[Done]:
    waiting: deque[Future[list[Done]] | Fault] = deque()
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=leave_stopping_to_the_parent)
    try:
        for batch in batches(found):
            with stopping_held_back():
                waiting.append(batch if isinstance(batch, Fault) else pool.submit(do_many, task, batch))
            if len(waiting) > workers * WAITING:
                yield from settled(waiting.popleft())
        while waiting:
            yield from settled(waiting.popleft())
    finally:
        with stopping_held_back():
            pool.shutdown(wait=True, cancel_futures=True)


def settled(one: Future[list[Done]] | Fault) -> list[Done]:
    if isinstance(one, Fault):
        return [fault_of(one)]
    with stopping_held_back():
        return one.result()


@contextmanager
def stopping_held_back() -> Iterator[None]:
    """Ctrl+C is heard at the end of this: inside the pool it can fall where a lock is taken, which then never opens."""
    before, came = signal.getsignal(signal.SIGINT), False
    if before is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield
        return

    def note(_number: int, _frame: object) -> None:
        nonlocal came
        came = True

    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        raise KeyboardInterrupt


def leave_stopping_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def number_of_workers(asked: str) -> int:
    """How many workers to start; `all` is one for each core.

    >>> number_of_workers("3")
    3
    """
    if asked == "all":
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    number = int(asked)
    if not 1 <= number <= 256:
        raise ValueError(asked)
    return number
