"""Questions that come again some days after a rehearsal or a course."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rounds.accounts.letters import write_to
from rounds.accounts.models import Kind, Person
from rounds.accounts.trail import record
from rounds.training.models import DAYS, CourseCompletion, CoursePage, FollowUp, RehearsalAttempt
from rounds.training.queries.follow_ups import letter_facts, next_to_tell, questions_of_course
from rounds.training.queries.rehearsal_scripts import script_of

Question = dict[str, Any]
LETTER = "training/mail/follow_up"


class FollowUpRefused(Exception):
    """The message is written for the learner."""


def plan_for_rehearsal(attempt: RehearsalAttempt, *, at: dt.datetime) -> None:
    """Plan the three questions of a rehearsal, once per person."""
    script = script_of(attempt.edition)
    questions = [
        {
            "key": each.key,
            "prompt": each.prompt,
            "options": [{"text": o.text, "right": o.right, "why": o.explanation} for o in each.options],
        }
        for each in script.questions
    ]
    plan(attempt.person, questions, script.language, at=at, rehearsal=attempt.rehearsal)


def plan_for_course(person: Person, course: CoursePage, *, at: dt.datetime) -> None:
    """Plan the questions that a course names, once per person."""
    if CourseCompletion.objects.filter(person=person, course=course, kind="completion").count() == 1:
        plan(person, questions_of_course(course), course.language, at=at, course=course)


def plan(person: Person, questions: Sequence[Question], language: str, *, at: dt.datetime, **about: Any) -> None:
    FollowUp.objects.bulk_create(
        (
            FollowUp(
                person=person, day=day, due=at + dt.timedelta(days=day), language=language, question=question, **about
            )
            for day, question in zip(DAYS, questions, strict=False)
        ),
        ignore_conflicts=True,
    )


def send_follow_ups(at: dt.datetime) -> int:
    """Deal with the questions that are due, at most one for a person; says how many letters went out.

    A question is claimed and its letter handed to the worker in one transaction, so that two workers or a kill
    in the middle neither lose a letter nor send it twice.
    """
    return sum(tell(number, at=at) for number in next_to_tell(at=at))


@transaction.atomic
def tell(number: int, *, at: dt.datetime) -> bool:
    if not FollowUp.objects.filter(pk=number, told=None, answered=None).update(told=at):
        return False
    question = FollowUp.objects.select_related("person", "rehearsal", "course").get(pk=number)
    went = write_to(question.person, LETTER, kind=Kind.PRACTICE, at=at, context=letter_facts(question))
    if went:
        FollowUp.objects.filter(pk=number).update(by_mail=True)
        record("training.follow_up_sent", subject=question, by=None, at=at)
    return went


@transaction.atomic
def answer_follow_up(question: FollowUp, chosen: int, *, at: dt.datetime) -> FollowUp:
    """Keep the answer; the first one stays, whatever comes later from another tab or the letter."""
    found = (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("person", "rehearsal", "course")
        .get(pk=question.pk)
    )
    if found.answered:
        return found
    if found.due > at:
        raise FollowUpRefused(_("This question comes later."))
    if not 0 <= chosen < len(found.question["options"]):
        raise FollowUpRefused(_("Choose an answer."))
    found.answered, found.chosen, found.right = at, chosen, bool(found.question["options"][chosen]["right"])
    found.save(update_fields=["answered", "chosen", "right"])
    record("training.follow_up_answered", subject=found, by=found.person, at=at, right=found.right)
    return found
