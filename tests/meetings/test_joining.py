import datetime as dt
from typing import Any

import pytest

from rounds.accounts.models import Entry
from rounds.meetings.actions.joining import JoinRefused, choose_provider, end_room, join_meeting
from rounds.meetings.models import Evidence, Live, Meeting
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.live import LiveFactory, guest_of, host_of, minutes
from tests.factories.meetings import MeetingFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    return MeetingFactory()


@pytest.mark.parametrize("moment", [-15, 0, 59])
def test_link_opens_from_a_quarter_of_an_hour_before_until_the_end(meeting: Meeting, moment: int) -> None:
    guest = guest_of(meeting)

    assert join_meeting(meeting, by=guest, at=minutes(moment)) == "https://video.example/room"
    [row] = Evidence.objects.all()
    assert (row.person, row.what, row.how, row.at) == (guest, "clicked", "link", minutes(moment))
    assert Entry.objects.get(verb="meetings.link_followed").actor == guest


@pytest.mark.parametrize(
    ("moment", "facts", "words"),
    [
        (-16, {}, "15 minutes before the start"),
        (60, {}, "is over"),
        (5, {"state": "done"}, "is over"),
        (5, {"state": "cancelled"}, "is cancelled"),
        (5, {"join_link": ""}, "has no link yet"),
    ],
)
def test_link_stays_shut(moment: int, facts: dict[str, Any], words: str) -> None:
    meeting = MeetingFactory(**facts)

    with pytest.raises(JoinRefused, match=words):
        join_meeting(meeting, by=host_of(meeting), at=minutes(moment))
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("state", ["waiting", "held", "offered", "cancelled"])
def test_only_a_place_opens_the_link(meeting: Meeting, state: str) -> None:
    more = (
        {"place": 1}
        if state == "waiting"
        else {"until": minutes(0)}
        if state in {"held", "offered"}
        else {"because": "left"}
    )
    person = RegistrationFactory(meeting=meeting, state=state, **more).person

    for stranger in (person, PersonFactory()):
        with pytest.raises(JoinRefused, match="need a place"):
            join_meeting(meeting, by=stranger, at=minutes(0))


def test_two_clicks_at_once_are_one(meeting: Meeting) -> None:
    guest = guest_of(meeting)

    for second in (0, 30, 61):
        join_meeting(meeting, by=guest, at=minutes(0) + dt.timedelta(seconds=second))

    assert Evidence.objects.count() == 2


def test_hosts_lead_the_room_and_guests_do_not(meeting: Meeting, settings: Any) -> None:
    settings.JITSI_URL = "https://meet.example"
    choose_provider(meeting, "jitsi", clicks_count=False, by=StaffFactory(), at=minutes(-60))

    links = {join_meeting(meeting, by=person, at=minutes(0)) for person in (guest_of(meeting), host_of(meeting))}

    assert len(links) == 1
    assert links.pop().startswith("https://meet.example/rounds-")
    live = Live.objects.get()
    assert (live.provider, live.clicks_count) == ("jitsi", False)


def test_provider_that_is_not_set_up_is_refused(meeting: Meeting) -> None:
    with pytest.raises(JoinRefused, match="not set up"):
        choose_provider(meeting, "bbb", clicks_count=True, by=StaffFactory(), at=minutes(0))


def test_provider_that_was_taken_away_is_said_in_plain_words(meeting: Meeting) -> None:
    LiveFactory(meeting=meeting, provider="bbb")

    with pytest.raises(JoinRefused, match="no longer set up"):
        join_meeting(meeting, by=host_of(meeting), at=minutes(0))


def test_server_that_is_down_is_said_in_plain_words(meeting: Meeting, settings: Any, socket_enabled: None) -> None:
    settings.BBB_URL, settings.BBB_SECRET = "http://127.0.0.1:1/bigbluebutton/api", "s"
    LiveFactory(meeting=meeting, provider="bbb")
    host = host_of(meeting)

    with pytest.raises(JoinRefused, match="does not answer"):
        join_meeting(meeting, by=host, at=minutes(0))
    with pytest.raises(JoinRefused, match="does not answer"):
        end_room(meeting, by=host, at=minutes(0))
    assert not Evidence.objects.exists()
