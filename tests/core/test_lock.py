from pathlib import Path

import pytest

from rounds.core.lock import HomeBusy, own_home, serve_home, share_home


def test_home_is_shared_by_any_number_of_programs(tmp_path: Path) -> None:
    with share_home(tmp_path), share_home(tmp_path):
        pass

    with own_home(tmp_path):
        pass


def test_restore_is_refused_while_somebody_uses_the_home(tmp_path: Path) -> None:
    with share_home(tmp_path), pytest.raises(HomeBusy, match="is in use"):
        own_home(tmp_path)


def test_nobody_uses_the_home_during_a_restore(tmp_path: Path) -> None:
    with own_home(tmp_path), pytest.raises(HomeBusy, match="A restore is under way here"):
        share_home(tmp_path)


def test_second_server_is_told_where_the_first_answers(tmp_path: Path) -> None:
    with serve_home(tmp_path, "http://127.0.0.1:8000"), pytest.raises(HomeBusy, match=r"at http://127\.0\.0\.1:8000\."):
        serve_home(tmp_path, "http://127.0.0.1:8001")

    with serve_home(tmp_path, "http://127.0.0.1:8001"):
        pass
