"""The book of abstracts, and recordings that can be read."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from rounds.events.actions.recordings import RecordingRefused, keep_recording
from rounds.events.models import Disclosure, Event, Interest, Recording, Talk
from rounds.events.queries.book import book_of
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.after import LATER, held_talk
from tests.factories.events import DURING, EventFactory, ProposalFactory, helper, lead_of

pytestmark = pytest.mark.django_db
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:04.000\nGood morning.\n"
TRANSCRIPT = "Good morning. " * 20
GOOD = {"link": "https://video.example/1", "captions": CAPTIONS, "transcript": TRANSCRIPT}


@pytest.fixture
def event() -> Event:
    return EventFactory(slug="summit", name="Summit")


@pytest.fixture
def talk(event: Event) -> Talk:
    return held_talk(
        event,
        code="talk",
        title="Plain <b>words</b>",
        content_kind="clinical",
        lead=PersonFactory(name="Dr Amara Osei"),
    )


def test_book_has_all_published_talks_and_an_index(event: Event, talk: Talk) -> None:
    person = lead_of(talk.proposal)
    second = held_talk(event, lead=person, title="Another", track=talk.proposal.track)
    held_talk(event, lead=PersonFactory(name="Zoe Ames"), track=talk.proposal.track, title="Zebra")
    hidden = held_talk(event, title="Hidden")
    Talk.objects.filter(pk=hidden.pk).update(hidden=LATER)
    ProposalFactory(event=event, title="Not published")

    book = book_of(event)

    assert [one.talk.proposal.title for one in book.abstracts] == ["Another", "Plain <b>words</b>", "Zebra"]
    assert book.index == [("Zoe Ames", [3]), ("Dr Amara Osei", [1, 2])]
    assert second.proposal.title == "Another"


@pytest.mark.slow
def test_pdf_is_tagged_and_its_contents_know_their_pages(event: Event, talk: Talk) -> None:
    told = Disclosure.objects.create(event=event, person=lead_of(talk.proposal), at=DURING, none=False)
    Interest.objects.create(disclosure=told, company="Clearwell Devices", tie="stock")
    for number in range(12):
        held_talk(event, title=f"Talk {number}", abstract="We tried it for a year. " * 60)

    answer = Client().get("/events/summit/abstracts.pdf")

    pdf = PdfReader(io.BytesIO(answer.content))
    pages = [page.extract_text() for page in pdf.pages]
    assert bool(pdf.trailer["/Root"]["/MarkInfo"]["/Marked"])  # type: ignore[index]
    assert "Clearwell Devices" in "".join(pages)
    title = next(number for number, words in enumerate(pages, 1) if number > 2 and "Talk 11" in words)
    assert any(line.startswith("13. Talk 11") or line.endswith(f"{title}") for line in pages[1].splitlines())


def test_page_escapes_and_names_interests(event: Event, talk: Talk) -> None:
    page = Client().get("/events/summit/abstracts").content.decode()

    assert ("Plain &lt;b&gt;words&lt;/b&gt;" in page, "Dr Amara Osei: not told" in page) == (True, True)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_book_do_not_grow(event: Event, count: int, django_assert_num_queries: Any) -> None:
    for _number in range(count):
        held_talk(event, content_kind="clinical")

    with django_assert_num_queries(3):
        assert len(book_of(event).abstracts) == count


def test_recording_is_shown_only_with_captions_and_transcript(event: Event, talk: Talk) -> None:
    staff = StaffFactory()

    for missing, words in (("captions", "Add captions"), ("transcript", "whole transcript")):
        with pytest.raises(RecordingRefused, match=words) as refused:
            keep_recording(talk, **{**GOOD, missing: ""}, published=True, by=staff, at=LATER)
        assert refused.value.field == missing
    with pytest.raises(RecordingRefused, match="Line 3"):
        keep_recording(talk, **{**GOOD, "captions": "WEBVTT\n\n1 --> 2\nHello"}, published=False, by=staff, at=LATER)
    with pytest.raises(RecordingRefused, match="not over"):
        keep_recording(talk, **GOOD, published=True, by=staff, at=DURING)
    keep_recording(talk, **{**GOOD, "captions": ""}, published=False, by=staff, at=LATER)
    made = keep_recording(talk, **GOOD, published=True, by=staff, at=LATER)

    assert (Recording.objects.count(), made.published) == (1, LATER)
    Talk.objects.filter(pk=talk.pk).update(hidden=LATER)
    with pytest.raises(RecordingRefused, match="out of sight"):
        keep_recording(Talk.objects.get(pk=talk.pk), **GOOD, published=True, by=staff, at=LATER)


@pytest.mark.slow
def test_recording_by_the_form_and_on_the_page(event: Event, talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    desk, visitor, page = signed_in(helper(event, "organiser")), Client(), "/events/summit/desk/recordings/talk"
    form: dict[str, Any] = {"link": "https://video.example/1", "transcript": TRANSCRIPT, "published": "on"}

    bad = desk.post(page, {**form, "link": "http://video.example/1"})
    odd = desk.post(page, {**form, "file": SimpleUploadedFile("a.vtt", b"\xff\xfe")})
    good = desk.post(page, {**form, "file": SimpleUploadedFile("a.vtt", CAPTIONS.encode())})

    assert [one.status_code for one in (bad, odd, good)] == [422, 422, 302]
    assert {"link", "captions"} >= set(bad.context["form"].errors)
    assert "https://video.example/1" in visitor.get("/events/summit/talks/talk").content.decode()
    assert "Good morning." in visitor.get("/events/summit/talks/talk/transcript").content.decode()
    captions = visitor.get("/events/summit/talks/talk/captions.vtt")
    assert (captions["Content-Type"], captions.content.decode()) == ("text/vtt; charset=utf-8", CAPTIONS.strip())
    assert desk.get("/events/summit/desk/recordings").status_code == 200


def test_recording_that_is_not_shown_is_not_there(event: Event, talk: Talk) -> None:
    keep_recording(talk, **{**GOOD, "captions": ""}, published=False, by=StaffFactory(), at=LATER)

    for rest in ("transcript", "captions.vtt"):
        assert Client().get(f"/events/summit/talks/talk/{rest}").status_code == 404
    assert signed_in().get("/events/summit/desk/recordings/talk").status_code == 403


def test_plain_video_file_plays_with_its_captions_and_nothing_else_may(event: Event, talk: Talk) -> None:
    page, facts = "/events/summit/talks/talk/transcript", {**GOOD, "published": True, "by": StaffFactory(), "at": LATER}
    keep_recording(talk, **facts)
    linked = Client().get(page)

    keep_recording(talk, **{**facts, "link": "https://video.example/talk.mp4"})
    played = Client().get(page)

    words = played.content.decode()
    assert (
        '<source src="https://video.example/talk.mp4"><track kind="captions" src="/events/summit/talks/talk/' in words
    )
    assert played["Content-Security-Policy"].endswith("; media-src 'self' https://video.example")
    assert ("<video" in linked.content.decode(), "media-src" in linked["Content-Security-Policy"]) == (False, False)
