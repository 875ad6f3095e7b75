"""Playing a rehearsal: begin, write, give an answer, look at the solution, start again."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.training.actions.finishing import finish_lesson
from rounds.training.actions.follow_ups import plan_for_rehearsal
from rounds.training.models import (
    CoursePage,
    Enrolment,
    LessonPage,
    Rehearsal,
    RehearsalAnswer,
    RehearsalAttempt,
    SavedWords,
)
from rounds.training.queries.rehearsal_scripts import present_edition, script_of
from rounds.training.rehearsing.marking import Marked, mark_draft
from rounds.training.rehearsing.playing import Move, Place, play
from rounds.training.rehearsing.shapes import RehearsalFile

LONGEST = 4000
LONGEST_SAVED = 20_000
MOST_TABS = 5
BEFORE_LOOKING = 2  # answers to give before the worked answer may be looked at
Outcome = RehearsalAttempt.Outcome


class AnswerRefused(Exception):
    """The message is written for the learner; `field` names where it stands: choice or words."""

    def __init__(self, message: object, field: str) -> None:
        super().__init__(message)
        self.field = field


class StoryMoved(Exception):
    """This place of the story was answered before, in another tab or before the back button."""


class LookRefused(Exception):
    """The message is written for the learner."""


def begin_rehearsal(person: Person, rehearsal: Rehearsal, *, at: dt.datetime) -> RehearsalAttempt:
    """The person's open attempt, or a new one with the present edition."""
    found = RehearsalAttempt.objects.filter(person=person, rehearsal=rehearsal, ended=None).first()
    return found or start_rehearsal(person, rehearsal, at=at)


def start_rehearsal(person: Person, rehearsal: Rehearsal, *, at: dt.datetime) -> RehearsalAttempt:
    edition = present_edition(rehearsal)
    try:
        with transaction.atomic():
            attempt = RehearsalAttempt.objects.create(
                person=person, rehearsal=rehearsal, edition=edition, began=at, seen=at
            )
            record("training.rehearsal_begun", subject=attempt, by=person, at=at)
            return attempt
    except IntegrityError:  # another tab began it in the same moment
        return RehearsalAttempt.objects.get(person=person, rehearsal=rehearsal, ended=None)


@transaction.atomic
def save_words(attempt: RehearsalAttempt, *, tab: str, choice: str, words: str, at: dt.datetime) -> bool:
    """Keep what stands in one tab; an emptied field does not wipe out what was saved. Says whether it was kept."""
    if len(words) > LONGEST_SAVED:
        return False
    open_one = RehearsalAttempt.objects.select_for_update().filter(pk=attempt.pk, ended=None).exists()
    if not open_one or not (words.strip() or choice):
        return open_one
    SavedWords.objects.update_or_create(
        attempt=attempt,
        tab=tab,
        defaults={"choice": choice, "at": at, **({"words": words} if words.strip() else {})},
    )
    keep = SavedWords.objects.filter(attempt=attempt).order_by("-at", "-pk").values_list("pk", flat=True)[:MOST_TABS]
    SavedWords.objects.filter(attempt=attempt).exclude(pk__in=list(keep)).delete()
    return True


def give_answer(
    attempt: RehearsalAttempt, *, number: int, choice: str, words: str, tab: str, at: dt.datetime
) -> RehearsalAnswer:
    """Mark an answer, play what follows, and end the attempt when the story is over.

    `number` says which answer the page asked for. Raises AnswerRefused for what cannot be taken, and StoryMoved
    when that place of the story has been answered; the words are kept either way.
    """
    save_words(attempt, tab=tab, choice=choice, words=words, at=at)
    script = script_of(attempt.edition)
    task = script.task_at(attempt.task)
    taken = task.choice(choice)
    if taken is None and attempt.answered + 1 == number:
        raise AnswerRefused(_("Choose what you do."), "choice")
    words = words.strip() if taken and taken.writes else ""
    if taken and attempt.answered + 1 == number:
        refuse_words(words, needed=taken.writes)
    marked = mark_draft(script, words) if words else None
    return take_answer(attempt, script, number=number, choice=choice, marked=marked, tab=tab, at=at)


