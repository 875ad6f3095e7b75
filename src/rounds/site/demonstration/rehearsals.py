"""What the people of the demonstration have rehearsed, relative to today."""

import datetime as dt
from collections.abc import Iterable

from rounds.accounts.models import Person
from rounds.site.demonstration.people import OTHERS
from rounds.training.actions.follow_ups import answer_follow_up
from rounds.training.actions.rehearsing import begin_rehearsal, give_answer, save_words
from rounds.training.models import FollowUp, Rehearsal, RehearsalAttempt
from rounds.training.queries.rehearsal_scripts import script_of

REVIEW = "one-star-review"
TAB = "demonstration"
KIND = "We are so sorry about your visit to our emergency department. Call Priya Raman on 555-0142."
CROSS = "This is not true. Our emergency department did everything by the book that night."
CLOSED = "Thank you for telling us. We read every review, and we always want to do better for everyone."
HALF = "Thank you for writing. We cannot talk about anyone's care here, but "

Steps = Iterable[tuple[str, str]]


def rehearsals(people: dict[str, Person], at: dt.datetime) -> None:
    """Somebody in the middle, somebody who finished and has a question waiting, and others for the figures."""
    found = Rehearsal.objects.filter(slug=REVIEW).first()
    if found is None:
        return
    middle = play(people["physician"], found, [("answer", KIND)], at=at - dt.timedelta(hours=5))
    save_words(middle, tab=TAB, choice="answer", words=HALF, at=at - dt.timedelta(hours=4))
    finish(people["communications"], found, [("answer", CLOSED)], at=at - dt.timedelta(days=8))
    first = FollowUp.objects.filter(person=people["communications"], rehearsal=found).order_by("day").first()
    if first:
        answer_follow_up(first, 1, at=at - dt.timedelta(days=5))
    for place, (name, profession, _where) in enumerate(OTHERS):
        if profession == "patient" or place % 4 == 3:
            continue
        began = at - dt.timedelta(days=9 + place, minutes=17 * place)
        finish(people[name], found, [("answer", (KIND, CROSS, CLOSED)[place % 3])], at=began)


def play(person: Person, rehearsal: Rehearsal, steps: Steps, *, at: dt.datetime) -> RehearsalAttempt:
    """Give the answers one after the other, four minutes apart, as long as the story lasts."""
    attempt = begin_rehearsal(person, rehearsal, at=at)
    for choice, words in steps:
        if attempt.ended:
            break
        at += dt.timedelta(minutes=4)
        attempt = give_answer(attempt, number=attempt.answered + 1, choice=choice, words=words, tab=TAB, at=at).attempt
    return attempt


def finish(person: Person, rehearsal: Rehearsal, steps: list[tuple[str, str]], *, at: dt.datetime) -> None:
    """Give these answers, then those of the worked example."""
    attempt = begin_rehearsal(person, rehearsal, at=at)
    worked = [(each.choice, each.said) for each in script_of(attempt.edition).worked]
    play(person, rehearsal, [*steps, *worked], at=at)
