"""Plays a script: from an answer to the step that follows. No chance, no clock."""

from dataclasses import dataclass

from rounds.training.rehearsing.conditions import Facts, Marks, fits
from rounds.training.rehearsing.shapes import FIRST, GOOD, LOST, TURN, Branch, RehearsalFile, Step, Task


@dataclass(frozen=True, slots=True)
class Place:
    """Where a learner stands: the task that is asked, the story's clock, and which try this is."""

    task: str = FIRST
    minutes: int = 0
    tries: int = 1


@dataclass(frozen=True, slots=True)
class Move:
    """What an answer led to; `place` is where the learner stands afterwards, None when the story is over."""

    step: Step
    minutes: int
    place: Place | None


class NotPlayable(Exception):
    """No line of the script takes this answer; the checker lets no such script through."""


def chosen_branch(task: Task, facts: Facts) -> Branch | None:
    """The first line that fits."""
    return next((b for b in task.branches if all(fits(condition, facts) for condition in b.when)), None)


def facts_of(task: Task, place: Place, choice: str, marks: Marks | None) -> Facts:
    """An answer with the story's clock: the choice's own minutes count."""
    taken = task.choice(choice)
    return Facts(choice, place.minutes + (taken.minutes if taken else 0), place.tries, marks)


def play(rehearsal: RehearsalFile, place: Place, choice: str, marks: Marks | None) -> Move:
    """Give the step that follows an answer."""
    task = rehearsal.task_at(place.task)
    facts = facts_of(task, place, choice, marks)
    branch = chosen_branch(task, facts)
    step = rehearsal.step(branch.to) if branch else None
    if step is None:
        raise NotPlayable(f"{rehearsal.address}: no line takes the answer {choice!r} at {place.task or 'the task'!r}")
    minutes = facts.minutes + step.later
    return Move(step, minutes, place_after(step, place, minutes))


def place_after(step: Step, place: Place, minutes: int) -> Place | None:
    """Where the learner stands after a step."""
    if step.result in (GOOD, LOST):
        return None
    if step.result == TURN:
        return Place(step.key, minutes, 1)
    return Place(place.task, minutes, place.tries + 1)
