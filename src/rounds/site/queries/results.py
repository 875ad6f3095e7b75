"""Search over everything."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rounds.directory.models import Hospital
from rounds.directory.queries.hospitals import Wanted, find_hospitals, hospitals_visible_to
from rounds.events.models import Event, Talk
from rounds.events.queries.events import events_listed, talks_about
from rounds.meetings.models import Meeting
from rounds.meetings.queries import find_meetings, meetings_visible_to
from rounds.training.models import CoursePage, LessonPage
from rounds.training.queries.catalogue import courses_about, lessons_about, published_courses
from rounds.training.queries.outline import STEP

MOST = 20  # of each kind that a search shows; its own list shows all


@dataclass(frozen=True, slots=True)
class Result:
    kind: str
    title: str
    summary: str
    url: str
    language: str


def kinds_of_result() -> list[tuple[str, str]]:
    return [
        ("", _("All")),
        ("course", _("Courses")),
        ("lesson", _("Lessons")),
        ("event", _("Events")),
        ("hospital", _("Hospitals")),
    ]


def find(words: str, kind: str = "") -> list[Result]:
    """Published courses and lessons in which the words are found, what is to come, and hospitals of the register."""
    if not words:
        return []
    found = []
    if kind in ("", "course"):
        found += [course_result(course) for course in courses_about(words)]
    if kind in ("", "lesson"):
        lessons = [(lesson, lesson.path[: -2 * STEP]) for lesson in lessons_about(words)]
        courses = {each.path: each for each in published_courses().filter(path__in={path for _lesson, path in lessons})}
        found += [lesson_result(lesson, courses[path]) for lesson, path in lessons if path in courses]
    if kind in ("", "event"):
        found += to_come(words)
    if kind in ("", "hospital"):
        found += [hospital_result(each) for each in find_hospitals(hospitals_visible_to(None), Wanted(q=words))[:MOST]]
    return found


def course_result(course: CoursePage) -> Result:
    return Result(
        _("Course"), course.title, course.summary, reverse("training:course", args=[course.slug]), course.language
    )


def lesson_result(lesson: LessonPage, course: CoursePage) -> Result:
    url = reverse("training:lesson", args=[course.slug, lesson.slug])
    return Result(_("Lesson"), lesson.title, lesson.summary, url, course.language)


def to_come(words: str) -> list[Result]:
    """Events, their talks, and meetings, as everybody sees them."""
    at = timezone.now()
    events = events_listed(None, words=words, past=False, at=at)[:MOST]
    meetings = find_meetings(meetings_visible_to(None).filter(talk=None), words=words, at=at)[:MOST]
    return [
        *(event_result(each) for each in events),
        *(talk_result(each) for each in talks_about(words)[:MOST]),
        *(meeting_result(each) for each in meetings),
    ]


def event_result(event: Event) -> Result:
    when = f"{date_format(event.starts, 'DATE_FORMAT')} · {event.venue}".removesuffix(" · ")
    return Result(_("Event"), event.name, when, reverse("events:event", args=[event.slug]), "")


def talk_result(talk: Talk) -> Result:
    proposal = talk.proposal
    url = reverse("events:talk", args=[proposal.event.slug, proposal.code])
    return Result(_("Talk"), proposal.title, proposal.event.name, url, "")


def meeting_result(meeting: Meeting) -> Result:
    when = date_format(meeting.local_start, "DATE_FORMAT")
    return Result(_("Meeting"), meeting.title, when, reverse("meetings:meeting", args=[meeting.pk]), "")


def hospital_result(hospital: Hospital) -> Result:
    where = ", ".join(part for part in (hospital.city, hospital.state) if part)
    return Result(_("Hospital"), hospital.name, where, hospital.get_absolute_url(), "")
