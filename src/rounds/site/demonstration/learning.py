"""What the people of the demonstration have learned so far, relative to today."""

import datetime as dt
import random
from typing import Any

from rounds.accounts.models import Person
from rounds.training.actions.answering import hand_in, start_attempt
from rounds.training.actions.enrolment import enrol, leave_course, open_lesson
from rounds.training.drawing import Drawn
from rounds.training.models import CoursePage, LessonPage
from rounds.training.queries.outline import course_for
from rounds.training.questions import Question, questions_in

REFLECTIONS = (
    "Thank you for writing. I cannot talk about care here, but our patient line answers every day.",
    "I would take the case out and keep the lesson, then ask a colleague to read it before I post.",
    "I would say what we know, what we do not know yet, and when we will say more.",
)

HARD = "pp-1-2018"  # a question that most people get wrong, so that the staff's queue shows one


def right_answer(question: Question, drawn: Drawn, chance: random.Random) -> Any:
    if question.kind == "one":
        return next(str(place) for place, option in enumerate(question.options) if option.right)
    if question.kind == "several":
        return [str(place) for place, option in enumerate(question.options) if option.right]
    if question.kind == "order":
        return [str(place + 1) for place in drawn["order"]]
    if question.kind == "gaps":
        texts = [option.text for option in question.options]
        return [str(texts.index(gap)) for gap in question.gaps]
    return chance.choice(REFLECTIONS)


def wrong_answer(question: Question, drawn: Drawn, chance: random.Random) -> Any:
    if question.kind == "one":
        return chance.choice([str(place) for place, option in enumerate(question.options) if not option.right])
    if question.kind == "several":
        return [str(chance.randrange(len(question.options)))]
    if question.kind == "order":
        return [str(place) for place in range(1, len(question.options) + 1)]
    if question.kind == "gaps":
        return [str(chance.randrange(len(question.options))) for _ in question.gaps]
    return chance.choice(REFLECTIONS)


def answer_lesson(person: Person, lesson: LessonPage, *, at: dt.datetime, skill: float, chance: random.Random) -> None:
    """Answer a lesson's questions, each rightly with the probability `skill`, and hand them in."""
    attempt = start_attempt(person, lesson, at=at, chance=chance)
    questions = questions_in(lesson.body)
    typed = {}
    for drawn in attempt.drawn:
        knows = skill * (0.15 if drawn["key"] == HARD else 1)
        give = right_answer if chance.random() < knows else wrong_answer
        typed[drawn["key"]] = give(questions[drawn["key"]], drawn, chance)
    hand_in(attempt, typed, by=person, at=at + dt.timedelta(minutes=lesson.minutes))


def learn(
    person: Person,
    course: CoursePage,
    lessons: int,
    *,
    began: dt.datetime,
    chance: random.Random,
    skill: float = 0.9,
    due: dt.date | None = None,
    asked_by: str = "",
) -> None:
    """Take a course and finish its first `lessons`, one a day from `began`; the one after them is open."""
    enrolment = enrol(person, course, by=person, at=began, due=due, asked_by=asked_by)
    lines = course_for(person, course).lessons
    pages = LessonPage.objects.in_bulk([line.pk for line in lines])
    for day, line in enumerate(lines[:lessons]):
        at = began + dt.timedelta(days=day, minutes=chance.randrange(90))
        answer_lesson(person, pages[line.pk], at=at, skill=skill, chance=chance)
    if lessons < len(lines):
        open_lesson(person, course, pages[lines[lessons].pk], at=began + dt.timedelta(days=lessons))
    elif enrolment.lesson_id is None:
        open_lesson(person, course, pages[lines[-1].pk], at=began + dt.timedelta(days=lessons))


def leave(person: Person, course: CoursePage, *, began: dt.datetime, at: dt.datetime) -> None:
    leave_course(enrol(person, course, by=person, at=began), by=person, at=at)
