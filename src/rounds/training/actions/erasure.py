import datetime as dt

from django.db import transaction

from rounds.accounts.models import Person
from rounds.training.models import Answer, Attempt, Enrolment, FollowUp, RehearsalAnswer, SavedWords


@transaction.atomic
def erase_learning(person: Person, at: dt.datetime) -> None:
    """Take out what the person wrote in their own words, and their dates; marks and completions are records and stay."""
    Answer.objects.filter(attempt__person=person, right=None).update(given="")
    Attempt.objects.filter(person=person, submitted=None).delete()
    Attempt.objects.filter(person=person).update(typed={})
    SavedWords.objects.filter(attempt__person=person).delete()
    RehearsalAnswer.objects.filter(attempt__person=person).exclude(words="").update(words="")
    FollowUp.objects.filter(person=person, answered=None).delete()
    Enrolment.objects.filter(person=person).update(due=None, asked_by="", lesson=None)
