import csv
import datetime as dt
import io

import pytest
from allauth.usersessions.models import UserSession
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone

from rounds.accounts import queries
from rounds.accounts.models import Entry, Export, Person
from tests.factories.accounts import PASSWORD, EntryFactory, MemberFactory, PersonFactory, StaffFactory, signed_in

pytestmark = pytest.mark.django_db
PROFILE = {
    "name": "Lena Kovac", "initial-name": "Lena Kovac", "profession": "nurse", "initial-profession": "",
    "licence_state": "", "initial-licence_state": "", "licence_number": "", "initial-licence_number": "",
    "time_zone": "UTC", "initial-time_zone": "UTC", "language": "en", "initial-language": "en",
}  # fmt: skip


def by_password(person: Person, agent: str = "") -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    return client


def test_account_page_shows_who_and_how() -> None:
    page = signed_in(MemberFactory(name="Lena Kovac", email="lena@people.example")).get("/account").content.decode()

    assert [words in page for words in ("Lena Kovac", "lena@people.example", "Password · 0 passkeys")] == [True] * 3
    assert 'action="/account/logout/"' in page


def test_profile_is_saved() -> None:
    person = PersonFactory(name="Lena Kovac")

    response = signed_in(person).post("/account/profile", PROFILE)

    assert response["Location"] == "/account"
    assert Person.objects.get().profession == "nurse"


def test_profile_in_two_windows_keeps_both_changes_and_tells_of_a_clash() -> None:
    person = PersonFactory(name="Lena Kovac")
    client = signed_in(person)
    client.post("/account/profile", PROFILE)
    other_field = {**PROFILE, "profession": "", "time_zone": "Europe/Vienna"}
    same_field = {**PROFILE, "profession": "physician"}

    client.post("/account/profile", other_field)
    kept = Person.objects.values_list("profession", "time_zone").get()
    page = client.post("/account/profile", same_field, follow=True).content.decode()

    assert kept == ("nurse", "Europe/Vienna")
    assert Person.objects.get().profession == "physician"
    assert "Another window had changed this meanwhile: Profession." in page


def test_profile_refuses_an_unknown_zone_and_loses_nothing() -> None:
    person = PersonFactory(name="Lena Kovac")

    response = signed_in(person).post("/account/profile", {**PROFILE, "name": "Lena K", "time_zone": "Mars/Base"})

    assert response.status_code == 422
    assert "Choose a time zone from the list" in response.content.decode()
    assert 'value="Lena K"' in response.content.decode()
    assert Person.objects.get().name == "Lena Kovac"


def test_language_chosen_in_the_profile_shows_at_once() -> None:
    client = signed_in(PersonFactory(name="Lena Kovac"))
    client.cookies["language"] = "en"

    client.post("/account/profile", {**PROFILE, "language": "es"})

    assert client.get("/account")["Content-Language"] == "es"


def test_twenty_megabytes_in_a_field_get_a_plain_answer() -> None:
    client = signed_in(PersonFactory())

    response = client.post("/account/profile", {**PROFILE, "name": "x" * 20_000_000})

    assert response.status_code == 413
    assert "larger than 2 MB" in response.content.decode()


def test_quiet_hours_need_both_ends() -> None:
    client = signed_in(PersonFactory())

    response = client.post("/account/notifications", {"needs": "on", "quiet_from": "21:00", "quiet_until": ""})

    assert response.status_code == 422
    assert "Say when your quiet hours end" in response.content.decode()
    assert 'value="21:00"' in response.content.decode()


def test_notifications_are_saved() -> None:
    person = PersonFactory()

    signed_in(person).post("/account/notifications", {"news": "on", "quiet_from": "21:00", "quiet_until": "07:00"})

    assert queries.mail_choices(person) == {"needs": False, "changed": False, "practice": False, "news": True}


def test_stop_link_asks_on_a_visit_and_stops_on_a_post_without_a_session() -> None:
    person = PersonFactory()
    url = f"/account/stop/{queries.stop_token(person, 'changed')}"
    client = Client(enforce_csrf_checks=True)

    visit = client.get(url).content.decode()
    before = queries.mail_choices(person)["changed"]
    stopped = client.post(url, {"List-Unsubscribe": "One-Click"})

    assert ("Stop these letters?" in visit, before) == (True, True)
    assert stopped.status_code == 200
    assert queries.mail_choices(person)["changed"] is False


