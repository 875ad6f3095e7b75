"""`rounds setup`, by options and at a terminal."""

import os
import pty
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from rounds.core.envfile import read_env
from rounds.site import setting_up
from rounds.site.setting_up import AnswerRefused
from tests.processes import command, environment, run, with_tables

PASSWORD = "seven brown rivers"
OPTIONS = {
    "--name": "Harbour Centre",
    "--questions-to": "hello@harbour-centre.example",
    "--address": "https://harbour-centre.example/",
    "--time-zone": "America/Chicago",
    "--language": "es",
    "--admin-name": "Tomas Lind",
    "--admin-email": "tomas.lind@harbour-centre.example",
}


def options(**changed: str) -> list[str]:
    return [word for pair in (OPTIONS | changed).items() for word in pair]


def rows(home: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / "rounds.sqlite3")) as database:
        return database.execute(question).fetchall()


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.own_home
def test_setup_by_options_makes_a_centre_and_run_again_keeps_it(tmp_path: Path) -> None:
    home = with_tables(tmp_path / "home")

    done = run(home, "setup", "--no-input", *options(), ROUNDS_ADMIN_PASSWORD=PASSWORD)

    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Harbour Centre is set up. Next: rounds serve")
    assert rows(home, "SELECT name, mail FROM core_centre") == [("Harbour Centre", "hello@harbour-centre.example")]
    staff = 'SELECT p.name, e.verified, e."primary" FROM accounts_person p'
    assert rows(home, f"{staff} JOIN account_emailaddress e ON e.user_id = p.id WHERE p.is_staff") == [
        ("Tomas Lind", 1, 1)
    ]
    kept = read_env((home / "rounds.env").read_text())
    assert len(kept.pop("ROUNDS_SECRET_KEY")) == 64
    assert kept == {
        "ROUNDS_BASE_URL": "https://harbour-centre.example",
        "ROUNDS_TIME_ZONE": "America/Chicago",
        "ROUNDS_LANGUAGE": "es",
        "ROUNDS_MAIL_URL": "console:",
        "ROUNDS_MAIL_FROM": "Rounds <rounds@localhost>",
    }
    assert (home / "rounds.env").stat().st_mode & 0o777 == 0o600
    assert PASSWORD not in (home / "rounds.env").read_text()
    run_again_keeps_the_key_and_what_is_not_named(home)


def run_again_keeps_the_key_and_what_is_not_named(home: Path) -> None:
    with (home / "rounds.env").open("a") as file:
        file.write("ROUNDS_LOG_LEVEL=INFO\n")
    before = read_env((home / "rounds.env").read_text())

    done = run(home, "setup", "--no-input", "--language", "en")

    assert done.returncode == 0, done.stderr
    assert read_env((home / "rounds.env").read_text()) == before | {"ROUNDS_LANGUAGE": "en"}
    assert rows(home, "SELECT name FROM core_centre") == [("Harbour Centre",)]
    assert rows(home, "SELECT count(*) FROM accounts_person WHERE is_staff") == [(1,)]


@pytest.mark.slow
@pytest.mark.own_home
def test_setup_with_wrong_answers_names_all_of_them_and_changes_nothing(tmp_path: Path) -> None:
    home = with_tables(tmp_path / "home")
    wrong = options(**{"--address": "harbour", "--colours": "#ffff00 #ffff00", "--time-zone": "America/Chigaco"})

    done = run(home, "setup", "--no-input", *wrong, ROUNDS_ADMIN_PASSWORD=PASSWORD)

    assert done.returncode == 1
    assert "--address: Write the address with http:// or https://" in done.stderr
    assert "--colours: Main colour: #ffff00 has a contrast of" in done.stderr
    assert "--time-zone: There is no such time zone. Did you mean America/Chicago?" in done.stderr
    assert not (home / "rounds.env").exists()
    assert rows(home, "SELECT count(*) FROM core_centre") == [(0,)]


@pytest.mark.slow
@pytest.mark.own_home
def test_setup_with_a_weak_password_changes_nothing(tmp_path: Path) -> None:
    home = with_tables(tmp_path / "home")

    done = run(home, "setup", "--no-input", *options(), ROUNDS_ADMIN_PASSWORD="password")

    assert done.returncode == 1
    assert "--admin-password: This password is too short." in done.stderr
    assert not (home / "rounds.env").exists()


@pytest.mark.slow
@pytest.mark.own_home
def test_setup_without_a_terminal_says_how_to_go_on(tmp_path: Path) -> None:
    done = run(with_tables(tmp_path / "home"), "setup")

    assert done.returncode == 1
    assert "There is nobody to ask. Give the answers as options and add --no-input." in done.stderr


