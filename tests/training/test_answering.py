import datetime as dt
import random
from typing import Any

import pytest
from wagtail.models import Page

from rounds.accounts.models import Person
from rounds.training.actions.answering import (
    AnswersMissing,
    AttemptClosed,
    begin_attempt,
    hand_in,
    save_answers,
)
from rounds.training.models import Answer, Attempt, CourseCompletion, LessonCompletion, LessonPage
from rounds.training.queries.outline import course_for, courses_of
from tests.factories import training as make
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db
NOON = make.NOON


def begin(person: Person, lesson: LessonPage) -> Attempt:
    return begin_attempt(person, lesson, at=NOON, chance=random.Random(1))


def finish(person: Person, lesson: LessonPage, given: str = "0", at: dt.datetime = NOON) -> Attempt:
    attempt = begin(person, lesson)
    return hand_in(attempt, {attempt.drawn[0]["key"]: given}, by=person, at=at)


def publish(lesson: LessonPage, **changes: Any) -> LessonPage:
    lesson = LessonPage.objects.get(pk=lesson.pk)
    for name, value in changes.items():
        setattr(lesson, name, value)
    lesson.save_revision().publish()
    return LessonPage.objects.get(pk=lesson.pk)


def test_second_device_gets_the_same_open_attempt() -> None:
    person, lesson = PersonFactory(), make.lessons_in(make.make_course())[0]

    assert begin(person, lesson).pk == begin(person, lesson).pk


def test_saved_answers_wait_for_the_next_device() -> None:
    person, lesson = PersonFactory(), make.lessons_in(make.make_course())[0]
    save_answers(begin(person, lesson), {"lesson-1-a": "1"}, at=NOON)

    assert begin(person, lesson).typed == {"lesson-1-a": "1"}


def test_two_tabs_that_answer_different_questions_lose_nothing() -> None:
    person, module = PersonFactory(), make.make_course(lessons=0).get_children().get()
    lesson = make.make_lesson(module.specific, "Both", [make.question_one("first"), make.question_several("second")])
    one_tab, other_tab = begin(person, lesson), begin(person, lesson)
    save_answers(one_tab, {"first": "0", "second": []}, at=NOON)
    hand_in(other_tab, {"first": "", "second": ["0", "1"]}, by=person, at=NOON)

    assert list(Answer.objects.order_by("question").values_list("question", "given", "right")) == [
        ("first", "0", True),
        ("second", ["0", "1"], True),
    ]


def test_missing_answer_keeps_what_was_typed() -> None:
    person, module = PersonFactory(), make.make_course(lessons=0).get_children().get()
    lesson = make.make_lesson(module.specific, "Both", [make.question_one("first"), make.question_several("second")])

    with pytest.raises(AnswersMissing) as missing:
        hand_in(begin(person, lesson), {"first": "1", "second": []}, by=person, at=NOON)

    assert missing.value.problems == {"second": "Choose at least one answer."}
    assert begin(person, lesson).typed == {"first": "1"}


def test_second_click_on_finish_doubles_nothing() -> None:
    person, lesson = PersonFactory(), make.lessons_in(make.make_course())[0]
    attempt = begin(person, lesson)
    same_in_another_tab = Attempt.objects.get(pk=attempt.pk)
    hand_in(attempt, {"lesson-1-a": "0"}, by=person, at=NOON)

    with pytest.raises(AttemptClosed):
        hand_in(same_in_another_tab, {"lesson-1-a": "1"}, by=person, at=NOON)

    assert (Answer.objects.count(), LessonCompletion.objects.count()) == (1, 1)
    assert Answer.objects.get().given == "0"


@pytest.mark.slow
def test_last_lesson_completes_the_course_once() -> None:
    person, course = PersonFactory(), make.make_course(lessons=2)
    first, last = make.lessons_in(course)
    finish(person, first)
    finish(person, last)
    finish(person, last)

    assert sorted(CourseCompletion.objects.values_list("kind", "points", "possible")) == [
        ("achievement", 2, 2),
        ("completion", 2, 2),
    ]


def test_course_below_the_pass_mark_is_completed_but_not_passed() -> None:
    person, course = PersonFactory(), make.make_course(lessons=2)
    first, last = make.lessons_in(course)
    finish(person, first, "1")
    finish(person, last)

    assert list(CourseCompletion.objects.values_list("kind", "points", "possible")) == [("completion", 1, 2)]


