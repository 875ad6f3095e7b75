"""The settings of an event: its clock, its colour, its lists and its team."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from rounds.events.actions import events as actions
from rounds.events.actions.parts import remove_part, save_part
from rounds.events.colours import DARK, LIGHT, nearest, worst
from rounds.events.models import (
    Call,
    Criterion,
    Event,
    Helper,
    Question,
    Track,
)
from rounds.events.queries.events import stage_of
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.events import (
    AFTER,
    CLOSES,
    DURING,
    OPENS,
    ProposalFactory,
    QuestionFactory,
    conference,
    helper,
    reviewed,
)
from tests.factories.network import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed() -> Event:
    return conference(slug="summit", name="Summit")


def test_settings_speak_the_clock_of_the_event(closed: Event) -> None:
    client = signed_in(helper(closed, "organiser"))
    page = client.get("/events/summit/desk/settings/call")
    assert b'value="2026-11-01T06:00"' in page.content
    facts = {"opens": "2026-03-08T02:30", "closes": "2026-12-01T12:00", "abstract_words": 100, "reviews_wanted": 2}

    gap = client.post("/events/summit/desk/settings/call", {**facts, "scale": 5})
    good = client.post("/events/summit/desk/settings/call", {**facts, "scale": 5, "opens": "2026-03-08T03:30"})

    assert (gap.status_code, b"The clocks go forward over this time." in gap.content) == (422, True)
    assert good.status_code == 302
    assert Call.objects.get().opens == dt.datetime(2026, 3, 8, 8, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("at", "name"),
    [
        (OPENS - dt.timedelta(days=1), "announced"),
        (DURING, "call"),
        (CLOSES, "coming"),
        (dt.datetime(2027, 1, 14, 7, tzinfo=dt.UTC), "on"),
        (dt.datetime(2027, 1, 16, 5, tzinfo=dt.UTC), "on"),
        (dt.datetime(2027, 1, 16, 7, tzinfo=dt.UTC), "over"),
    ],
)
def test_stage_follows_the_clock_of_the_event(closed: Event, at: dt.datetime, name: str) -> None:
    assert stage_of(closed, closed.call, at=at).name == name


@pytest.mark.parametrize(
    ("mode", "colour"), [(LIGHT, "#ffcc00"), (DARK, "#222266"), (LIGHT, "#ffffff"), (DARK, "#000000")]
)
def test_nearest_colour_can_be_read(mode: int, colour: str) -> None:
    assert worst(colour, mode) < 4.5 <= worst(nearest(colour, mode), mode)


def test_faint_colour_is_refused_with_its_ratio_and_the_nearest_that_fits(closed: Event) -> None:
    client = signed_in(helper(closed, "organiser"))
    address = "/events/summit/desk/settings/colours"

    page = client.post(address, {"colour_light": "#ffcc00", "colour_dark": "#c9a7f0"})
    half = client.post(address, {"colour_light": "#5b2a86", "colour_dark": ""})
    good = client.post(address, {"colour_light": "#816700", "colour_dark": "#c9a7f0"})

    assert page.status_code == half.status_code == 422
    assert b"#ffcc00 has a contrast of 1.3; 4.5 is needed. The nearest that fits is #816700." in page.content
    assert good.status_code == 302
    theme = Client().get("/events/summit/theme.css")
    assert b"--brand: light-dark(#816700, #c9a7f0); --brand-soft: light-dark(#" in theme.content
    assert b"/events/summit/theme.css?v=816700c9a7f0" in Client().get("/events/summit").content


def test_staff_make_an_event_and_announce_it_when_its_pages_are_written() -> None:
    client = signed_in(StaffFactory())
    facts = {"name": "New", "about": "A day", "starts": "2027-05-02", "ends": "2027-05-01", "zone": "Europe/London"}

    wrong = client.post("/staff/events/new", facts)
    made = client.post("/staff/events/new", {**facts, "ends": "2027-05-02"})
    early = client.post("/events/event-new/desk/settings/state", {"standing": "announced"})
    client.post("/events/event-new/desk/settings/pages", {"conduct": "Be kind", "access": "A lift"})
    good = client.post("/events/event-new/desk/settings/state", {"standing": "announced"})

    assert (wrong.status_code, b"The last day is before the first." in wrong.content) == (422, True)
    assert made.headers["Location"] == "/events/event-new/desk/settings"
    assert (early.status_code, good.status_code, Event.objects.get().standing) == (422, 302, "announced")
    assert signed_in(PersonFactory()).get("/staff/events/new").status_code == 403


@pytest.mark.parametrize(
    ("part", "facts"),
    [
        ("tracks", {"name": "Privacy", "order": 1, "closes": "2026-11-20T17:00"}),
        ("sessions", {"name": "Workshop", "minutes": 90, "order": 1}),
        ("questions", {"label": "Why you?", "kind": "choice", "options": "One\nTwo", "order": 1}),
        ("criteria", {"name": "Courage", "weight": 2, "order": 1}),
    ],
)
def test_lists_grow_change_and_shrink(closed: Event, part: str, facts: dict[str, Any]) -> None:
    client, at = signed_in(helper(closed, "organiser")), f"/events/summit/desk/lists/{part}"

    assert client.post(f"{at}/new", {**facts, "order": "x"}).status_code == 422
    assert client.post(f"{at}/new", facts).status_code == 302
    row = client.get(at).context["rows"].order_by("-pk")[0]
    assert client.post(f"{at}/{row.pk}", {**facts, "order": 7}).status_code == 302
    row.refresh_from_db()
    assert row.order == 7
    assert client.get(f"{at}/{row.pk}/remove").status_code == 200
    assert client.post(f"{at}/{row.pk}/remove").status_code == 302
    assert not type(row).objects.filter(pk=row.pk).exists()


def test_page_names_who_organises_with_us_and_where_it_is(closed: Event) -> None:
    partner = OrganisationFactory(name="Northlake Hospital")
    client, address = signed_in(helper(closed, "organiser")), "/events/summit/desk/settings/basics"
    first = client.get(address).context["form"].initial
    facts = {**first, "venue": "", "address": "4 Harbour Road", "co_organisers": [partner.pk]}

    answer = client.post(address, facts)

    page = Client().get("/events/summit").content.decode()
    assert answer.status_code == 302
    assert ["Northlake Hospital" in page, "4 Harbour Road" in page] == [True, True]
    assert "4 Harbour Road" in Client().get("/events/summit/travel").content.decode()


def test_team_grows_by_address(closed: Event) -> None:
    person, client = PersonFactory(), signed_in(helper(closed, "organiser"))

    unknown = client.post("/events/summit/desk/lists/team/new", {"email": "no@a.example", "work": "reviewer"})
    good = client.post("/events/summit/desk/lists/team/new", {"email": person.email.upper(), "work": "reviewer"})
    twice = client.post("/events/summit/desk/lists/team/new", {"email": person.email, "work": "reviewer"})

    assert (unknown.status_code, good.status_code, twice.status_code) == (422, 302, 422)
    assert Helper.objects.filter(person=person).count() == 1


def test_what_is_in_use_stays(closed: Event) -> None:
    proposal = ProposalFactory(event=closed)
    question = QuestionFactory(event=closed)
    proposal.answers.create(question=question, words="Mine")
    reviewed(proposal, 1, 1)
    staff = StaffFactory()
    criterion = closed.criteria.first()
    assert proposal.track is not None
    assert criterion is not None

    for part in (proposal.track, question, criterion):
        with pytest.raises(actions.EventRefused):
            remove_part(part, by=staff, at=AFTER)
    with pytest.raises(actions.EventRefused, match="without a mark"):
        save_part(Criterion, closed, {"name": "New"}, part=None, by=staff, at=AFTER)
    with pytest.raises(actions.EventRefused, match="kind of answer stays"):
        save_part(Question, closed, {"kind": "file"}, part=question, by=staff, at=AFTER)
    with pytest.raises(actions.EventRefused, match="one like this"):
        save_part(Track, closed, {"name": proposal.track.name.upper()}, part=None, by=staff, at=AFTER)


def test_call_keeps_its_scale_once_reviews_are_given(closed: Event) -> None:
    reviewed(ProposalFactory(event=closed), 1, 1)
    facts = {"opens": OPENS, "closes": CLOSES, "words": "", "per_person": None, "abstract_words": 300}
    facts |= {"reviews_wanted": 2, "anonymous": True, "scale": 10}

    with pytest.raises(actions.EventRefused, match="scale"):
        actions.set_call(closed, facts, by=StaffFactory(), at=AFTER)
    with pytest.raises(actions.EventRefused, match="closes before"):
        actions.set_call(closed, facts | {"closes": OPENS}, by=StaffFactory(), at=AFTER)


def test_event_with_proposals_is_no_draft_again(closed: Event) -> None:
    ProposalFactory(event=closed)

    with pytest.raises(actions.EventRefused, match="Cancel"):
        actions.change_standing(closed, "draft", by=StaffFactory(), at=AFTER)