class Terminal:
    """A person at a keyboard: waits for words on the screen, then types."""

    def __init__(self, home: Path) -> None:
        self.process, self.screen = pty.fork()
        if self.process == 0:
            os.chdir(home)
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a background job would hand on that Ctrl+C is ignored
            signal.alarm(180)  # nobody waits for ever
            words = command("setup")
            os.execve(words[0], words, environment(home))
        self.seen = ""

    def answer(self, question: str, text: str) -> None:
        self.wait_for(question)
        os.write(self.screen, text.encode() + b"\n")

    def wait_for(self, text: str) -> None:
        until = time.monotonic() + 120
        before = self.seen
        while text not in self.seen:
            try:
                self.seen += os.read(self.screen, 4096).decode()
            except OSError:
                raise AssertionError(f"The command ended before {text!r}:\n{before}{self.seen}") from None
            assert time.monotonic() < until, self.seen
        self.seen = self.seen.split(text, 1)[1]

    def ends(self) -> int:
        try:
            while piece := os.read(self.screen, 4096):
                self.seen += piece.decode()
        except OSError:
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


@pytest.mark.slow
@pytest.mark.own_home
def test_setup_at_a_terminal_asks_again_with_the_reason(tmp_path: Path) -> None:
    home = with_tables(tmp_path / "home")
    person = Terminal(home)

    person.answer("Name of the centre: ", "")
    person.wait_for("This is needed.")
    person.answer("Name of the centre: ", "Harbour Centre")
    person.answer("questions about the centre: ", "hello@harbour-centre.example")
    person.answer("Address people type [http://127.0.0.1:8000]: ", "")
    person.answer("Main colour for light pages and for dark pages [#0a5c60 #74d3c8]: ", "#ffff00 #74d3c8")
    person.wait_for("is needed to be read")
    person.answer("Main colour", "")
    person.answer("Time zone [UTC]: ", "")
    person.answer("Language of the centre [en]: ", "")
    person.answer("Database (nothing: SQLite): ", "")
    person.answer("Mail server", "")
    person.answer("Sender of mail", "")
    person.answer("Your name, as the first administrator: ", "Tomas Lind")
    person.answer("Your mail address: ", "tomas.lind@harbour-centre.example")
    person.answer("not shown): ", "short")
    person.wait_for("This password is too short.")
    person.answer("not shown): ", PASSWORD)
    person.answer("again: ", "seven brown birds")
    person.wait_for("The two were not the same.")
    person.answer("not shown): ", PASSWORD)
    person.answer("again: ", PASSWORD)
    person.answer("Bring in the starter courses? (yes or no) [no]: ", "no")

    assert person.ends() == 0, person.seen
    assert "Harbour Centre is set up. Next: rounds serve" in person.seen
    assert PASSWORD not in person.seen
    assert rows(home, "SELECT name FROM accounts_person WHERE is_staff") == [("Tomas Lind",)]


@pytest.mark.slow
@pytest.mark.own_home
def test_setup_that_is_interrupted_changes_nothing(tmp_path: Path) -> None:
    home = with_tables(tmp_path / "home")
    person = Terminal(home)

    person.answer("Name of the centre: ", "Harbour Centre")
    person.answer("questions about the centre: ", "\x03")

    assert person.ends() == 1
    assert "Stopped. Nothing was changed." in person.seen
    assert not (home / "rounds.env").exists()


@pytest.mark.slow
@pytest.mark.own_home
def test_setup_with_a_database_that_does_not_answer_changes_nothing(tmp_path: Path) -> None:
    home = with_tables(tmp_path / "home")
    silent = options(**{"--database": f"postgres://nobody@{str(tmp_path).replace('/', '%2F')}/none"})

    done = run(home, "setup", "--no-input", *silent, ROUNDS_ADMIN_PASSWORD=PASSWORD)

    assert done.returncode == 1
    assert "--database: This database does not answer" in done.stderr
    assert not (home / "rounds.env").exists()


@pytest.mark.parametrize(
    ("check", "wrong", "reason"),
    [
        (setting_up.address, "ftp://harbour.example", "http:// or https://"),
        (setting_up.address, "https://harbour.example/path", "without a path"),
        (setting_up.mail_address, "hello", "such as name@"),
        (setting_up.colours, "#0a5c60", "two colours"),
        (setting_up.colours, "teal teal", "# and six digits"),
        (setting_up.language, "fr", "Choose one of: en, es"),
        (setting_up.mail_server, "mail.example", "Write console: or smtp"),
        (setting_up.mail_server, "smtp:", "Write console: or smtp"),
        (setting_up.database, "mysterious://host/name", "postgres://user:password@host/name"),
        (setting_up.some_text, "x" * 121, "at most 120"),
    ],
)
def test_answer_that_cannot_be_is_refused_with_its_reason(check: object, wrong: str, reason: str) -> None:
    with pytest.raises(AnswerRefused, match=reason):
        check(wrong)  # type: ignore[operator]
