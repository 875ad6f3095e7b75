import datetime as dt
import secrets

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower

from rounds.accounts.models import Person
from rounds.network.actions.seats import close
from rounds.network.models import Invitation, Joining, Seat, SeatRequest


def leave_organisations(person: Person, at: dt.datetime) -> None:
    """End a person's seats and let go of their answers and invitations. That a seat was held stays, without a name.

    Not even the last manager is held back: centre staff see which organisation is left without one.
    """
    close(list(Seat.objects.open().filter(person=person).select_related("organisation")), by=None, at=at)
    Joining.objects.filter(person=person).delete()
    SeatRequest.objects.filter(person=person).delete()
    known = EmailAddress.objects.filter(user=person).values_list(Lower("email"), flat=True)
    emails = {*known, person.email.lower()}
    for invitation in Invitation.objects.annotate(lower=Lower("email")).filter(lower__in=emails):
        invitation.email, invitation.name = f"{secrets.token_hex(12)}@erased.invalid", ""
        invitation.closed = invitation.closed or (None if invitation.accepted else at)
        invitation.save()
