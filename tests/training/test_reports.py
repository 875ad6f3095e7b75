from typing import Any

import pytest

from rounds.training.models import CourseCompletion
from rounds.training.queries.reports import courses_counted
from tests.factories import training as make
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


def complete(person: Any, course: Any, kind: str, version: str) -> None:
    facts = {"lessons": [], "points": 1, "possible": 1, "at": make.NOON}
    CourseCompletion.objects.create(person=person, course=course, kind=kind, version=version, **facts)


def test_people_of_a_course_are_counted_once_each() -> None:
    course = make.make_course("Privacy", lessons=1)
    first, second, third = PersonFactory.create_batch(3)
    for person in (first, second):
        make.take(person, course)
    make.take(third, course).delete()
    for version in ("1", "2"):
        complete(first, course, "completion", version)
    complete(second, course, "completion", "2")
    complete(second, course, "achievement", "2")
    [counted] = courses_counted()

    assert (counted.taking, counted.finished, counted.passed) == (2, 2, 1)


def test_course_that_nobody_takes_counts_zero() -> None:
    make.make_course("Privacy", lessons=1)
    [counted] = courses_counted()

    assert (counted.taking, counted.finished, counted.passed) == (0, 0, 0)
