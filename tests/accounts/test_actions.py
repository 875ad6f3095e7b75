import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.storage import storages
from django.test import Client
from wagtail import hooks

from rounds.accounts import actions, queries
from rounds.accounts.letters import write_to
from rounds.accounts.models import Entry, Export, Person
from tests.factories.accounts import PASSWORD, MemberFactory, PersonFactory, StaffFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC)


def last() -> tuple[str, str]:
    entry = Entry.objects.latest("pk")
    return entry.verb, entry.subject_name


def test_profile_writes_only_what_changed() -> None:
    person = PersonFactory(name="Lena Kovac", time_zone="UTC")

    overrode = actions.change_profile(
        person, changes={"name": "Lena K"}, seen={"name": "Lena Kovac"}, by=person, at=NOW
    )

    assert overrode == []
    assert Person.objects.values_list("name", "time_zone").get() == ("Lena K", "UTC")
    assert Entry.objects.get().details == {"fields": ["name"]}


def test_profile_saved_later_wins_and_says_what_it_overrode() -> None:
    person = PersonFactory(name="From the other window")

    overrode = actions.change_profile(person, changes={"name": "Mine"}, seen={"name": "Before"}, by=person, at=NOW)

    assert overrode == ["name"]
    assert Person.objects.get().name == "Mine"


def test_profile_without_a_change_leaves_no_line() -> None:
    person = PersonFactory()

    assert actions.change_profile(person, changes={}, seen={}, by=person, at=NOW) == []
    assert Entry.objects.count() == 0


def test_notifications_keep_choices_and_quiet_hours() -> None:
    person = PersonFactory()
    quiet = (dt.time(21), dt.time(7))

    actions.choose_notifications(
        person,
        by_mail={"needs": False, "changed": True, "practice": True, "news": True},
        quiet=quiet,
        by=person,
        at=NOW,
    )

    assert queries.mail_choices(person) == {"needs": False, "changed": True, "practice": True, "news": True}
    assert Person.objects.values_list("quiet_from", "quiet_until").get() == quiet


def test_stop_twice_leaves_one_line() -> None:
    person = PersonFactory()

    actions.stop_mail(person, kind="needs", at=NOW)
    actions.stop_mail(person, kind="needs", at=NOW)

    assert queries.mail_choices(person)["needs"] is False
    assert Entry.objects.count() == 1


def test_letter_goes_with_a_stop_link_unless_stopped() -> None:
    person = PersonFactory(email="grace@people.example")
    words = {
        "subject": "Answer by Thursday",
        "lines": ["A story waits."],
        "button": "Open",
        "url": "/",
        "why": "You answer.",
    }

    went = write_to(person, "accounts/mail/letter", kind="needs", at=NOW, context=words)
    actions.stop_mail(person, kind="needs", at=NOW)
    went_again = write_to(person, "accounts/mail/letter", kind="needs", at=NOW, context=words)

    letter = mail.outbox[0]
    assert (went, went_again, len(mail.outbox)) == (True, False, 1)
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.extra_headers["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/account/stop/")


def test_letter_in_quiet_hours_waits_in_the_queue(settings: object) -> None:
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}  # type: ignore[attr-defined]
    person = PersonFactory(quiet_from=dt.time(14), quiet_until=dt.time(17), time_zone="UTC")
    words = {"subject": "Answer", "lines": [], "button": "Open", "url": "/", "why": "You answer."}

    write_to(person, "accounts/mail/letter", kind="needs", at=NOW, context=words)

    assert DBTaskResult.objects.get().run_after == NOW.replace(hour=17)


def test_making_centre_staff_needs_an_open_account() -> None:
    staff, stopped = StaffFactory(), PersonFactory(is_active=False, name="Grace M")

    with pytest.raises(actions.StaffRefused) as refusal:
        actions.make_centre_staff(stopped, by=staff, reason="Works here", at=NOW)

    assert str(refusal.value) == "Grace M cannot sign in, and so cannot be centre staff."


