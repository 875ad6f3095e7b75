"""To another date of the same series: one place is given back and another taken, or nothing changes."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.actions import hold_order
from rounds.meetings.actions.ending import offer_places
from rounds.meetings.actions.places import PlacesGone, give_places_back, lock_pools, take_places
from rounds.meetings.actions.registering import RegistrationRefused, held_open, refuse_early
from rounds.meetings.letters import tell_moved
from rounds.meetings.models import Meeting, Registration
from rounds.meetings.queries import back_for, pools_of, somebody_before
from rounds.meetings.vocabulary import RegistrationState


def move_to_date(
    registration: Registration, meeting: Meeting, *, by: Person, at: dt.datetime, host: bool = False
) -> Registration:
    """The new registration. What was paid goes with it; whoever moves themselves does so while all of it would come back."""
    try:
        with transaction.atomic():
            return moved(registration, meeting, by=by, at=at, host=host)
    except PlacesGone:
        raise RegistrationRefused(_("That date has too few places left. Choose another one.")) from None
    except IntegrityError:
        raise RegistrationRefused(_("There is a registration for that date already.")) from None


def moved(registration: Registration, meeting: Meeting, *, by: Person, at: dt.datetime, host: bool) -> Registration:
    order = hold_order(registration.order_id)
    old = Registration.objects.select_related("meeting", "person", "order").get(pk=registration.pk)
    refuse_move(old, meeting, at=at, host=host)
    needed = pools_of(held_open(meeting))
    pools = lock_pools({*pools_of(old.meeting), *needed}, linked=True)
    there = Registration.objects.filter(pk=old.pk, state=RegistrationState.REGISTERED)
    if not there.update(state=RegistrationState.MOVED, changed=at):
        raise RegistrationRefused(_("Only a place that is yours for certain can go to another date."))
    give_places_back(old.key, at=at)
    if somebody_before(meeting, needed):
        raise PlacesGone
    made: Registration = Registration.objects.create(
        meeting=meeting,
        person=old.person,
        party=old.party,
        needs=old.needs,
        order=order,
        state=RegistrationState.REGISTERED,
        made=at,
        changed=at,
    )
    take_places(needed, old.party, key=made.key, at=at)
    Registration.objects.filter(pk=old.pk).update(moved_to=made)
    record("meetings.moved_to_date", subject=made, by=by, at=at, before=old.pk)
    offer_places(pools, at=at)
    old.refresh_from_db(fields=["state"])
    tell_moved(old, made, at=at)
    return made


def refuse_move(old: Registration, meeting: Meeting, *, at: dt.datetime, host: bool) -> None:
    same = old.meeting.series_id and old.meeting.series_id == meeting.series_id and old.meeting_id != meeting.pk
    if not same or old.meeting.subject != meeting.subject:
        raise RegistrationRefused(_("That is not another date of this meeting."))
    if at >= old.meeting.starts_at:
        raise RegistrationRefused(_("This meeting has begun already."))
    back = back_for(old, at=at)
    if back and back.percent < 100 and not host:
        raise RegistrationRefused(_("It is too late to change the date yourself. Write to the hosts."))
    refuse_early(meeting, old.person, old.party, at=at)
