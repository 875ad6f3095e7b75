import datetime as dt

from django.db import transaction
from django.utils.translation import ngettext, override

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.credentials.actions import award_credential
from rounds.training.actions.enrolment import enrol
from rounds.training.actions.follow_ups import plan_for_course
from rounds.training.models import CourseCompletion, CoursePage, LessonCompletion, LessonPage
from rounds.training.queries.attempts import best_points
from rounds.training.queries.outline import Progress, course_for, version_of

Kind = CourseCompletion.Kind


@transaction.atomic
def finish_lesson(
    person: Person, lesson: LessonPage, *, edition: int, revision: int, by: Person, at: dt.datetime
) -> LessonCompletion:
    """Note that the lesson was finished in this edition, once; finish the course when it was the last one."""
    course = CoursePage.objects.get(path=lesson.path[: -2 * LessonPage.steplen])
    enrol(person, course, by=by, at=at)
    completion, new = LessonCompletion.objects.get_or_create(
        person=person, lesson=lesson, edition=edition, defaults={"revision": revision, "at": at}
    )
    if new:
        record("training.lesson_finished", subject=completion, by=by, at=at)
    finish_course(person, course, by=by, at=at)
    return completion


def finish_course(person: Person, course: CoursePage, *, by: Person, at: dt.datetime) -> None:
    """When every lesson is done, write the completion; when the pass mark is reached, the achievement too."""
    progress = course_for(person, course)
    if not progress.complete:
        return
    scores = best_points(person, progress.lessons).values()
    points, possible = sum(score[0] for score in scores), sum(score[1] for score in scores)
    complete_course(progress, Kind.COMPLETION, points, possible, person=person, by=by, at=at)
    if points * 100 >= course.pass_mark * possible:
        complete_course(progress, Kind.ACHIEVEMENT, points, possible, person=person, by=by, at=at)


def complete_course(
    progress: Progress, kind: Kind, points: int, possible: int, *, person: Person, by: Person, at: dt.datetime
) -> None:
    """Write one completion of this version of the course, once, and award its certificate."""
    completion, new = CourseCompletion.objects.get_or_create(
        person=person,
        course=progress.course,
        kind=kind,
        version=version_of(progress.lessons),
        defaults={
            "lessons": [[line.pk, line.edition, line.revision] for line in progress.lessons],
            "points": points,
            "possible": possible,
            "at": at,
        },
    )
    if new:
        record(f"training.course_{kind.value}", subject=completion, by=by, at=at)
        award_certificate(completion, progress, by=by, at=at)
        if kind == Kind.COMPLETION:
            plan_for_course(person, progress.course, at=at)


def award_certificate(completion: CourseCompletion, progress: Progress, *, by: Person, at: dt.datetime) -> None:
    course = progress.course
    passed = completion.kind == Kind.ACHIEVEMENT
    award_credential(
        completion.person,
        kind=completion.kind,
        title=course.title,
        description=course.summary,
        criteria=criteria_of(course, len(progress.lessons), passed=passed),
        subject_ref=f"training.course:{course.slug}",
        version=completion.version,
        language=course.language,
        minutes=progress.minutes,
        points=completion.points if passed else None,
        possible=completion.possible if passed else None,
        by=by,
        at=at,
    )


def criteria_of(course: CoursePage, lessons: int, *, passed: bool) -> str:
    """What had to be done, in the language of the course: it is signed with the badge and does not change later."""
    with override(course.language):
        if passed:
            words = ngettext(
                "Finished the lesson of the course and answered its questions, with %(mark)s percent of the points "
                "or more.",
                "Finished all %(lessons)s lessons of the course and answered their questions, with %(mark)s percent "
                "of the points or more.",
                lessons,
            )
        else:
            words = ngettext(
                "Finished the lesson of the course and answered its questions.",
                "Finished all %(lessons)s lessons of the course and answered their questions.",
                lessons,
            )
        return words % {"lessons": lessons, "mark": course.pass_mark}
