import os
import signal

import pytest

from rounds.terminal.many import stopping_held_back


def test_ctrl_c_is_heard_when_the_pool_is_left_and_not_inside_it() -> None:
    seen = []
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt), stopping_held_back():
            os.kill(os.getpid(), signal.SIGINT)
            seen.append("finished")
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)

    assert seen == ["finished"]
