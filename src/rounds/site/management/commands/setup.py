import getpass
import json
import os
import subprocess
import sys
from argparse import SUPPRESS, ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from django.utils import timezone

from rounds.accounts.actions.staff import StaffRefused, create_first_administrator
from rounds.accounts.models import Person
from rounds.core.actions import describe_centre
from rounds.core.envfile import NO_KEY, env_file, read_env, written_env
from rounds.core.migrating import settings_remembered
from rounds.core.models import Centre
from rounds.site import setting_up
from rounds.site.setting_up import ADMINISTRATOR, CENTRE, AnswerRefused, Answers, Question

STARTERS = Path(__file__).resolve().parents[5] / "content"


class Command(BaseCommand):
    help = "Set a centre up, or change how it is set up: asks, writes rounds.env, makes the first administrator"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        for question in [*CENTRE, *ADMINISTRATOR]:
            hint = "read from ROUNDS_ADMIN_PASSWORD when not given" if question.secret else f"now: {question.default}"
            parser.add_argument(question.option, help=f"{question.text} ({hint})" if hint else question.text)
        parser.add_argument("--test-mail", action="store_true", help="send a letter to the administrator first")
        parser.add_argument("--courses", action="store_true", help="bring in the starter courses")
        parser.add_argument("--no-input", action="store_true", help="ask nothing; take options and what is kept")
        parser.add_argument("--finish", action="store_true", help=SUPPRESS)

    def handle(self, **options: Any) -> None:
        if settings.DEMO:
            raise CommandError("The demonstration needs no setup. Leave ROUNDS_DEMO out to set up a centre.")
        if options["finish"]:
            self.finish(json.load(sys.stdin))
            return
        self.asks = not options["no_input"]
        if self.asks and not sys.stdin.isatty():
            raise CommandError("There is nobody to ask. Give the answers as options and add --no-input.")
        path = env_file(os.environ)
        kept = present_settings(path)
        try:
            answers, test = self.gather(options, kept)
        except (KeyboardInterrupt, EOFError):
            raise CommandError("Stopped. Nothing was changed.") from None
        write_private(path, written_env(setting_up.kept_settings(answers, kept)))
        self.stdout.write(f"Settings are kept in {path}.")
        self.go_on(path, answers, courses=options["courses"] or test["courses"])

    def gather(self, options: dict[str, Any], kept: dict[str, str]) -> tuple[Answers, dict[str, bool]]:
        """All answers, each judged, before anything is written."""
        answers = self.judged(CENTRE, options, {**current_centre(), **kept})
        if not has_staff(answers["database"]):
            answers |= self.administrator(options)
        if options["test_mail"] or (self.asks and self.wanted_test(answers)):
            self.test_mail(answers)
        offered = self.asks and STARTERS.is_dir() and "import_course" in get_commands()
        return answers, {"courses": offered and self.agrees("Bring in the starter courses?")}

    def judged(self, questions: list[Question], options: dict[str, Any], kept: dict[str, str]) -> Answers:
        if self.asks:
            return {question.key: self.ask(question, options, kept) for question in questions}
        answers, problems = {}, []
        for question in questions:
            try:
                answers[question.key] = question.check(present(question, options, kept))
            except AnswerRefused as refusal:
                problems.append(f"{question.option}: {refusal}")
        if problems:
            raise CommandError("Nothing was changed.\n" + "\n".join(problems))
        return answers

    def ask(self, question: Question, options: dict[str, Any], kept: dict[str, str]) -> str:
        offered = present(question, options, kept)
        while True:
            shown = f" [{hidden(offered)}]" if offered else ""
            try:
                return question.check(input(f"{question.text}{shown}: ").strip() or offered)
            except AnswerRefused as refusal:
                self.stdout.write(f"  {refusal}")

    def administrator(self, options: dict[str, Any]) -> Answers:
        given = {**options, "admin_password": options["admin_password"] or os.environ.get("ROUNDS_ADMIN_PASSWORD", "")}
        if not self.asks:
            answers = self.judged(ADMINISTRATOR, given, {})
            try:
                setting_up.check_password(answers)
            except AnswerRefused as refusal:
                raise CommandError(f"Nothing was changed.\n--admin-password: {refusal}") from None
            return answers
        answers = self.judged(ADMINISTRATOR[:2], given, {})
        return answers | {"admin_password": self.password(answers)}

    def password(self, answers: Answers) -> str:
        while True:
            typed = getpass.getpass("Your password (at least 12 characters, not shown): ")
            try:
                setting_up.check_password({**answers, "admin_password": typed})
            except AnswerRefused as refusal:
                self.stdout.write(f"  {refusal}")
                continue
            if getpass.getpass("The same password again: ") == typed:
                return typed
            self.stdout.write("  The two were not the same. Type it twice again.")

    def agrees(self, question: str) -> bool:
        return input(f"{question} (yes or no) [no]: ").strip().lower() in {"y", "yes"}

    def wanted_test(self, answers: Answers) -> bool:
        return answers["mail_server"] != "console:" and self.agrees("Send a test letter now?")

    def test_mail(self, answers: Answers) -> None:
        to = answers.get("admin_email") or answers["questions_to"]
        while True:
            try:
                setting_up.send_test_mail(answers, to)
            except AnswerRefused as refusal:
                if not self.asks:
                    raise CommandError(f"Nothing was changed.\n--test-mail: {refusal}") from None
                self.stdout.write(f"  {refusal}")
                question = next(question for question in CENTRE if question.key == "mail_server")
                answers["mail_server"] = self.ask(question, {}, {"ROUNDS_MAIL_URL": answers["mail_server"]})
                if answers["mail_server"] == "console:":
                    return
            else:
                self.stdout.write(f"A test letter is on its way to {to}.")
                return

    def go_on(self, path: Path, answers: Answers, *, courses: bool) -> None:
        """The rest happens in a process that reads the new settings, as every later one will."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("ROUNDS_")}
        environ["ROUNDS_HOME"] = str(settings.HOME)
        command = [sys.executable, "-m", "rounds.command", "setup", "--finish"]
        handed = json.dumps({**answers, "courses": courses}).encode()
        self.stdout.flush()
        if subprocess.run(command, input=handed, env=environ, check=False).returncode:  # noqa: S603
            raise CommandError(f"The settings are kept in {path}, the rest is not done. Type `rounds setup` again.")

    def finish(self, answers: dict[str, Any]) -> None:
        self.stdout.write("Preparing the database …")
        self.stdout.flush()
        with settings_remembered():
            call_command("migrate", interactive=False, verbosity=0)
        try:
            keep(answers)
        except StaffRefused as refusal:
            raise CommandError(str(refusal)) from None
        if answers["courses"]:
            folders = sorted(path for path in STARTERS.iterdir() if (path / "course.md").exists())
            call_command("import_course", *map(str, folders), stdout=self.stdout, stderr=self.stderr)
        self.stdout.write(f"{answers['name']} is set up. Next: rounds serve")


@transaction.atomic
def keep(answers: Answers) -> None:
    light, dark = answers["colours"].split()
    describe_centre(name=answers["name"], mail=answers["questions_to"], brand=(light, dark))
    if answers.get("admin_email") and not Person.objects.filter(is_staff=True, is_active=True).exists():
        create_first_administrator(
            answers["admin_email"], answers["admin_name"], answers["admin_password"], timezone.now()
        )


def present(question: Question, options: dict[str, Any], kept: dict[str, str]) -> str:
    """What is known before asking: the option, else what is kept, else the usual."""
    given = options.get(question.key)
    return str(given) if given is not None else kept.get(question.setting or question.key) or question.default


def hidden(text: str) -> str:
    """A password inside an address is not shown."""
    before, at, after = text.rpartition("@")
    return f"{before.rpartition(':')[0]}:…@{after}" if at and "://" in before and before.count(":") > 1 else text


def present_settings(path: Path) -> dict[str, str]:
    """The lines of rounds.env, under what the environment says about the same things."""
    kept = read_env(path.read_text(encoding="utf-8"), name=str(path)) if path.exists() else {}
    names = {*kept, "ROUNDS_SECRET_KEY", *(question.setting for question in CENTRE)} - {"", "ROUNDS_HOME"}
    return kept | {name: os.environ[name] for name in names if os.environ.get(name, NO_KEY) != NO_KEY}


def current_centre() -> dict[str, str]:
    try:
        centre = Centre.objects.filter(pk=1).first()
    except DatabaseError:
        return {}
    if centre is None:
        return {}
    return {"name": centre.name, "questions_to": centre.mail, "colours": f"{centre.brand_light} {centre.brand_dark}"}


def has_staff(database: str) -> bool:
    """Whether somebody administers this centre already; a database that is named for the first time has nobody."""
    if database != os.environ.get("ROUNDS_DATABASE_URL", ""):
        return False
    try:
        return Person.objects.filter(is_staff=True, is_active=True).exists()
    except DatabaseError:
        return False


def write_private(path: Path, text: str) -> None:
    """Whole or not at all, and readable by this account only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    number = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(text)
    unfinished.replace(path)
