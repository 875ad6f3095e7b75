"""The pages of an event: forms that lose nothing, lists, files, and what others are told."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rounds.accounts.actions import erase_person
from rounds.events.actions.disclosing import disclose
from rounds.events.actions.reviewing import give_review
from rounds.events.models import (
    Disclosure,
    Event,
    Letter,
    Proposal,
    Review,
    Speaker,
    Speaking,
    Talk,
)
from rounds.events.own_data import held_at_events
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.events import (
    AFTER,
    CallFactory,
    EventFactory,
    ProposalFactory,
    QuestionFactory,
    SessionTypeFactory,
    TrackFactory,
    conference,
    helper,
    lead_of,
    reviewed,
)

pytestmark = pytest.mark.django_db
FAR: Any = {"starts": dt.date(2090, 1, 14), "ends": dt.date(2090, 1, 15)}  # pages go by the clock on the wall


@pytest.fixture
def event() -> Event:
    """An event whose call is open now."""
    made = EventFactory(slug="summit", name="Summit", **FAR)
    now = dt.datetime.now(dt.UTC)
    CallFactory(event=made, opens=now - dt.timedelta(days=9), closes=now + dt.timedelta(days=9))
    return made


@pytest.fixture
def closed() -> Event:
    return conference(slug="summit", name="Summit", **FAR)


@pytest.mark.slow
def test_from_the_call_to_a_proposal_that_is_sent_in(event: Event) -> None:
    track, kind = TrackFactory(event=event), SessionTypeFactory(event=event)
    question = QuestionFactory(event=event, required=True, label="What will people learn?")
    person = PersonFactory()
    client = signed_in(person)
    assert b"Offer a talk" in client.get("/events/summit/call").content
    facts = {"title": "At night", "track": track.pk, "session_type": kind.pk, "content_kind": "other", "language": "en"}

    begun = client.post("/events/summit/proposals/new", {**facts, "key": str(uuid.uuid4())})
    address = begun.headers["Location"]
    early = client.post(address, {"abstract": "My words", "do": "submit"})
    sent = client.post(address, {"abstract": "My words", f"question-{question.pk}": "Much", "do": "submit"})

    assert (early.status_code, b"My words" in early.content) == (422, True)
    assert b"Answer this question: What will people learn?" in early.content
    assert sent.status_code == 302
    assert Proposal.objects.get().state == "submitted"
    assert b"We have it. You can change it until" in client.get(sent.headers["Location"]).content


def test_first_form_says_what_is_missing_beside_the_field(event: Event) -> None:
    TrackFactory(event=event)

    page = signed_in(PersonFactory()).post("/events/summit/proposals/new", {"title": "At night"})

    assert (page.status_code, b'value="At night"' in page.content) == (422, True)
    assert page.content.count(b"Choose a track.") == 2


def test_second_window_keeps_its_words_and_may_save_again(event: Event) -> None:
    proposal = ProposalFactory(event=event, state="draft")
    client, address = signed_in(lead_of(proposal)), f"/events/summit/proposals/{proposal.code}/edit"

    stale = client.post(address, {"abstract": "My words", "do": "save", "version": "1"})
    again = client.post(
        address, {"abstract": "My words", "do": "save", "version": stale.context["form"]["version"].value()}
    )

    assert (stale.status_code, b"My words" in stale.content, again.status_code) == (422, True, 302)


def test_findings_ask_once_about_exactly_these_words(event: Event) -> None:
    proposal = ProposalFactory(event=event, state="draft")
    client, address = signed_in(lead_of(proposal)), f"/events/summit/proposals/{proposal.code}/edit"
    words = {"abstract": "My patient told me tonight that nobody had explained the tablets.", "do": "submit"}

    asked = client.post(address, words)
    sent = client.post(address, {**words, "seen": asked.context["checked"].seen})

    assert (asked.status_code, b"I have looked: send it in" in asked.content) == (422, True)
    assert sent.status_code == 302


def test_wrong_file_is_refused_beside_its_question_and_the_words_stay(event: Event) -> None:
    question = QuestionFactory(event=event, kind="file")
    proposal = ProposalFactory(event=event, state="draft")
    upload = SimpleUploadedFile("talk.exe", b"MZ")

    page = signed_in(lead_of(proposal)).post(
        f"/events/summit/proposals/{proposal.code}/edit",
        {"abstract": "My words", "do": "save", f"question-{question.pk}": upload},
    )

    assert (page.status_code, b"My words" in page.content, b"could be run as a program" in page.content) == (
        422,
        True,
        True,
    )


@pytest.mark.parametrize("count", [1, 3])
def test_public_list_of_events(count: int, django_assert_num_queries: Any) -> None:
    for _each in range(count):
        conference(starts=dt.date(2090, 1, 1), ends=dt.date(2090, 1, 1))
    EventFactory(standing="draft", starts=dt.date(2090, 1, 1), ends=dt.date(2090, 1, 1))
    client = Client()
    client.get("/events")

    with django_assert_num_queries(3):
        page = client.get("/events")

    assert len(page.context["rows"]) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("talks", 5), ("speakers", 4)])
def test_public_lists_of_an_event(
    closed: Event, count: int, path: str, queries: int, django_assert_num_queries: Any
) -> None:
    for _each in range(count):
        Talk.objects.create(proposal=ProposalFactory(event=closed, state="confirmed"), published=AFTER)
    client = Client()
    client.get("/events")

    with django_assert_num_queries(queries):
        page = client.get(f"/events/summit/{path}")

    assert len(page.context["rows"]) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("desk/proposals", 12), ("desk/letters/sent", 10), ("desk/speakers", 9), ("desk/reviewers", 11)],
)
def test_lists_of_the_desk_ask_as_often_for_many(
    closed: Event, count: int, path: str, queries: int, django_assert_num_queries: Any
) -> None:
    staff = StaffFactory()
    for _each in range(count):
        proposal = ProposalFactory(event=closed, state="accepted")
        reviewed(proposal, 3, 3)
        Speaker.objects.create(event=closed, person=lead_of(proposal), changed=AFTER)
        decision = proposal.decisions.create(outcome="accepted", by=staff, at=AFTER, sent=AFTER)
        Letter.objects.create(
            decision=decision,
            speaking=proposal.speakings.get(),
            subject="S",
            words="W",
            url="http://a.example",
            made=AFTER,
        )
    client = signed_in(staff)
    client.get("/events")

    with django_assert_num_queries(queries):
        page = client.get(f"/events/summit/{path}")

    assert page.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_reviewers_list(closed: Event, count: int, django_assert_num_queries: Any) -> None:
    for _each in range(count):
        ProposalFactory(event=closed, lead=PersonFactory(name="Amara Osei"), title="How Osei does it")
    client = signed_in(helper(closed, "reviewer"))
    client.get("/events")

    with django_assert_num_queries(18):
        page = client.get("/events/summit/reviews")

    assert [title for _proposal, title in page.context["rows"]] == ["How ▇▇▇ does it"] * count


def test_review_page_never_carries_the_name(closed: Event) -> None:
    lead = PersonFactory(name="Amara Osei", email="amara@northlake.example")
    proposal = ProposalFactory(event=closed, lead=lead, abstract="Osei tried it.")
    client = signed_in(helper(closed, "reviewer"))

    for path in ("reviews", f"reviews/{proposal.code}", f"reviews/{proposal.code}/conflict"):
        page = client.get(f"/events/summit/{path}").content.decode().lower()
        assert "osei" not in page
        assert "amara" not in page


@pytest.mark.slow
def test_review_given_by_form_and_then_discussed(closed: Event) -> None:
    proposal, reviewer = ProposalFactory(event=closed), helper(closed, "reviewer")
    reviewed(proposal, 1, 2)
    client, address = signed_in(reviewer), f"/events/summit/reviews/{proposal.code}"
    marks = {f"mark-{one.pk}": "4" for one in closed.criteria.all()}

    half = client.post(address, {"words": "Because"})
    before = client.get(address)
    given = client.post(address, {**marks, "words": "Because"})
    said = client.post(f"{address}/remark", {"words": "I agree", "key": str(uuid.uuid4())})
    after = client.get(address)

    assert (half.status_code, b"Because" in half.content) == (422, True)
    assert (b"I say why." in before.content, given.status_code, said.status_code) == (False, 302, 302)
    assert (b"I say why." in after.content, b"I agree" in after.content) == (True, True)


@pytest.mark.slow
def test_desk_from_decision_to_letters(closed: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal = ProposalFactory(event=closed, title="At night")
    client = signed_in(helper(closed, "organiser"))
    client.post(f"/events/summit/desk/proposals/{proposal.code}/decide", {"outcome": "accepted"})
    page = client.get("/events/summit/desk/letters")
    assert b"At night" in page.content

    wrong = client.post("/events/summit/desk/letters", {"seal": "0"}, follow=True)
    assert b"The letters have changed since you looked" in wrong.content
    for _click in range(2):
        client.post("/events/summit/desk/letters", {"seal": page.context["batch"].seal})

    assert [one.to for one in mail.outbox] == [[lead_of(proposal).email]]
    assert b"Sent " in client.get("/events/summit/desk/letters/sent").content


def test_programme_publishes_talks_of_others(closed: Event) -> None:
    mine, other = ProposalFactory(event=closed, state="confirmed"), ProposalFactory(event=closed, state="confirmed")
    client = signed_in(helper(closed, "organiser", person=lead_of(mine)))

    assert list(client.get("/events/summit/desk/programme").context["proposals"]) == [other]
    assert client.post(f"/events/summit/desk/proposals/{mine.code}/publish").status_code == 404
    assert client.post(f"/events/summit/desk/proposals/{other.code}/publish").status_code == 302
    assert Talk.objects.get().proposal == other


@pytest.mark.parametrize("asked", ["track=99999999999999999999", "type=x", "track=%00y", "state=%00q", "words=%00Zz"])
def test_ranking_narrowed_by_nonsense_finds_nothing(closed: Event, asked: str) -> None:
    ProposalFactory(event=closed, state="submitted")

    answer = signed_in(helper(closed, "chair")).get(f"/events/summit/desk/proposals?{asked}")

    assert (answer.status_code, len(answer.context["page"])) == (200, 0)
    assert "Nothing found" in answer.content.decode()


def test_ranking_as_a_file(closed: Event) -> None:
    proposal = ProposalFactory(event=closed, title="=1+1")
    reviewed(proposal, 3, 4)

    answer = signed_in(StaffFactory()).get("/events/summit/desk/proposals.csv?state=submitted")

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert lines[1].startswith(f"1,,{proposal.code},'=1+1,")
    assert lines[1].endswith(",Submitted,3.50,,1,")


@pytest.mark.parametrize("count", [1, 3])
def test_proposals_as_a_file_for_programs(closed: Event, count: int, django_assert_num_queries: Any) -> None:
    """Keys and kinds are those of the open form; needs and descriptions never leave."""
    question = QuestionFactory(event=closed, label="What for?")
    kind = SessionTypeFactory(event=closed, name="Long workshop")
    for _each in range(count):
        proposal = ProposalFactory(event=closed, title="Ünder <b>", language="es", session_type=kind)
        proposal.answers.create(question=question, words="Much")
    lead = lead_of(proposal)
    profile = Speaker.objects.create(event=closed, person=lead, access_needs="A lift", describes="Deaf", changed=AFTER)
    profile.available.create(day=closed.starts, starts=dt.time(9), ends=dt.time(17))
    client = signed_in(StaffFactory())
    client.get("/events")

    with django_assert_num_queries(11):
        rows = client.get("/events/summit/desk/proposals.json").json()

    row = next(one for one in rows if one["event_classifiers"]["code"] == proposal.code)
    assert (len(rows), row["title"], row["language"], row["type"], row["duration"]) == (
        count, "Ünder <b>", "", "workshop", 30,
    )  # fmt: skip
    assert row["speakers"] == [
        {
            "name": lead.name,
            "email": lead.email,
            "biography": "",
            "availabilities": [{"start": "2090-01-14T09:00:00-06:00", "end": "2090-01-14T17:00:00-06:00"}],
        }
    ]
    assert row["answers"][0]["question"]["question"] == {"en": "What for?"}
    assert uuid.UUID(row["guid"])


def test_talk_shows_interests_before_its_words(closed: Event) -> None:
    proposal = ProposalFactory(event=closed, state="confirmed", content_kind="clinical", abstract="The words")
    disclose(closed, [], none=True, by=lead_of(proposal), at=AFTER)
    Talk.objects.create(proposal=proposal, published=AFTER)

    page = Client().get(f"/events/summit/talks/{proposal.code}").content.decode()

    assert page.index("Financial interests") < page.index("The words")
    assert f"<strong>{lead_of(proposal).name}</strong>: none" in page


def test_times_are_those_of_the_event_wherever_the_reader_is(closed: Event) -> None:
    TrackFactory(event=closed)
    client = signed_in(PersonFactory(time_zone="Asia/Tokyo"))

    assert b"1 November 2026, 06:00 (Chicago time)" in client.get("/events/summit/call").content


def test_profile_page_checks_what_was_typed(closed: Event) -> None:
    proposal = ProposalFactory(event=closed, state="accepted")
    client = signed_in(lead_of(proposal))
    wrong = {
        "links": "http://a.example",
        "from-2090-01-14": "10:00",
        "from-2090-01-15": "12:00",
        "until-2090-01-15": "9:00",
    }

    bad = client.post("/events/summit/profile", {**wrong, "bio": "My words"})
    photo = client.post("/events/summit/profile", {"photo": SimpleUploadedFile("me.png", b"no picture")})
    good = client.post("/events/summit/profile", {"bio": "My words", "describes": "Deaf"})

    assert (bad.status_code, b"My words" in bad.content, photo.status_code, good.status_code) == (422, True, 422, 302)
    assert {"links", "until-2090-01-14", "until-2090-01-15"} == set(bad.context["form"].errors)
    assert Speaker.objects.get().describes == "Deaf"


@pytest.mark.slow
def test_interests_by_form(closed: Event) -> None:
    proposal = ProposalFactory(event=closed, state="accepted", content_kind="clinical")
    client = signed_in(lead_of(proposal))

    half = client.post("/events/summit/interests", {"company-1": "Clearwell"})
    nothing = client.post("/events/summit/interests", {"company-1": ""})
    good = client.post("/events/summit/interests", {"company-1": "Clearwell", "tie-1": "grant"})

    assert (half.status_code, nothing.status_code, good.status_code) == (422, 422, 302)
    assert b"An organiser looks at it" in client.get("/events/summit/interests").content


def test_export_and_erasure_take_the_person_and_keep_the_records(closed: Event) -> None:
    person = PersonFactory(name="Amara Osei", email="amara@northlake.example")
    gone = ProposalFactory(event=closed, lead=person, title="Never shown")
    kept = ProposalFactory(event=closed, lead=person, title="Shown", state="confirmed")
    Talk.objects.create(proposal=kept, published=AFTER)
    disclose(closed, [], none=True, by=person, at=AFTER)
    Speaker.objects.create(event=closed, person=person, bio="I am Amara", changed=AFTER)
    other = ProposalFactory(event=closed)
    helper(closed, "reviewer", person=person)
    marks = {one.pk: 3 for one in closed.criteria.all()}
    give_review(other, marks, words="Good", by=person, at=AFTER)
    held = held_at_events(person)[1]
    assert {"proposal", "profile", "review", "role", "statement of interests", "speaks"} <= {
        row["what"] for row in held
    }

    erase_person(person, by=person, at=AFTER)

    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.title, gone.state, kept.title, kept.state) == ("-", "withdrawn", "Shown", "confirmed")
    assert not Speaking.objects.filter(email="amara@northlake.example").exists()
    assert (Speaker.objects.count(), Review.objects.count(), Disclosure.objects.count()) == (0, 1, 1)
