"""Making, changing and repeating meetings; reminders; what the app hands over and forgets."""

import datetime as dt

import pytest
from django.core import mail
from django.core.management import call_command

from rounds.core.ticking import Ticks, tick
from rounds.meetings import actions, queries
from rounds.meetings.actions import ArrangingRefused
from rounds.meetings.models import CapacityPool, Hold, Meeting, Registration, Reminded
from rounds.meetings.own_data import own_data
from rounds.meetings.wagtail_hooks import each_minute
from rounds.training.queries.prerequisites import courses_to_finish
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.meetings import NOON, MeetingFactory, PoolFactory, RegistrationFactory, come, limited
from tests.factories.training import make_course

pytestmark = pytest.mark.django_db
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def change(meeting: Meeting, facts: dict[str, object], *, places: int | None = None, **more: object) -> bool:
    told = {"also": [], "hosts": [], "sequence": meeting.sequence, "by": StaffFactory(), "at": NOON, **more}
    return actions.change_meeting(meeting, facts, places=places, **told)  # type: ignore[arg-type]


def test_who_comes_or_waits_is_told_of_another_time_and_calendars_count_up() -> None:
    meeting = limited(1)
    people = [come(meeting).person, come(meeting).person]
    mail.outbox.clear()

    told = change(meeting, {"starts_at": meeting.starts_at + HOUR, "ends_at": meeting.ends_at + HOUR}, places=1)

    meeting.refresh_from_db()
    assert (told, meeting.sequence) == (True, 1)
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(person.email for person in people)
    assert "It was on Wednesday 16 December 2026, 06:00 (America/Chicago)." in mail.outbox[0].body


def test_nobody_is_told_of_another_summary_or_of_a_draft() -> None:
    meeting, draft = MeetingFactory(), MeetingFactory(state="draft")
    RegistrationFactory(meeting=meeting)

    assert not change(meeting, {"summary": "More words"})
    assert not change(draft, {"title": "Another"})
    assert mail.outbox == []


def test_each_change_says_how_it_was() -> None:
    meeting = MeetingFactory(venue="Old hall", title="Old")
    RegistrationFactory(meeting=meeting)

    change(meeting, {"venue": "New hall", "title": "New", "join_link": "https://new.example/"})

    body = mail.outbox[0].body
    assert [words in body for words in ("It was at: Old hall.", "It was called “Old”.", "link to join is new")] == [
        True
    ] * 3


def test_a_change_does_not_overwrite_one_that_was_made_in_between() -> None:
    meeting = MeetingFactory()
    change(meeting, {"title": "First"})

    with pytest.raises(ArrangingRefused, match="Somebody changed this meeting"):
        change(meeting, {"title": "Second"})


@pytest.mark.parametrize("state", ["cancelled", "done"])
def test_what_is_over_stays_as_it_was(state: str) -> None:
    with pytest.raises(ArrangingRefused, match="It stays as it was"):
        change(MeetingFactory(state=state), {"title": "Too late"})


def test_a_limit_that_is_set_later_counts_who_is_there() -> None:
    meeting = MeetingFactory(largest_party=3)
    come(meeting, party=2)

    with pytest.raises(ArrangingRefused, match="2 places are taken") as refusal:
        change(meeting, {}, places=1)
    change(meeting, {}, places=2)

    assert refusal.value.field == "places"
    assert (CapacityPool.objects.get().taken, Hold.objects.get().state) == (2, "kept")
    assert list(queries.pools_that_disagree()) == []
    meeting.refresh_from_db()
    assert come(meeting).state == "waiting"
    with pytest.raises(ArrangingRefused, match="not be taken away"):
        change(meeting, {}, places=None)


def test_who_opened_the_page_before_there_was_a_limit_takes_a_place_of_it() -> None:
    page = MeetingFactory()

    change(page, {}, places=1)

    assert [come(page).state, come(page).state] == ["registered", "waiting"]
    assert list(queries.pools_that_disagree()) == []


def test_fewer_places_than_are_taken_are_refused_and_more_are_offered() -> None:
    meeting = limited(1)
    come(meeting)
    waits = come(meeting)

    with pytest.raises(ArrangingRefused, match="1 places are taken"):
        change(meeting, {}, places=0)
    change(meeting, {}, places=2)

    waits.refresh_from_db()
    assert waits.state == "offered"


def test_what_a_place_takes_besides_is_fixed_once_people_have_registered() -> None:
    meeting, lunch = limited(5), PoolFactory()
    change(meeting, {}, places=5, also=[lunch])
    meeting.refresh_from_db()
    come(meeting)

    with pytest.raises(ArrangingRefused, match="can no longer be changed") as refusal:
        change(meeting, {}, places=5, also=[])
    assert refusal.value.field == "also"


def test_a_meeting_is_opened_closed_and_opened_again() -> None:
    meeting, by = MeetingFactory(state="draft"), StaffFactory()

    actions.open_meeting(meeting, by=by, at=NOON)
    with pytest.raises(ArrangingRefused):
        actions.open_meeting(meeting, by=by, at=NOON)
    actions.close_meeting(meeting, by=by, at=NOON)
    with pytest.raises(ArrangingRefused):
        actions.close_meeting(meeting, by=by, at=NOON)
    actions.open_meeting(meeting, by=by, at=NOON)

    meeting.refresh_from_db()
    assert meeting.state == "open"