@pytest.mark.slow
def test_best_try_counts_so_that_a_second_try_passes_the_course() -> None:
    person, course = PersonFactory(), make.make_course(lessons=2)
    first, last = make.lessons_in(course)
    for lesson, given in ((first, "1"), (last, "0"), (first, "0"), (first, "1")):
        finish(person, lesson, given)

    assert sorted(CourseCompletion.objects.values_list("kind", "points")) == [("achievement", 2), ("completion", 1)]
    assert Attempt.objects.filter(lesson=first).count() == 3


@pytest.mark.slow
@pytest.mark.parametrize(("mark", "kinds"), [(50, 2), (51, 1)])
def test_pass_mark_is_reached_exactly(mark: int, kinds: int) -> None:
    person, course = PersonFactory(), make.make_course(lessons=2, pass_mark=mark)
    first, last = make.lessons_in(course)
    finish(person, first, "1")
    finish(person, last)

    assert CourseCompletion.objects.count() == kinds


@pytest.mark.slow
def test_minor_edit_leaves_a_finished_lesson_finished() -> None:
    person, course = PersonFactory(), make.make_course(lessons=1)
    finish(person, make.lessons_in(course)[0])
    publish(make.lessons_in(course)[0], action="Another one.")

    assert course_for(person, course).complete


@pytest.mark.slow
def test_retake_edit_opens_a_finished_lesson_again_and_keeps_the_history() -> None:
    person, course = PersonFactory(), make.make_course(lessons=1)
    finish(person, make.lessons_in(course)[0])
    lesson = publish(make.lessons_in(course)[0], edition=2)
    again = course_for(person, course)
    finish(person, lesson)

    assert (again.complete, again.changed) == (False, True)
    assert sorted(LessonCompletion.objects.values_list("edition", flat=True)) == [1, 2]
    assert CourseCompletion.objects.filter(kind="completion").count() == 2


@pytest.mark.slow
def test_answers_are_marked_by_the_content_that_was_shown() -> None:
    person, course = PersonFactory(), make.make_course(lessons=1)
    lesson = make.lessons_in(course)[0]
    attempt = begin(person, lesson)
    shown = lesson.live_revision_id
    turned = [{"text": "The first", "right": False, "why": "-"}, {"text": "The second", "right": True, "why": "-"}]
    publish(lesson, body=[make.question_one("lesson-1-a", options=turned)])
    hand_in(Attempt.objects.get(pk=attempt.pk), {"lesson-1-a": "0"}, by=person, at=NOON)

    assert Answer.objects.get().right is True
    assert LessonCompletion.objects.get().revision == shown


@pytest.mark.slow
def test_question_taken_out_while_somebody_answers_still_counts_for_them() -> None:
    person, course = PersonFactory(), make.make_course(lessons=1)
    lesson = make.lessons_in(course)[0]
    attempt = begin(person, lesson)
    publish(lesson, body=[make.question_one("another")], edition=2)
    hand_in(Attempt.objects.get(pk=attempt.pk), {"lesson-1-a": "0"}, by=person, at=NOON)

    assert list(LessonCompletion.objects.values_list("edition", flat=True)) == [1]
    assert not course_for(person, course).complete


@pytest.mark.slow
def test_course_renamed_and_moved_while_a_person_learns_keeps_their_place() -> None:
    person, course = PersonFactory(), make.make_course("Old name", lessons=2)
    make.take(person, course)
    first = make.lessons_in(course)[0]
    finish(person, first)
    course.title, course.slug = "New name", "new-name"
    course.save_revision().publish()
    make.make_course("Another", lessons=1)
    Page.objects.get(pk=course.pk).move(make.make_catalog(), pos="last-child")

    progress = courses_of(person)[0]

    assert (progress.course.title, progress.percent) == ("New name", 50)


@pytest.mark.slow
def test_finish_in_the_hour_that_comes_twice_keeps_the_order_of_events() -> None:
    person, course = PersonFactory(time_zone="America/Chicago"), make.make_course(lessons=1)
    lesson = make.lessons_in(course)[0]
    before, after = dt.datetime(2026, 11, 1, 6, 30, tzinfo=dt.UTC), dt.datetime(2026, 11, 1, 7, 10, tzinfo=dt.UTC)
    finish(person, lesson, "1", at=before)
    finish(person, lesson, "0", at=after)

    assert [a.points for a in Attempt.objects.order_by("submitted")] == [0, 1]
    assert LessonCompletion.objects.get().at == before