def test_centre_staff_may_edit_pages_and_loses_it_again() -> None:
    staff, person = StaffFactory(), PersonFactory()

    actions.make_centre_staff(person, by=staff, reason="Works here", at=NOW)
    groups = sorted(person.groups.values_list("name", flat=True))
    actions.unmake_centre_staff(person, by=staff, reason="Has left", at=NOW)

    assert groups == ["Editors", "Moderators"]
    assert (Person.objects.get(pk=person.pk).is_staff, person.groups.count()) == (False, 0)
    assert [(entry.verb, entry.details) for entry in Entry.objects.order_by("pk")] == [
        ("accounts.staff_made", {"reason": "Works here"}),
        ("accounts.staff_unmade", {"reason": "Has left"}),
    ]


@pytest.mark.parametrize("action", [actions.unmake_centre_staff, actions.deactivate_person])
def test_last_centre_staff_stays(action: object) -> None:
    staff = StaffFactory(name="Tomas Lind")
    StaffFactory(is_active=False)

    with pytest.raises(actions.StaffRefused) as refusal:
        action(staff, by=staff, reason="Leaving", at=NOW)  # type: ignore[operator]

    assert str(refusal.value) == "Tomas Lind is the only centre staff. Name somebody else first."
    assert Person.objects.get(pk=staff.pk).is_staff


def test_last_centre_staff_cannot_erase_themselves() -> None:
    staff = StaffFactory()

    with pytest.raises(actions.EraseRefused):
        actions.erase_person(staff, by=staff, at=NOW)

    assert Person.objects.get().erased is None


def test_stopping_an_account_ends_its_sessions_and_opening_it_does_not_bring_them_back(client: Client) -> None:
    staff, person = StaffFactory(), MemberFactory()
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})

    actions.deactivate_person(person, by=staff, reason="Left", at=NOW)
    actions.reactivate_person(person, by=staff, reason="Is back", at=NOW)

    assert (Session.objects.count(), UserSession.objects.count()) == (0, 0)
    assert Person.objects.get(pk=person.pk).is_active
    assert last() == ("accounts.person_reactivated", person.name)


def test_erased_person_cannot_be_brought_back() -> None:
    staff, person = StaffFactory(), PersonFactory()
    actions.erase_person(person, by=person, at=NOW)

    with pytest.raises(actions.StaffRefused):
        actions.reactivate_person(person, by=staff, reason="Asked", at=NOW)


