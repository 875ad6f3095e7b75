"""Questions that only a person answers: joins by telephone alone, and names that look alike."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.directory.models import Hospital, JoinQuestion, LookAlike
from rounds.directory.vocabulary import Answer, Source


class QuestionRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def decide_join(question: JoinQuestion, answer: str, *, by: Person, at: dt.datetime) -> None:
    """Yes gives the hospital the beds and the website of the other record; an import does not ask again."""
    held = JoinQuestion.objects.select_for_update().get(pk=question.pk)
    settle(held, answer, by=by, at=at)
    if answer == Answer.YES:
        take_over(held, Hospital.objects.select_for_update().get(pk=held.hospital_id))
    verb = "directory.join_made" if answer == Answer.YES else "directory.join_refused"
    record(verb, subject=held, by=by, at=at, hifld=held.hifld_id)


def take_over(question: JoinQuestion, hospital: Hospital) -> None:
    kept = {Source.STAFF, Source.HOSPITAL}
    hospital.hifld_id = question.hifld_id
    if question.beds and hospital.beds_source not in kept:
        hospital.beds, hospital.beds_on, hospital.beds_source = question.beds, question.beds_on, Source.HIFLD
    if question.website and hospital.website_source not in kept and not hospital.website_checked:
        hospital.website, hospital.website_source = question.website, Source.HIFLD
    hospital.save()


@transaction.atomic
def decide_look_alike(look: LookAlike, answer: str, *, by: Person, at: dt.datetime) -> None:
    """Yes: it pretends to be the hospital, or may; no: it is what it says. Either is seen by staff alone."""
    held = LookAlike.objects.select_for_update().get(pk=look.pk)
    settle(held, answer, by=by, at=at)
    verb = "directory.look_alike_confirmed" if answer == Answer.YES else "directory.look_alike_dismissed"
    record(verb, subject=held, by=by, at=at)


def settle(question: JoinQuestion | LookAlike, answer: str, *, by: Person, at: dt.datetime) -> None:
    if question.state != Answer.WAITING:
        raise QuestionRefused(_("Somebody else has answered this already."))
    question.state, question.decided_by, question.decided_at = Answer(answer), by, at
    question.save(update_fields=["state", "decided_by", "decided_at"])
