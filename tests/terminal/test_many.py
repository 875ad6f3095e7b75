import os
import signal

import pytest

from rounds.terminal.many import stopping_held_back


def test_ctrl_c_is_heard_when_the_pool_is_left_and_not_inside_it() -> None:
    seen = []

    def stopped_inside() -> None:
        with stopping_held_back():
            os.kill(os.getpid(), signal.SIGINT)
            seen.append("finished")

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            stopped_inside()
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)

    assert seen == ["finished"]