def test_first_administrator_is_ready_to_sign_in_and_there_is_one_first(client: Client) -> None:
    person = actions.create_first_administrator("Tomas@harbour.example", "Tomas Lind", PASSWORD, NOW)
    client.post("/account/login/", {"login": "tomas@harbour.example", "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(person.pk)
    with pytest.raises(actions.StaffRefused):
        actions.create_first_administrator("other@harbour.example", "Other", PASSWORD, NOW)


def test_erasing_takes_away_who_a_person_is_and_keeps_the_trail(client: Client) -> None:
    person = MemberFactory(name="Grace M", licence_number="12345")
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    email = person.email

    actions.erase_person(person, by=person, at=NOW)

    left = Person.objects.get()
    assert (left.name, left.licence_number, left.is_active, left.erased) == ("Erased person", "", False, NOW)
    assert left.email.endswith("@erased.invalid")
    assert not left.has_usable_password()
    assert [model.objects.count() for model in (EmailAddress, Authenticator, UserSession, Session)] == [0, 0, 0, 0]
    assert Entry.objects.filter(verb="accounts.signed_in").count() == 1
    assert last() == ("accounts.person_erased", "Erased person")
    assert mail.outbox[-1].to == [email]
    assert client.get("/account").status_code == 302


def test_erasing_twice_does_nothing_the_second_time() -> None:
    person = PersonFactory()

    actions.erase_person(person, by=person, at=NOW)
    actions.erase_person(person, by=person, at=NOW + dt.timedelta(days=1))

    assert Person.objects.get().erased == NOW
    assert len(mail.outbox) == 1


@pytest.fixture
def another_app() -> Iterator[list[str]]:
    """An app above accounts that holds notes about people."""
    erased: list[str] = []

    def export(person: Person) -> tuple[str, list[dict[str, object]]]:
        return "Notes", [{"text": f"{person.name} likes tea", "at": NOW}]

    def erase(person: Person, at: dt.datetime) -> None:
        erased.append(person.name)

    with (
        hooks.register_temporarily("rounds_export_person", export),
        hooks.register_temporarily("rounds_erase_person", erase),
    ):
        yield erased


def test_other_apps_take_part_in_erasing_and_still_know_whom(another_app: list[str]) -> None:
    person = PersonFactory(name="Grace M")

    actions.erase_person(person, by=person, at=NOW)

    assert another_app == ["Grace M"]


def test_other_apps_take_part_in_the_export(another_app: list[str]) -> None:
    person = MemberFactory(name="Grace M")
    export, _new = actions.ask_for_export(person, at=NOW)

    actions.build_export(export, at=NOW)

    export.refresh_from_db()
    with storages["private"].open(export.file) as file:
        archive = zipfile.ZipFile(io.BytesIO(file.read()))
    assert {"account.json", "index.html", "notes.json"} - set(archive.namelist()) == set()
    assert json.loads(archive.read("notes.json"))[0]["text"] == "Grace M likes tea"
    assert json.loads(archive.read("account.json"))[0]["email"] == person.email
    assert "Grace M likes tea" in archive.read("index.html").decode()
    assert (export.state, export.percent, export.until) == ("ready", 100, NOW + dt.timedelta(days=7))
    assert mail.outbox[-1].subject == "Your data are ready to download"


def test_asking_twice_finds_the_export_under_way() -> None:
    person = PersonFactory()

    first, new = actions.ask_for_export(person, at=NOW)
    second, new_again = actions.ask_for_export(person, at=NOW)

    assert (first.pk, new, new_again) == (second.pk, True, False)


def test_export_whose_worker_was_killed_is_given_up_after_an_hour() -> None:
    person = PersonFactory()
    first, _new = actions.ask_for_export(person, at=NOW)

    second, new = actions.ask_for_export(person, at=NOW + dt.timedelta(minutes=61))

    first.refresh_from_db()
    assert (first.state, new, second.pk == first.pk) == ("failed", True, False)


def test_export_that_fails_says_so() -> None:
    export, _new = actions.ask_for_export(PersonFactory(), at=NOW)

    def broken(person: Person) -> tuple[str, list[dict[str, object]]]:
        raise RuntimeError

    with hooks.register_temporarily("rounds_export_person", broken), pytest.raises(RuntimeError):
        actions.build_export(export, at=NOW)

    export.refresh_from_db()
    assert export.state == "failed"


def test_old_exports_are_deleted_after_seven_days() -> None:
    export, _new = actions.ask_for_export(PersonFactory(), at=NOW)
    actions.build_export(export, at=NOW)
    file = Export.objects.get().file

    counts = [actions.delete_old_exports(at=NOW + dt.timedelta(days=days)) for days in (6, 7, 8)]

    assert counts == [0, 1, 0]
    assert not storages["private"].exists(file)
    assert Export.objects.get().state == "gone"


def test_export_of_a_person_erased_meanwhile_leaves_no_file() -> None:
    person = PersonFactory()
    export, _new = actions.ask_for_export(person, at=NOW)
    before = storages["private"].listdir("exports")[1] if storages["private"].exists("exports") else []

    def erasing(one: Person) -> tuple[str, list[dict[str, object]]]:
        actions.erase_person(one, by=one, at=NOW)
        return "Nothing", []

    with hooks.register_temporarily("rounds_export_person", erasing):
        actions.build_export(export, at=NOW)

    assert sorted(storages["private"].listdir("exports")[1]) == sorted(before)


def test_session_of_somebody_else_cannot_be_ended(client: Client) -> None:
    person, other = MemberFactory(), PersonFactory()
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    number = UserSession.objects.get().pk

    assert actions.end_session(other, number=number, by=other, at=NOW) is False
    assert actions.end_session(person, number=number, by=person, at=NOW) is True
    assert Session.objects.count() == 0