def test_broken_stop_link_changes_nothing() -> None:
    person = PersonFactory()

    response = Client().post(f"/account/stop/{queries.stop_token(person, 'needs')}x")

    assert response.status_code == 404
    assert queries.mail_choices(person)["needs"] is True


def test_devices_are_named_and_others_can_be_signed_out() -> None:
    person = MemberFactory()
    phone = by_password(person, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1")
    desk = by_password(person, "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0")

    page = desk.get("/account/sessions/").content.decode()
    desk.post("/account/sessions/others/end")

    assert ("Firefox · Windows" in page, "Safari · iPhone" in page, page.count("This device")) == (True, True, 1)
    assert phone.get("/account").status_code == 302
    assert desk.get("/account").status_code == 200


def test_one_device_is_signed_out() -> None:
    person = MemberFactory()
    phone, desk = by_password(person), by_password(person)
    number = UserSession.objects.get(session_key=phone.session.session_key).pk

    desk.post(f"/account/sessions/{number}/end")
    again = desk.post(f"/account/sessions/{number}/end", follow=True).content.decode()

    assert phone.get("/account").status_code == 302
    assert "That device was signed out already." in again


@pytest.mark.parametrize("count", [1, 3])
def test_devices_take_the_same_queries_for_each_number(count: int, django_assert_num_queries: object) -> None:
    person = MemberFactory()
    clients = [by_password(person) for _number in range(count)]

    with django_assert_num_queries(3):  # type: ignore[operator]
        clients[0].get("/account/sessions/")


def test_last_seen_moves_on_after_five_minutes() -> None:
    client = by_password(MemberFactory())
    long_ago = timezone.now() - dt.timedelta(hours=1)
    UserSession.objects.update(last_seen_at=long_ago)
    session = client.session
    session["seen"] = int(long_ago.timestamp())
    session.save()

    client.get("/account")

    assert UserSession.objects.get().last_seen_at > long_ago


def test_export_is_made_and_downloaded_by_its_owner_alone() -> None:
    person = PersonFactory()
    client = signed_in(person)

    client.post("/account/data/export")
    page = client.get("/account/data").content.decode()
    export = Export.objects.get()
    mine = client.get(f"/account/data/exports/{export.pk}")
    others = signed_in(StaffFactory()).get(f"/account/data/exports/{export.pk}")

    assert "Your file is ready" in page
    assert b"".join(mine.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert mine["Content-Disposition"].startswith('attachment; filename="my-data-')
    assert others.status_code == 404
    assert not storages["private"].path(export.file).startswith(str(storages["default"].path("")))


def test_old_export_is_no_longer_downloaded() -> None:
    client = signed_in(PersonFactory())
    client.post("/account/data/export")
    Export.objects.update(until=timezone.now())

    assert client.get(f"/account/data/exports/{Export.objects.get().pk}")["Location"] == "/account/data"


def test_export_under_way_asks_again_by_itself() -> None:
    person = PersonFactory()
    person.exports.create(asked=timezone.now(), state="building", parts=4, parts_done=1)
    client = signed_in(person)

    part = client.get("/account/data", headers={"HX-Request": "true"}).content.decode()

    assert part.startswith('<div id="export"')
    assert ('data-hx-trigger="every 2s"' in part, 'value="25"' in part) == (True, True)


def test_erasing_asks_who_you_are_and_for_your_address() -> None:
    person = MemberFactory(email="grace@people.example")
    client = by_password(person)

    asked = client.get("/account/erase")
    client.post(asked["Location"], {"password": PASSWORD})
    wrong = client.post("/account/erase", {"email": "someone@people.example"})
    right = client.post("/account/erase", {"email": "Grace@people.example "})

    assert asked["Location"] == "/account/reauthenticate/?next=%2Faccount%2Ferase"
    assert wrong.status_code == 422
    assert "This is not your address." in wrong.content.decode()
    assert right["Location"] == "/account/erased"
    assert Person.objects.get().name == "Erased person"
    assert client.get("/account/erased").status_code == 200


@pytest.mark.parametrize("path", ["people", "people.csv", "trail", "trail.csv", "people/1", "people/1/stop"])
def test_staff_pages_are_closed_to_others(path: str) -> None:
    PersonFactory(pk=1)

    assert signed_in(PersonFactory()).get(f"/staff/{path}").status_code == 403
    assert Client().get(f"/staff/{path}").status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_people_take_the_same_queries_for_each_number(count: int, django_assert_num_queries: object) -> None:
    PersonFactory.create_batch(count)
    client = signed_in(StaffFactory())

    with django_assert_num_queries(5):  # type: ignore[operator]
        client.get("/staff/people")


@pytest.mark.parametrize("count", [1, 3])
def test_trail_takes_the_same_queries_for_each_number(count: int, django_assert_num_queries: object) -> None:
    EntryFactory.create_batch(count)
    client = signed_in(StaffFactory())

    with django_assert_num_queries(6):  # type: ignore[operator]
        client.get("/staff/trail")


def test_people_are_found_and_the_csv_holds_the_same() -> None:
    client = signed_in(StaffFactory(name="Tomas Lind"))
    PersonFactory(name="Grace M", profession="patient")
    PersonFactory(name="=Grace N", is_active=False)
    asked = "words=grace&state=stopped"

    page = client.get(f"/staff/people?{asked}").content.decode()
    table = b"".join(client.get(f"/staff/people.csv?{asked}").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(table)))

    assert ("1 person" in page, "=Grace N" in page, "Grace M" in page) == (True, True, False)
    assert [row[0] for row in rows] == ["Name", "'=Grace N"]


def test_trail_is_filtered_by_days_of_the_reader_and_the_csv_holds_the_same() -> None:
    client = signed_in(StaffFactory(time_zone="America/Chicago"))
    late = EntryFactory(at=dt.datetime(2026, 11, 25, 5, 30, tzinfo=dt.UTC), subject_name="Late in the evening")
    EntryFactory(at=dt.datetime(2026, 11, 25, 6, 30, tzinfo=dt.UTC), subject_name="The next day")
    asked = "since=2026-11-24&until=2026-11-24&verb=accounts.signed_in"

    page = client.get(f"/staff/trail?{asked}").content.decode()
    table = b"".join(client.get(f"/staff/trail.csv?{asked}").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]

    assert ("Late in the evening" in page, "The next day" in page) == (True, False)
    assert [row[3] for row in csv.reader(io.StringIO(table))] == ["About", late.subject_name]


def test_trail_with_days_in_the_wrong_order_says_so() -> None:
    response = signed_in(StaffFactory()).get("/staff/trail?since=2026-11-24&until=2026-11-01")

    assert response.status_code == 422
    assert "This day comes before the first day." in response.content.decode()


def test_making_centre_staff_asks_for_a_reason() -> None:
    client, person = signed_in(StaffFactory()), PersonFactory()

    refused = client.post(f"/staff/people/{person.pk}/make-staff", {"reason": ""})
    made = client.post(f"/staff/people/{person.pk}/make-staff", {"reason": "Works here now"})

    assert (refused.status_code, made["Location"]) == (422, f"/staff/people/{person.pk}")
    assert Person.objects.get(pk=person.pk).is_staff
    assert Entry.objects.latest("pk").details == {"reason": "Works here now"}


def test_last_centre_staff_is_told_to_name_somebody_first() -> None:
    staff = StaffFactory(name="Tomas Lind")

    response = signed_in(staff).post(f"/staff/people/{staff.pk}/unmake-staff", {"reason": "Leaving soon"})

    assert response.status_code == 422
    assert "Tomas Lind is the only centre staff." in response.content.decode()


def test_person_page_shows_their_trail() -> None:
    entry = EntryFactory(details={"reason": "Asked by phone"})

    page = signed_in(StaffFactory()).get(f"/staff/people/{entry.actor.pk}").content.decode()

    assert ("Signed in" in page, "reason: Asked by phone" in page) == (True, True)


def test_editor_is_for_centre_staff_and_uses_our_sign_in() -> None:
    staff = signed_in(StaffFactory())
    other = PersonFactory()

    assert Client().get("/cms/")["Location"] == "/signin?next=/cms/"
    assert Client().get("/cms/login/")["Location"] == "/signin?next=/cms/"
    assert signed_in(other).get("/cms/").status_code == 403
    assert staff.get("/cms/").status_code == 200


def test_demonstration_sign_in_counts_as_a_device() -> None:
    person = PersonFactory(email="amara.osei@northlake.example")
    client = Client()

    client.post("/signin/as/physician")

    assert UserSession.objects.get().user == person
    assert Entry.objects.get().verb == "accounts.signed_in"