def test_a_meeting_that_has_ended_is_over_and_needs_are_forgotten_later() -> None:
    one = RegistrationFactory(needs="A chair with arms", meeting=MeetingFactory(starts_at=NOON))

    assert actions.finish_meetings(at=NOON + HOUR) == 1
    one.refresh_from_db()
    assert one.needs == "A chair with arms"
    assert actions.finish_meetings(at=NOON + 31 * DAY) == 0
    one.refresh_from_db()
    one.meeting.refresh_from_db()
    assert (one.needs, one.meeting.state) == ("", "done")


def remind_at(*moments: dt.timedelta, **person: object) -> list[str]:
    """The subjects of what is sent when the job looks so long before the start, twice each."""
    starts = NOON + 30 * DAY
    RegistrationFactory(person=PersonFactory(**person), meeting=MeetingFactory(title="Rounds", starts_at=starts))
    for before in moments:
        actions.send_reminders(at=starts - before)
        actions.send_reminders(at=starts - before)
    return [letter.subject for letter in mail.outbox]


@pytest.mark.slow
def test_reminders_come_a_week_a_day_and_an_hour_before_each_once() -> None:
    assert remind_at(8 * DAY, 7 * DAY, 6 * DAY, DAY, 2 * HOUR, HOUR, dt.timedelta(0)) == [
        "In a week: Rounds",
        "Tomorrow: Rounds",
        "Soon: Rounds",
    ]


def test_a_reminder_that_is_late_gives_way_to_the_next() -> None:
    assert remind_at(HOUR) == ["Soon: Rounds"]


def test_no_reminder_comes_in_the_quiet_hours_when_it_would_come_after_the_start() -> None:
    quiet = {"time_zone": "UTC", "quiet_from": dt.time(1), "quiet_until": dt.time(20)}  # the meeting is at noon

    assert remind_at(HOUR, **quiet) == []
    assert Reminded.objects.count() == 1


def test_reminders_that_somebody_does_not_want_do_not_come() -> None:
    meeting = MeetingFactory(title="Rounds")
    one = RegistrationFactory(meeting=meeting)
    actions.choose_reminders(one.person, week=False, day=True, hour=False, at=NOON)

    for before in (7 * DAY, DAY, HOUR):
        actions.send_reminders(at=meeting.starts_at - before)

    assert [letter.subject for letter in mail.outbox] == ["Tomorrow: Rounds"]


def test_who_registers_an_hour_before_is_not_reminded_of_the_day() -> None:
    meeting = MeetingFactory()
    RegistrationFactory(meeting=meeting, made=meeting.starts_at - 2 * HOUR)

    assert actions.send_reminders(at=meeting.starts_at - 2 * HOUR + dt.timedelta(minutes=1)) == 0


def test_a_meeting_that_moved_is_reminded_of_anew() -> None:
    one = RegistrationFactory(meeting=MeetingFactory(starts_at=NOON + 7 * DAY))
    actions.send_reminders(at=NOON)
    Meeting.objects.update(starts_at=NOON + 14 * DAY, ends_at=NOON + 15 * DAY)

    assert actions.send_reminders(at=NOON + 7 * DAY) == 1
    assert one.reminded.count() == 2


def test_the_minute_ends_carts_and_goes_on_where_it_was_stopped() -> None:
    meeting = limited(1)
    one, other = come(meeting), come(meeting)
    actions.call_off(meeting, why="Ill", by=StaffFactory(), at=NOON)

    each_minute(NOON)

    assert {r.because for r in Registration.objects.filter(pk__in=[one.pk, other.pk])} == {"called_off"}


def test_one_look_that_fails_stops_no_other(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    looked: list[dt.datetime] = []

    def broken(at: dt.datetime) -> None:
        raise ValueError(at)

    monkeypatch.setattr("rounds.core.ticking.hooks.get_hooks", lambda name: [broken, looked.append])

    assert (tick(NOON), looked) == (1, [NOON])
    assert "A look of every minute failed" in caplog.text


def test_the_ticks_stop_when_they_are_told() -> None:
    ticks = Ticks(pause=60)
    ticks.start()

    ticks.stop()
    ticks.join(5)

    assert not ticks.is_alive()


def test_the_places_are_counted_by_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    one = come(limited(3))
    call_command("check_places")
    assert "Every pool holds what its registrations hold." in capsys.readouterr().out
    CapacityPool.objects.filter(pk=one.meeting.pool_id).update(taken=3)

    with pytest.raises(SystemExit):
        call_command("check_places")
    assert "3 places are taken, but its holds come to 1." in capsys.readouterr().out


def test_a_person_takes_their_data_along_and_leaves_no_needs_behind() -> None:
    meeting = limited(1)
    one, waits = come(meeting, needs="Captions"), come(meeting)
    name, rows = own_data(one.person)
    assert (name, rows[0]["what"], rows[0]["needs"]) == ("meetings", "registration", "Captions")

    actions.leave_meetings(one.person, NOON)

    one.refresh_from_db()
    waits.refresh_from_db()
    assert (one.state, one.needs, waits.state) == ("cancelled", "", "offered")


def test_a_course_that_was_finished_opens_the_door() -> None:
    course, meeting, person = make_course(), MeetingFactory(), PersonFactory()
    reference, words = f"course:{course.slug}", f"Finish the course “{course.title}”"
    meeting.prerequisites.create(reference=reference, words=words)
    assert (reference, words) in courses_to_finish()

    with pytest.raises(actions.RegistrationRefused, match="Do this first: Finish the course"):
        come(meeting, person)
    facts = {"version": "1", "lessons": [], "points": 0, "possible": 0, "at": NOON}
    course.completions.create(person=person, kind="completion", **facts)

    assert come(meeting, person).state == "registered"