def refuse_words(words: str, *, needed: bool) -> None:
    if needed and not words:
        raise AnswerRefused(_("Write your answer. If you would rather say nothing, choose that above."), "words")
    if len(words) > LONGEST:
        raise AnswerRefused(
            _("Your answer has %(count)s characters. Use 4,000 or fewer.") % {"count": f"{len(words):,}"}, "words"
        )


@transaction.atomic
def take_answer(
    attempt: RehearsalAttempt,
    script: RehearsalFile,
    *,
    number: int,
    choice: str,
    marked: Marked | None,
    tab: str,
    at: dt.datetime,
) -> RehearsalAnswer:
    locked = RehearsalAttempt.objects.select_for_update().get(pk=attempt.pk)
    if locked.ended or locked.answered + 1 != number:
        raise StoryMoved
    place = Place(locked.task, locked.minutes, locked.tries)
    move = play(script, place, choice, marked.marks if marked else None)
    answer = RehearsalAnswer.objects.create(
        attempt=locked,
        number=number,
        task=locked.task,
        choice=choice,
        step=move.step.key,
        minutes=move.minutes,
        at=at,
        **columns_of(marked),
    )
    SavedWords.objects.filter(attempt=locked, tab=tab).delete()
    move_on(locked, move, number=number, at=at)
    return answer


def columns_of(marked: Marked | None) -> dict[str, object]:
    if marked is None:
        return {}
    flags = [{"rule": f.rule, "type": f.type, "level": f.level.value} for f in marked.screening.findings]
    return {
        "words": marked.words,
        "verdict": marked.marks.verdict,
        "flags": flags,
        "grade": marked.marks.grade,
        "length": marked.marks.words,
    }


def move_on(attempt: RehearsalAttempt, move: Move, *, number: int, at: dt.datetime) -> None:
    attempt.answered, attempt.seen, attempt.minutes = number, at, move.minutes
    if move.place:
        attempt.task, attempt.tries = move.place.task, move.place.tries
    attempt.save(update_fields=["answered", "seen", "minutes", "task", "tries"])
    if not move.place:
        end_attempt(attempt, Outcome(move.step.result), at=at)


def end_attempt(attempt: RehearsalAttempt, outcome: Outcome, *, at: dt.datetime) -> None:
    attempt.ended, attempt.outcome = at, outcome
    attempt.save(update_fields=["ended", "outcome"])
    verb = "finished" if outcome == Outcome.GOOD else "ended"
    record(f"training.rehearsal_{verb}", subject=attempt, by=attempt.person, at=at, outcome=outcome.value)
    if outcome == Outcome.GOOD:
        plan_for_rehearsal(attempt, at=at)
        finish_lessons_with(attempt.person, attempt.rehearsal, at=at)


def finish_lessons_with(person: Person, rehearsal: Rehearsal, *, at: dt.datetime) -> None:
    """The lessons that are this rehearsal, in every course the person takes."""
    courses = Enrolment.objects.filter(person=person, left=None).values("course__path")
    paths = {row["course__path"] for row in courses}
    for lesson in LessonPage.objects.live().filter(rehearsal=rehearsal):
        if lesson.path[: -2 * CoursePage.steplen] in paths:
            finish_lesson(
                person, lesson, edition=lesson.edition, revision=lesson.live_revision_id or 0, by=person, at=at
            )


@transaction.atomic
def look_at_answer(attempt: RehearsalAttempt, *, at: dt.datetime) -> None:
    """End an attempt in order to read what a good answer does; it may be begun again."""
    locked = RehearsalAttempt.objects.select_for_update().get(pk=attempt.pk)
    if locked.ended:
        return
    if locked.answered < BEFORE_LOOKING:
        raise LookRefused(_("Try twice first. Then you can look at what works."))
    end_attempt(locked, Outcome.SHOWN, at=at)


@transaction.atomic
def start_again(person: Person, rehearsal: Rehearsal, *, at: dt.datetime) -> RehearsalAttempt:
    """Leave the open attempt, which stays among the earlier ones, and begin a new one."""
    found = RehearsalAttempt.objects.select_for_update().filter(person=person, rehearsal=rehearsal, ended=None).first()
    if found and not found.answered:
        return found
    if found:
        end_attempt(found, Outcome.LEFT, at=at)
    return start_rehearsal(person, rehearsal, at=at)
