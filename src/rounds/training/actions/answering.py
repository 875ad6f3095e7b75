import datetime as dt
import random
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.accounts.models import Person
from rounds.training import drawing, marking
from rounds.training.actions.finishing import finish_lesson
from rounds.training.models import Answer, Attempt, Enrolment, LessonPage
from rounds.training.queries.attempts import content_of, open_attempt
from rounds.training.questions import Question, questions_in

ALREADY = gettext_lazy("You have already finished these questions. Here are your results.")


class AttemptClosed(Exception):
    """The message is written for the learner."""


class AnswersMissing(Exception):
    """`problems` says, by question key, what is missing."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(_("Some questions still need an answer."))
        self.problems = problems


def begin_attempt(person: Person, lesson: LessonPage, *, at: dt.datetime, chance: random.Random) -> Attempt:
    """The person's open attempt at the lesson's questions, or a new one with questions drawn by chance."""
    return open_attempt(person, lesson) or start_attempt(person, lesson, at=at, chance=chance)


def start_attempt(person: Person, lesson: LessonPage, *, at: dt.datetime, chance: random.Random) -> Attempt:
    try:
        with transaction.atomic():
            return Attempt.objects.create(
                person=person,
                lesson=lesson,
                edition=lesson.edition,
                revision=lesson.live_revision_id or 0,
                drawn=drawing.draw(questions_in(lesson.body).values(), lesson.draw, chance),
                began=at,
            )
    except IntegrityError:  # another tab began it in the same moment
        return Attempt.objects.get(person=person, lesson=lesson, submitted=None)


@transaction.atomic
def save_answers(attempt: Attempt, typed: Mapping[str, Any], *, at: dt.datetime) -> None:
    """Keep what has been typed so far; an empty answer does not wipe out one that was saved from another tab."""
    kept = Attempt.objects.select_for_update().filter(pk=attempt.pk, submitted=None).first()
    if kept is None:
        raise AttemptClosed(ALREADY)
    kept.typed = merged(kept.typed, typed)
    kept.save(update_fields=["typed"])
    attempt.typed = kept.typed


def merged(saved: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was saved before, overlaid by what is not empty now.

    >>> merged({"a": "1", "b": "2"}, {"a": "", "b": "3"})
    {'a': '1', 'b': '3'}
    """
    return {**saved, **{key: given for key, given in typed.items() if given and given != [""] * len(given)}}


def hand_in(attempt: Attempt, typed: Mapping[str, Any], *, by: Person, at: dt.datetime) -> Attempt:
    """Keep what was typed, mark it and finish the lesson.

    Raises AnswersMissing when a question is open, and AttemptClosed when the attempt was handed in before.
    """
    save_answers(attempt, typed, at=at)
    questions = questions_in(content_of(attempt).body)
    asked = [(questions[drawn["key"]], drawn) for drawn in attempt.drawn]
    problems = {q.key: said for q, _drawn in asked if (said := marking.problem_with(q, attempt.typed.get(q.key)))}
    if problems:
        raise AnswersMissing(problems)
    close_attempt(attempt, asked, by=by, at=at)
    return attempt


@transaction.atomic
def close_attempt(
    attempt: Attempt, asked: list[tuple[Question, drawing.Drawn]], *, by: Person, at: dt.datetime
) -> None:
    lock_learning(attempt)
    marks = {q.key: marking.mark(q, attempt.typed[q.key], drawn) for q, drawn in asked}
    attempt.submitted, attempt.points = at, sum(mark is True for mark in marks.values())
    attempt.possible = sum(mark is not None for mark in marks.values())
    closed = Attempt.objects.filter(pk=attempt.pk, submitted=None).update(
        submitted=at, points=attempt.points, possible=attempt.possible
    )
    if not closed:
        raise AttemptClosed(ALREADY)
    Answer.objects.bulk_create(
        Answer(attempt=attempt, lesson_id=attempt.lesson_id, question=key, given=attempt.typed[key], right=mark)
        for key, mark in marks.items()
    )
    finish_lesson(attempt.person, attempt.lesson, edition=attempt.edition, revision=attempt.revision, by=by, at=at)


def lock_learning(attempt: Attempt) -> None:
    """Two tabs that finish two lessons at once wait for each other, so that one of them sees the course complete."""
    list(Enrolment.objects.select_for_update().filter(person=attempt.person_id))
