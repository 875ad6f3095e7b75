from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from rounds.core.envfile import EnvFileRefused, env_file, load_env, read_env, written_env

values = st.text(
    st.characters(exclude_characters="\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", exclude_categories=["Cs"])
)


@pytest.mark.slow
@examples(max_examples=30, deadline=None)
@given(st.dictionaries(st.from_regex(r"ROUNDS_[A-Z]{1,9}", fullmatch=True), values))
def test_settings_are_read_back_as_they_were_written(settings: dict[str, str]) -> None:
    assert read_env(written_env(settings)) == settings


def test_line_that_is_no_setting_is_named() -> None:
    with pytest.raises(EnvFileRefused, match=r"rounds\.env:2: write settings as KEY=value"):
        read_env("ROUNDS_LANGUAGE=en\nROUNDS TIME\n")


def test_setting_of_two_lines_is_refused() -> None:
    with pytest.raises(EnvFileRefused, match="one line"):
        written_env({"ROUNDS_LANGUAGE": "en\nes"})


def test_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "rounds.env").write_text("ROUNDS_LANGUAGE=es\nROUNDS_TIME_ZONE=UTC\n")
    environ = {"ROUNDS_HOME": str(tmp_path), "ROUNDS_LANGUAGE": "en"}

    load_env(environ)

    assert environ == {"ROUNDS_HOME": str(tmp_path), "ROUNDS_LANGUAGE": "en", "ROUNDS_TIME_ZONE": "UTC"}


def test_demonstration_reads_no_file(tmp_path: Path) -> None:
    (tmp_path / "rounds.env").write_text("ROUNDS_DATABASE_URL=postgres://real/centre\n")
    environ = {"ROUNDS_HOME": str(tmp_path), "ROUNDS_DEMO": "1"}

    assert load_env(environ) is None
    assert environ == {"ROUNDS_HOME": str(tmp_path), "ROUNDS_DEMO": "1"}


def test_file_in_the_current_folder_is_read_when_the_home_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rounds.env").write_text("")

    assert env_file({}) == Path("rounds.env")

    (tmp_path / "var").mkdir()
    (tmp_path / "var/rounds.env").write_text("")

    assert env_file({}) == Path("var/rounds.env")
