"""People for a measurement and what they have learned: exactly `DONE` lessons each, in the order of their courses."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import Max, Model

from rounds.accounts.models import Entry, Person, Profession
from rounds.training.actions.finishing import award_certificate
from rounds.training.drawing import draw
from rounds.training.models import (
    Answer,
    Attempt,
    CourseCompletion,
    CoursePage,
    Enrolment,
    LessonCompletion,
    LessonPage,
)
from rounds.training.queries.outline import Line, Progress, lessons_of, version_of
from rounds.training.questions import Question, questions_in

COURSES, DONE = 4, 50
ATTEMPTED = 0.2  # the share of finished lessons whose attempt is kept in full
CERTIFICATES = 300  # signing takes milliseconds, so only so many
NAMES = ("Amara", "Bea", "Chidi", "Dana", "Emre", "Fleur", "Goran", "Hana", "Idris", "Jonas", "Kiri", "Lena", "Marta")
FAMILIES = ("Osei", "Quill", "Ferreira", "Park", "Tamm", "Ibarra", "Sato", "Adeyemi", "Halloran", "Lindqvist", "Bello")


@dataclass(frozen=True)
class Taught:
    """A course with what the rows about it need."""

    course: CoursePage
    lines: tuple[Line, ...]
    version: str


def in_batches(model: type[Model], rows: Iterable[Any], size: int = 20_000) -> None:
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        model._default_manager.bulk_create(batch)


def write_people(count: int, *, at: dt.datetime, chance: random.Random) -> list[Person]:
    password = make_password(None)
    people = [
        Person(
            name=f"{chance.choice(NAMES)} {chance.choice(FAMILIES)}",
            email=f"person{number}@bench.example",
            profession=chance.choice(Profession.values),
            time_zone="America/Chicago",
            password=password,
            joined=at - dt.timedelta(days=chance.randrange(400)),
        )
        for number in range(count)
    ]
    return Person.objects.bulk_create(people)


def write_learning(people: list[Person], *, at: dt.datetime, chance: random.Random) -> None:
    courses = list(CoursePage.objects.filter(slug__startswith="bench-").order_by("path"))
    lessons = lessons_of(courses)
    taught = [Taught(course, lessons[course.pk], version_of(lessons[course.pk])) for course in courses]
    taken = {person.pk: chance.sample(taught, COURSES) for person in people}
    in_batches(Enrolment, enrolments(taken, at, chance))
    in_batches(LessonCompletion, completions(taken, at, chance))
    in_batches(CourseCompletion, course_completions(taken, at, chance))
    write_attempts(chance)
    in_batches(Entry, trail(people))
    write_certificates(at)


def lines_done(courses: list[Taught]) -> Iterator[tuple[int, Line]]:
    """The place of the course and the lesson, for the lessons that somebody with these courses has finished."""
    everything = ((place, line) for place, each in enumerate(courses) for line in each.lines)
    return islice(everything, DONE)


def enrolments(taken: dict[int, list[Taught]], at: dt.datetime, chance: random.Random) -> Iterator[Enrolment]:
    for person, courses in taken.items():
        place, last = list(lines_done(courses))[-1]
        for number, each in enumerate(courses):
            began = at - dt.timedelta(days=chance.randrange(1, 400))
            due = at.date() + dt.timedelta(days=chance.randrange(-10, 90)) if chance.random() < 0.1 else None
            lesson = last.pk if number == place else None
            yield Enrolment(
                person_id=person, course=each.course, began=began, seen=began, lesson_id=lesson, due=due,
                asked_by="Northlake Hospital" if due else "",
            )  # fmt: skip


def completions(taken: dict[int, list[Taught]], at: dt.datetime, chance: random.Random) -> Iterator[LessonCompletion]:
    for person, courses in taken.items():
        for _place, line in lines_done(courses):
            done = at - dt.timedelta(minutes=chance.randrange(600_000))
            yield LessonCompletion(
                person_id=person, lesson_id=line.pk, edition=line.edition, revision=line.revision, at=done
            )


def course_completions(
    taken: dict[int, list[Taught]], at: dt.datetime, chance: random.Random
) -> Iterator[CourseCompletion]:
    for person, courses in taken.items():
        places = [place for place, _line in lines_done(courses)]
        for place, each in enumerate(courses):
            if places.count(place) < len(each.lines):
                continue
            possible = 4 * len(each.lines)
            points = chance.randrange(possible // 2, possible + 1)
            passed = points * 100 >= each.course.pass_mark * possible
            facts = {
                "person_id": person,
                "course": each.course,
                "version": each.version,
                "lessons": [[line.pk, line.edition, line.revision] for line in each.lines],
                "points": points,
                "possible": possible,
                "at": at - dt.timedelta(minutes=chance.randrange(600_000)),
            }
            yield CourseCompletion(kind="completion", **facts)
            if passed:
                yield CourseCompletion(kind="achievement", **facts)


def write_attempts(chance: random.Random) -> None:
    """Attempts with their answers for a share of the finished lessons."""
    asked = {
        page.pk: (questions_in(page.body), page.draw)
        for page in LessonPage.objects.filter(slug__startswith="lesson-").iterator(chunk_size=500)
    }
    rows = LessonCompletion.objects.values_list("person", "lesson", "edition", "revision", "at").iterator()
    chosen = [row for row in rows if row[1] in asked and asked[row[1]][0] and chance.random() < ATTEMPTED]
    first = (Attempt.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    answers: list[Answer] = []
    attempts = []
    for pk, row in enumerate(chosen, first):
        attempt = attempt_for(pk, row, *asked[row[1]], chance, answers)
        attempts.append(attempt)
    in_batches(Attempt, attempts)
    in_batches(Answer, answers)


def attempt_for(
    pk: int,
    row: tuple[Any, ...],
    questions: dict[str, Question],
    wanted: int | None,
    chance: random.Random,
    answers: list[Answer],
) -> Attempt:
    person, lesson, edition, revision, at = row
    drawn = draw(questions.values(), wanted, chance)
    marks = {each["key"]: chance.random() < 0.8 if questions[each["key"]].scored else None for each in drawn}
    answers += [
        Answer(attempt_id=pk, lesson_id=lesson, question=key, given="0", right=mark) for key, mark in marks.items()
    ]
    return Attempt(
        pk=pk, person_id=person, lesson_id=lesson, edition=edition, revision=revision, drawn=drawn,
        typed=dict.fromkeys(marks, "0"), began=at - dt.timedelta(minutes=9), submitted=at,
        points=sum(mark is True for mark in marks.values()), possible=sum(mark is not None for mark in marks.values()),
    )  # fmt: skip


def trail(people: list[Person]) -> Iterator[Entry]:
    """A line for each lesson that was finished, as the product writes it."""
    names = {person.pk: person.name for person in people}
    rows = LessonCompletion.objects.order_by("at").values_list("pk", "person", "lesson", "at").iterator()
    for pk, person, lesson, at in rows:
        if person in names:
            yield Entry(
                verb="training.lesson_finished",
                actor_id=person,
                subject_kind="training.lessoncompletion",
                subject_id=str(pk),
                subject_name=f"{names[person]} · {lesson}",
                at=at,
            )


def write_certificates(at: dt.datetime) -> None:
    rows = CourseCompletion.objects.filter(course__slug__startswith="bench-").select_related("person", "course")
    for completion in rows.order_by("-pk")[:CERTIFICATES]:
        lines = lessons_of([completion.course])[completion.course_id]
        progress = Progress(completion.course, lines, frozenset(line.pk for line in lines))
        award_certificate(completion, progress, by=None, at=completion.at)
