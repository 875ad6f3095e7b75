import datetime as dt

from rounds.accounts.models import Person
from rounds.directory.models import Claim, HospitalAccount
from rounds.directory.vocabulary import Answer


def leave_register(person: Person, at: dt.datetime) -> None:
    """An erased person speaks for no hospital, and no account says who told of it; what was decided stays."""
    HospitalAccount.objects.filter(submitted_by=person).update(submitted_by=None)
    Claim.objects.filter(person=person).exclude(state=Answer.NO).update(state=Answer.NO, decided_at=at)
    Claim.objects.filter(person=person).update(role="", reason="")
