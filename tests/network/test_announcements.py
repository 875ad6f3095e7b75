"""What managers tell their own people, and who has read it."""

import uuid

import pytest
from django.core import mail

from rounds.accounts.models import Person
from rounds.network.actions import announcements as actions
from rounds.network.actions.words import WordsRefused
from rounds.network.models import Announcement, Organisation, Receipt, Seat
from rounds.network.queries import announcements as queries
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.groups import AnnouncementFactory, ReceiptFactory, colleague, member_organisation
from tests.factories.network import NOON, DepartmentFactory

pytestmark = pytest.mark.django_db


def tell(organisation: Organisation, by: Person, **more: object) -> Announcement:
    facts = {"title": "Pictures", "words": "We ask first.", "confirm": False, "key": uuid.uuid4(), **more}
    return actions.announce(organisation, by=by, at=NOON, **facts)  # type: ignore[arg-type]


def test_announcement_is_meant_for_those_who_sit_there_now() -> None:
    own = member_organisation()
    manager, reader = colleague(own, manages=True), colleague(own)
    colleague()
    gone = colleague(own)
    Seat.objects.filter(person=gone).update(ended=NOON)

    made = tell(own, manager)

    assert {one.person for one in made.receipts.all()} == {reader}


def test_department_hears_alone() -> None:
    own = member_organisation()
    ward = DepartmentFactory(organisation=own)
    manager, reader = colleague(own, manages=True), colleague(own, department=ward)

    made = tell(own, manager, department=ward)

    assert [one.person for one in made.receipts.all()] == [reader]


def test_only_managers_announce_and_not_into_the_void() -> None:
    own = member_organisation()
    manager = colleague(own, manages=True)

    for who in (colleague(own), StaffFactory(), colleague(manages=True)):
        with pytest.raises(actions.AnnouncementRefused, match="Only managers"):
            tell(own, who)
    with pytest.raises(actions.AnnouncementRefused, match="Nobody else has a seat"):
        tell(own, manager, department=DepartmentFactory(organisation=own))
    with pytest.raises(WordsRefused):
        tell(own, manager, words="Margaret Hale, 84, left our ward yesterday after her operation.")
    assert Announcement.objects.count() == 0


def test_one_form_announces_once_and_letters_go_once_without_the_words() -> None:
    own = member_organisation()
    manager, reader = colleague(own, manages=True), colleague(own)
    key = uuid.uuid4()

    made, again = (tell(own, manager, key=key) for _ in range(2))
    sent = [actions.deliver_announcement(made, at=NOON) for _ in range(2)]

    assert (made, sent) == (again, [1, 0])
    assert [one.to for one in mail.outbox] == [[reader.email]]
    assert ("We ask first" in str(mail.outbox[0].body), "Pictures" in mail.outbox[0].subject) == (False, False)


def test_taken_back_announcement_sends_no_more_letters() -> None:
    own = member_organisation()
    manager, _reader = colleague(own, manages=True), colleague(own)
    made = tell(own, manager)
    actions.withdraw_announcement(made, by=manager, at=NOON)

    assert actions.deliver_announcement(made, at=NOON) == 0


def test_list_and_permission_agree() -> None:
    own = member_organisation()
    system = member_organisation()
    Organisation.objects.filter(pk=own.pk).update(parent=system)
    one, other = AnnouncementFactory(organisation=own), AnnouncementFactory(organisation=own, withdrawn=NOON)
    reader, left = colleague(own), colleague(own)
    for person in (reader, left):
        ReceiptFactory(announcement=one, person=person)
        ReceiptFactory(announcement=other, person=person)
    Seat.objects.filter(person=left).update(ended=NOON)
    people = {
        "reader": (reader, [one.pk]),
        "not meant": (colleague(own), []),
        "left": (left, []),
        "manager": (colleague(own, manages=True), [one.pk, other.pk]),
        "above": (colleague(system, manages=True), [one.pk, other.pk]),
        "centre": (StaffFactory(), []),
        "stranger": (PersonFactory(), []),
    }

    for name, (person, expected) in people.items():
        listed = sorted(queries.announcements_visible_to(person).values_list("pk", flat=True))
        allowed = [each.pk for each in (one, other) if person.has_perm("network.see_announcement", each)]
        assert (name, listed, allowed) == (name, expected, expected)


def test_opening_is_noted_and_confirming_is_a_button() -> None:
    own = member_organisation()
    manager, reader = colleague(own, manages=True), colleague(own)
    made = tell(own, manager, confirm=True)
    client, url = signed_in(reader), f"/org/{own.slug}/announcements/{made.pk}"

    waiting = list(queries.waiting_to_confirm(reader))
    page = client.get(url).content.decode()
    opened = Receipt.objects.get(person=reader)
    client.post(url)

    assert waiting == [made]
    assert ("I have read this" in page, "Who has read it" in page) == (True, False)
    assert (opened.opened is not None, opened.confirmed) == (True, None)
    assert Receipt.objects.get(person=reader).confirmed is not None
    assert list(queries.waiting_to_confirm(reader)) == []


def test_manager_sends_by_the_form_and_sees_who_has_read() -> None:
    own = member_organisation()
    manager, reader = colleague(own, manages=True), colleague(own)
    client = signed_in(manager)
    typed = {"title": "Pictures", "words": "We ask first.", "key": str(uuid.uuid4()), "confirm": "on"}

    answer = client.post(f"/org/{own.slug}/announcements/new", typed)
    page = client.get(answer["Location"])
    table = b"".join(client.get(f"{answer['Location']}/reads.csv").streaming_content).decode()  # type: ignore[attr-defined]

    assert [one.to for one in mail.outbox] == [[reader.email]]
    assert (page.context["reads"].meant, page.context["reads"].opened) == (1, 0)
    assert [line.split(",")[0].strip("\ufeff") for line in table.splitlines()] == ["name", reader.name]


def test_refused_words_stay_in_the_form() -> None:
    own = member_organisation()
    client, _reader = signed_in(colleague(own, manages=True)), colleague(own)
    telling = "Margaret Hale, 84, left our ward yesterday after her operation."

    answer = client.post(
        f"/org/{own.slug}/announcements/new", {"title": "News", "words": telling, "key": str(uuid.uuid4())}
    )

    assert (answer.status_code, telling in answer.content.decode()) == (422, True)
    assert answer.context["findings"][0].level == "must"


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_for_more(count: int, django_assert_num_queries: object) -> None:
    own = member_organisation()
    client = signed_in(colleague(own, manages=True))
    for _ in range(count):
        ReceiptFactory(announcement=AnnouncementFactory(organisation=own))

    with django_assert_num_queries(8):  # type: ignore[operator]
        page = client.get(f"/org/{own.slug}/announcements").context["page"]

    assert len(page) == count
