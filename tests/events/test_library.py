"""The library of recordings of all events."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rounds.events.actions.recordings import keep_recording
from rounds.events.models import Event, Talk
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.after import LATER, held_talk
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:04.000\nGood morning.\n"


def recorded(event: Event, code: str, *, said: str = "Good morning.", published: bool = True, **talk: Any) -> Talk:
    made = held_talk(event, code=code, **talk)
    at = LATER + dt.timedelta(minutes=int(code[1:]))
    facts = {"link": f"https://video.example/{code}", "captions": CAPTIONS, "transcript": said * 20}
    keep_recording(made, **facts, published=published, by=StaffFactory(), at=at)
    return made


def codes(**asked: str) -> list[str]:
    return [one.talk.proposal.code for one, _names, _language in Client().get("/recordings", asked).context["rows"]]


def test_what_everybody_may_watch_stands_there_the_newest_first() -> None:
    summit, draft = EventFactory(name="Summit"), EventFactory(standing="draft")
    recorded(summit, "t1", title="First")
    recorded(EventFactory(), "t2", title="Second")
    recorded(summit, "t3", published=False)
    recorded(draft, "t4")
    hidden = recorded(summit, "t5")
    Talk.objects.filter(pk=hidden.pk).update(hidden=LATER)

    page = Client().get("/recordings").content.decode()

    assert codes() == ["t2", "t1"]
    assert "https://video.example/t1" in page
    assert f"/events/{summit.slug}/talks/t1/transcript" in page


def test_words_are_looked_for_in_what_is_said_and_in_who_says_it() -> None:
    event = EventFactory(name="Summit")
    recorded(event, "t1", title="Plain words", said="We wrote to every ward.", lead=PersonFactory(name="Zoe Ames"))
    recorded(event, "t2", title="Otra charla", language="es", lead=PersonFactory(name="Ana Roble"))

    assert codes(words="every WARD") == codes(words="zoe plain") == codes(language="en") == ["t1"]
    assert codes(words="roble") == codes(language="es") == ["t2"]
    assert codes(words="summit") == ["t2", "t1"]
    assert codes(words="zoe roble") == codes(language="xx") == []


def test_an_empty_library_says_what_will_stand_there() -> None:
    empty, none = (Client().get("/recordings", asked).content.decode() for asked in ({}, {"words": "x\0y" * 90}))

    assert "No recordings yet" in empty
    assert "No recording fits" in none


def test_three_recordings_take_no_more_questions_than_one() -> None:
    event, counts = EventFactory(), list[int]()
    Client().get("/recordings")
    for number in (1, 2, 3):
        recorded(event, f"t{number}")
        with CaptureQueriesContext(connection) as asked:
            Client().get("/recordings")
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2] <= 8
