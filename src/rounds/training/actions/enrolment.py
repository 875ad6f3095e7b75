import datetime as dt

from django.db import transaction

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.training.models import CoursePage, Enrolment, LessonPage


@transaction.atomic
def enrol(
    person: Person,
    course: CoursePage,
    *,
    by: Person,
    at: dt.datetime,
    due: dt.date | None = None,
    asked_by: str = "",
) -> Enrolment:
    """Begin a course, or come back to one that was left; a second call changes nothing."""
    enrolment, new = Enrolment.objects.get_or_create(
        person=person, course=course, defaults={"began": at, "seen": at, "due": due, "asked_by": asked_by}
    )
    returned = bool(enrolment.left)
    if returned:
        enrolment.left, enrolment.seen = None, at
        enrolment.save(update_fields=["left", "seen"])
    if new or returned:
        record("training.course_begun", subject=enrolment, by=by, at=at)
    return enrolment


@transaction.atomic
def leave_course(enrolment: Enrolment, *, by: Person, at: dt.datetime) -> None:
    """Take the course off the person's list; what was done is kept and is there again when they come back."""
    if Enrolment.objects.filter(pk=enrolment.pk, left=None).update(left=at):
        record("training.course_left", subject=enrolment, by=by, at=at)


@transaction.atomic
def choose_due_date(enrolment: Enrolment, *, due: dt.date | None, by: Person, at: dt.datetime) -> None:
    """Set or clear the day by which the learner wants to finish."""
    enrolment.due = due
    enrolment.save(update_fields=["due"])
    record("training.due_date_chosen", subject=enrolment, by=by, at=at, due=str(due or ""))


def open_lesson(person: Person, course: CoursePage, lesson: LessonPage, *, at: dt.datetime) -> None:
    """Remember where the person is, so that any device continues there; does nothing for who is not enrolled."""
    Enrolment.objects.filter(person=person, course=course, left=None).update(lesson=lesson, seen=at)
