"""The page on which anybody checks a post, without a browser; that nothing of it stays anywhere."""

import io
import json
import logging
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from rounds.screening.models import Decision
from tests.factories.accounts import PersonFactory
from tests.factories.screening import PlaceFactory, SeatFactory, officer_of

pytestmark = pytest.mark.django_db
NAMED = "Mrs. Ellen Whitcombe in bed 4 had her hip replaced on Tuesday."
STORY = "My patient tonight made me laugh until I cried."


def page_of(answer: Any) -> str:
    return str(answer.content.decode())


def marks(answer: Any) -> Any:
    return answer.context["marks"]


def picture() -> SimpleUploadedFile:
    out, exif = io.BytesIO(), Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 50.0, 1.0)})
    Image.new("RGB", (30, 20)).save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("ward.jpg", out.getvalue(), "image/jpeg")


def test_visitor_checks_a_post(client: Client) -> None:
    answer = client.post("/check", {"text": NAMED, "do": "check"})

    assert answer.status_code == 200
    assert marks(answer).must > 0
    assert '<mark data-level="name">Tuesday</mark>' in page_of(answer)


def test_htmx_gets_the_panel_and_not_the_box(client: Client) -> None:
    answer = client.post("/check", {"text": NAMED}, headers={"HX-Request": "true"})

    assert "<textarea" not in page_of(answer)
    assert 'id="id_text-marks"' in page_of(answer)
    assert "HX-Request" in answer.headers["Vary"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_each_fix_gives_the_text_back_mended(client: Client) -> None:
    first = client.post("/check", {"text": NAMED})
    keys = [one.key for one in marks(first).findings if one.fix]

    for key in keys:
        answer = client.post("/check", {"text": NAMED, "fix": key})
        assert (answer.status_code, answer.context["composed"].text != NAMED) == (200, True)
    assert len(keys) == 3


def test_fix_of_words_that_are_gone_changes_nothing(client: Client) -> None:
    answer = client.post("/check", {"text": STORY, "fix": "NAME-5-20"})

    assert (answer.status_code, answer.context["composed"].text) == (422, STORY)


def test_whole_text_can_be_used(client: Client) -> None:
    offers = marks(client.post("/check", {"text": NAMED})).offers

    answer = client.post("/check", {"text": NAMED, "use": offers[0].key})

    assert answer.context["composed"].text == offers[0].text
    assert client.post("/check", {"text": NAMED, "use": "9"}).status_code == 422


def test_reason_of_a_visitor_stays_on_the_page(client: Client) -> None:
    key = marks(client.post("/check", {"text": STORY})).findings[0].key

    answer = client.post("/check", {"text": STORY, "fine": key, f"because-{key}": "All of it is invented."})
    again = client.post("/check", {"text": STORY, "kept": answer.context["composed"].kept})

    assert [one.level for one in marks(answer).findings if one.key == key] == ["done"]
    assert [one.level for one in marks(again).findings if one.key == key] == ["done"]
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("reason", ["", "ok"])
def test_finding_without_a_reason_stays(client: Client, reason: str) -> None:
    key = marks(client.post("/check", {"text": STORY})).findings[0].key

    answer = client.post("/check", {"text": STORY, "fine": key, f"because-{key}": reason})

    assert answer.status_code == 422
    assert "Say in a few words why it is fine." in page_of(answer)


def test_visitor_cannot_sign_off_what_must_be_fixed(client: Client) -> None:
    key = marks(client.post("/check", {"text": NAMED})).findings[0].key

    answer = client.post("/check", {"text": NAMED, "fine": key, f"because-{key}": "She is staff here."})

    assert answer.status_code == 422
    assert "Only a privacy officer of your place can sign this off." in page_of(answer)


def test_reason_of_a_member_is_kept_in_the_record(client: Client) -> None:
    seat = SeatFactory()
    client.force_login(seat.person)
    typed = {"text": STORY, "place": seat.place.pk}
    key = marks(client.post("/check", typed)).findings[0].key

    client.post("/check", {**typed, "fine": key, f"because-{key}": "All of it is invented."})

    assert Decision.objects.get().by == seat.person


def test_officer_signs_off(client: Client) -> None:
    place = PlaceFactory()
    client.force_login(officer_of(place))
    typed = {"text": NAMED, "place": place.pk}
    key = marks(client.post("/check", typed)).findings[0].key

    client.post("/check", {**typed, "fine": key, f"because-{key}": "She is staff here."})

    assert Decision.objects.get().level == "block"


def test_place_of_somebody_else_is_refused(client: Client) -> None:
    client.force_login(SeatFactory().person)

    answer = client.post("/check", {"text": STORY, "place": PlaceFactory().pk})

    assert (answer.status_code, answer.context["composed"].text) == (422, STORY)


def test_text_that_is_too_long_is_refused_and_not_lost(client: Client) -> None:
    answer = client.post("/check", {"text": "word " * 4_001, "do": "check"})

    assert answer.status_code == 422
    assert "This text has 20,005 characters. Use at most 20,000." in page_of(answer)
    assert answer.context["composed"].text == "word " * 4_001


def test_nothing_typed_is_told(client: Client) -> None:
    assert client.post("/check", {"text": " ", "do": "check"}).status_code == 422


@pytest.mark.parametrize("typed", [{"voice": "me"}, {"channel": "smoke"}, {"e-population": "-3", "do": "estimate"}])
def test_choice_that_is_none_is_refused(client: Client, typed: dict[str, str]) -> None:
    assert client.post("/check", {"text": STORY, **typed}).status_code == 422


def test_estimate_is_shown_with_its_steps(client: Client) -> None:
    typed = {"text": STORY, "do": "estimate", "e-population": "8000", "e-condition": "cystic fibrosis"}

    found = client.post("/check", typed).context["composed"].estimate

    assert (found.kind, [step.name for step in found.steps]) == ("bad", ["people in the place", "condition"])


def test_picture_is_cleaned_looked_at_and_offered(client: Client) -> None:
    answer = client.post("/check", {"text": STORY, "do": "picture", "picture": picture(), "alt": "A ward"})

    shown = answer.context["composed"].picture
    assert shown.told == ["This picture says where it was taken."]
    assert shown.download.startswith("data:image/jpeg;base64,")


def test_clean_copy_is_a_download(client: Client) -> None:
    answer = client.post("/check/picture", {"picture": picture()})

    assert answer.headers["Content-Disposition"] == 'attachment; filename="picture.jpg"'
    assert Image.open(io.BytesIO(answer.content)).getexif().get_ifd(0x8825) == {}


@pytest.mark.parametrize("where", ["/check", "/check/picture"])
def test_picture_that_is_too_large_or_no_picture_is_explained(client: Client, where: str) -> None:
    large = SimpleUploadedFile("big.jpg", b"x" * (10 * 1024 * 1024 + 1), "image/jpeg")
    wrong = SimpleUploadedFile("x.jpg", b"nothing", "image/jpeg")

    answers = [client.post(where, {"text": STORY, "do": "picture", "picture": file}) for file in (large, wrong)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert [answer.context["composed"].text for answer in answers] == [STORY, STORY]


def test_picture_not_chosen_is_told(client: Client) -> None:
    assert "Choose a picture first." in page_of(client.post("/check/picture", {"text": STORY}))


def test_forged_form_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)

    assert [strict.post(where, {"text": NAMED}).status_code for where in ("/check", "/check/picture")] == [403, 403]


def everything_kept() -> str:
    rows = [list(model._default_manager.values()) for model in apps.get_models()]
    return json.dumps(rows, default=str)


@pytest.mark.slow
def test_text_stays_nowhere(client: Client, caplog: pytest.LogCaptureFixture, settings: Any) -> None:
    seat = SeatFactory(role="officer")
    client.force_login(seat.person)
    caplog.set_level(logging.DEBUG)
    typed = {"text": NAMED, "place": str(seat.place.pk), "alt": "Ellen Whitcombe smiles"}
    key = marks(client.post("/check", typed)).findings[0].key

    client.post("/check", {**typed, "fine": key, f"because-{key}": "She is staff here."})
    client.post("/check", {**typed, "fix": key, "picture": picture(), "do": "picture"})
    client.post("/check", {**typed, "text": NAMED * 400})
    client.post("/api/v1/screen", {"text": NAMED}, content_type="application/json")

    kept = everything_kept() + caplog.text + json.dumps(dict(client.session), default=str) + str(client.cookies)
    assert "She is staff here." in kept
    assert "Whitcombe" not in kept


def test_text_is_left_out_of_error_reports(client: Client, monkeypatch: pytest.MonkeyPatch, rf: Any) -> None:
    from django.views.debug import SafeExceptionReporterFilter

    def fail(*_args: object, **_more: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("rounds.screening.queries.marks_for", fail)
    client.raise_request_exception = False
    with pytest.MonkeyPatch.context() as patch:
        seen: list[Any] = []
        patch.setattr("django.core.handlers.exception.log_response", lambda *a, **more: seen.append(more["request"]))
        client.post("/check", {"text": NAMED})

    held = SafeExceptionReporterFilter().get_post_parameters(seen[0])
    assert "Whitcombe" not in str(dict(held))


def test_signed_in_person_without_a_place_is_a_visitor_here(client: Client) -> None:
    client.force_login(PersonFactory())

    assert "place" not in client.get("/check").context["form"].fields
