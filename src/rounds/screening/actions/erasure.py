import datetime as dt

from rounds.accounts.models import Person
from rounds.screening.models import PlaceMember


def leave_places(person: Person, at: dt.datetime) -> None:
    """An erased person works nowhere; what they decided stays in the record of the place, without their name."""
    PlaceMember.objects.filter(person=person).delete()
