import gc
from collections.abc import Iterator

import pytest

from rounds.core.rubbish import look_later, look_seldom


@pytest.fixture
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.enable()


@pytest.mark.usefixtures("_as_before")
def test_rubbish_is_looked_for_less_often_than_usual() -> None:
    gc.set_threshold(700, 10, 10)

    look_seldom()

    assert gc.get_threshold()[0] > 700


@pytest.mark.usefixtures("_as_before")
def test_what_loads_is_not_looked_through_and_stays() -> None:
    before = gc.get_freeze_count()

    with look_later():
        during = gc.isenabled()
        made = [[] for _one in range(1000)]

    assert (during, gc.isenabled()) == (False, True)
    assert gc.get_freeze_count() - before >= len(made)
