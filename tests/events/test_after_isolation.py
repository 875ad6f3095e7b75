"""Each address of chats, feedback, credit, contests and recordings, tried by everybody it does not concern."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rounds.accounts.models import Person
from rounds.credentials.models import Credential
from rounds.events.after_urls import urlpatterns
from rounds.events.models import Credit, Event, Prize, Recording
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.after import LATER, NINE, FeedbackFactory, guest, held_talk
from tests.factories.chats import ChatFactory, ChatQuestionFactory, said
from tests.factories.contests import ContestFactory, SupportFactory, finalist
from tests.factories.events import conference, helper

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PUBLIC = {"library", "abstracts", "abstracts_pdf", "transcript", "captions", "contests", "contest", "entry"}
ANYBODY = {"feedback", "own_entry"}
DESK = {
    *("feedback_desk", "feedback_csv", "credit", "credit_csv", "designate", "correct_credit", "report", "report_csv"),
    *("recordings", "recording", "contests_desk", "new_contest", "contest_desk", "contest_settings", "contest_csv"),
    *("look_at_entry", "set_aside", "take_prize_back"),
}
POSTED = {"look_at_words", "support", "support_back", "contest_step", "look_at_kind_word", "prize_ticket", "unrecuse"}
JUDGE = {"judging", "sheet", "recuse"}
ONCE = {"give_feedback", "talk_feedback", "withdraw_entry", "prize"}  # for whom it is meant


@pytest.fixture
def event() -> Event:
    """A draft with one of everything, which shall stay secret."""
    past = timezone.now() - dt.timedelta(days=90)
    made = conference(
        name="Secret Summit", slug="secret-summit", standing="draft", starts=past.date(), ends=past.date()
    )
    talk = held_talk(made, code="talk", title="Secret talk", starts=past)
    person = guest(talk)
    Recording.objects.create(
        talk=talk, link="https://a.example", captions="WEBVTT", transcript="Secret", published=LATER, changed=LATER
    )
    FeedbackFactory(event=made, talk=talk, person=person, good="Secret")
    Credit.objects.create(event=made, person=person, minutes=9, quarters=1, sessions=1, by=StaffFactory(), at=LATER)
    contest = ContestFactory(event=made, slug="secret", name="Secret contest")
    entry = finalist(contest, title="Secret entry", code="entry")
    SupportFactory(entry=entry, words="Secret words")
    Prize.objects.create(entry=entry, travel=True, companion=True, by=StaffFactory(), at=LATER)
    return made


def addresses(event: Event) -> Iterator[tuple[str, str]]:
    chat = ChatFactory(meeting__state="draft", meeting__title="Secret chat", meeting__starts_at=NINE)
    ChatQuestionFactory(chat=chat, words="Secret question", minute=1)
    answer = said(chat, "Secret answer")
    numbers = {
        "look_at_words": event.feedback.get().pk,
        "correct_credit": event.credits.get().person_id,
        "look_at_kind_word": event.contests.get().supported.get().pk,
        "set_aside": event.contests.get().supported.get().pk,
        **dict.fromkeys(("prize_ticket", "take_prize_back"), Prize.objects.get().pk),
    }
    for pattern in urlpatterns:
        route, name = str(pattern.pattern), str(pattern.name)
        values: dict[str, object] = {}
        if route.startswith("chats/"):
            values = {"pk": chat.pk} if ":pk" in route else {}
            numbers[name] = answer.question_id if "questions" in route else answer.pk
        if ":slug>" in route or "slug:slug" in route:
            values["slug"] = event.slug
        if ":contest" in route:
            values["contest"] = "secret"
        if ":code" in route:
            values["code"] = "entry" if "contests" in route else "talk"
        if ":number" in route:
            values["number"] = numbers[name]
        yield name, reverse(f"events:{name}", kwargs=values)


def test_to_strangers_nothing_of_a_draft_is_there(event: Event) -> None:
    walked = [one for one in addresses(event) if one[0] not in {"chats", "new_chat", "library"}]
    strangers = [PersonFactory(), helper(conference(), "organiser")]

    for person in strangers:
        client = signed_in(person)
        for name, address in walked:
            for answer in (client.get(address), client.post(address, {"do": "show", "words": "x", "named": "name"})):
                assert answer.status_code in {404, 405}, (name, answer.status_code)
                assert "Secret" not in answer.content.decode(errors="replace"), name


def codes(event: Event, client: Client) -> dict[str, int]:
    found = {}
    for name, address in addresses(event):
        if "chat" in name or name == "abstracts_pdf" or name.startswith(("transcript_", "publish")):
            continue
        answer = client.get(address)
        if answer.streaming:
            assert list(answer.streaming_content)  # type: ignore[arg-type]
        found[name] = answer.status_code
    return found


def reached(event: Event, person: Person | None) -> set[str]:
    found = codes(event, signed_in(person) if person else Client()) | {"abstracts_pdf": 200}  # test_book.py prints it
    assert set(found) == PUBLIC | ANYBODY | DESK | POSTED | JUDGE | ONCE
    return {name for name, status in found.items() if status == 200}


def test_each_reaches_what_is_theirs(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(standing="announced")
    entry = event.contests.get().entries.get()
    judge = event.contests.get().judges.create(person=PersonFactory(), asked=LATER).person

    assert reached(event, None) == PUBLIC
    assert reached(event, PersonFactory()) == PUBLIC | ANYBODY
    assert reached(event, judge) == PUBLIC | ANYBODY | JUDGE
    assert reached(event, entry.person) == PUBLIC | ANYBODY | {"withdraw_entry", "prize"}
    assert reached(event, helper(event, "organiser")) == PUBLIC | ANYBODY | DESK
    assert reached(event, helper(event, "chair")) == PUBLIC | ANYBODY


def test_objects_of_another_event_are_not_reached_through_ones_own(event: Event) -> None:
    mine = conference(slug="my-summit")
    ContestFactory(event=mine, slug="secret")
    client = signed_in(helper(mine, "organiser"))

    for name, address in addresses(event):
        if (
            any(part in address for part in ("/entry", "/talk", "/look", "/aside", "/correct"))
            and event.slug in address
        ):
            if name == "own_entry":
                continue
            crossed = address.replace(event.slug, mine.slug)
            statuses = {client.get(crossed).status_code, client.post(crossed, {"do": "show"}).status_code}
            assert statuses <= {403, 404, 405}, (name, statuses)
    assert not Credential.objects.exists()
