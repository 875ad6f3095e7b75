"""A centre of the size of a large hospital group, made once and kept."""

import datetime as dt
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from courses import write_courses
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from learners import write_learning, write_people

from rounds.accounts.models import Person
from rounds.core.actions import describe_centre
from rounds.training.actions.course_files import import_course
from rounds.training.models import (
    Answer,
    Attempt,
    CourseCompletion,
    CoursePage,
    Enrolment,
    LessonCompletion,
    LessonPage,
)

CONTENT = Path(__file__).resolve().parents[1] / "content"


@contextmanager
def told(what: str) -> Iterator[None]:
    start = time.monotonic()
    print(f"  {what} …", end=" ", flush=True)
    yield
    print(f"{time.monotonic() - start:.0f} s", flush=True)


def make_centre(*, people: int, courses: int) -> None:
    """Fill an empty database; the numbers come out the same each time, the dates are relative to now."""
    at, chance = timezone.now(), random.Random(60)
    with transaction.atomic():
        with told("the demonstration's courses"):
            describe_centre(name="Harbour Centre", mail="hello@harbour-centre.example")
            staff = Person.objects.create_superuser("staff@bench.example", name="Tomas Lind")
            for folder in sorted(path for path in CONTENT.iterdir() if (path / "course.md").exists()):
                import_course(folder, by=staff, at=at - dt.timedelta(days=500))
        with told(f"{courses} courses"):
            write_courses(courses, at=at - dt.timedelta(days=450), chance=chance)
        with told(f"{people:,} people and what they have learned"):
            write_learning(write_people(people, at=at, chance=chance), at=at, chance=chance)
    with told("the search index"):
        call_command("update_index", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def sizes() -> dict[str, int]:
    kinds = {
        "people": Person,
        "courses": CoursePage,
        "lessons": LessonPage,
        "enrolments": Enrolment,
        "lesson completions": LessonCompletion,
        "attempts": Attempt,
        "answers": Answer,
        "course completions": CourseCompletion,
    }
    return {name: model._default_manager.count() for name, model in kinds.items()}
