"""Designating credit before an event, giving it after it, and putting it right."""

import datetime as dt
from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.core.refusing import Refused
from rounds.credentials.actions import award_credential, revoke_credential
from rounds.credentials.models import Credential, Kind, Revocation
from rounds.events.letters_after import tell_credit
from rounds.events.models import Credit, Designation, Event
from rounds.events.queries.credit import Proposed, all_over, designation_of, proposed_credit


class CreditRefused(Refused):
    """Not done, and why."""


@transaction.atomic
def designate(
    event: Event, provider: str, quarters: int, statement: str, *, by: Person, at: dt.datetime
) -> Designation:
    """Say before the event how much credit it gives at most; afterwards nobody can."""
    held = Event.objects.select_for_update().get(pk=event.pk)
    if at.astimezone(held.tz).date() >= held.starts:
        raise CreditRefused(_("Credit is designated before an event begins, never afterwards."))
    made = Designation.objects.create(
        event=held, provider=provider, quarters=quarters, statement=statement, by=by, at=at
    )
    record("events.credit_designated", subject=held, by=by, at=at, quarters=quarters)
    return made


@transaction.atomic
def give_credit(event: Event, chosen: Collection[str], *, by: Person, at: dt.datetime) -> list[Credit]:
    """Give what was looked at: each key names a person and what their attendance came to on the page."""
    held = Event.objects.select_for_update().get(pk=event.pk)
    if not all_over(held, at=at):
        raise CreditRefused(_("Credit is given when all sessions are over."))
    rows = {one.key: one for one in proposed_credit(held, at=at)}
    if not chosen:
        raise CreditRefused(_("Choose at least one person."))
    if missing := [key for key in chosen if key not in rows]:
        raise CreditRefused(
            ngettext(
                "The attendance of %(n)s person has changed since you opened this page. Look at the list again.",
                "The attendance of %(n)s people has changed since you opened this page. Look at the list again.",
                len(missing),
            )
            % {"n": len(missing)}
        )
    return [give(held, rows[key], by=by, at=at) for key in chosen if rows[key].given is None and rows[key].minutes]


def give(event: Event, one: Proposed, *, by: Person, at: dt.datetime) -> Credit:
    credential = certificate(event, one, number=1, by=by, at=at)
    try:
        with transaction.atomic():
            made = Credit.objects.create(
                event=event, person=one.person, minutes=one.minutes, quarters=one.quarters, sessions=one.sessions,
                credential=credential, by=by, at=at,
            )  # fmt: skip
    except IntegrityError:
        raise CreditRefused(_("Somebody gave this credit at the same moment. Look at the list again.")) from None
    record("events.credit_given", subject=event, by=by, at=at, person=one.person.pk, quarters=one.quarters)
    tell_credit(made, at=at)
    return made


@transaction.atomic
def correct_credit(given: Credit, *, reason: str, key: str, by: Person, at: dt.datetime) -> Credit:
    """Follow attendance that was put right: a new row and a new certificate; the old ones stay, the certificate revoked."""
    event = Event.objects.select_for_update().get(pk=given.event_id)
    one = next((one for one in proposed_credit(event, at=at) if one.person == given.person), None)
    if one is None or one.given != given or one.key != key:
        raise CreditRefused(_("The list has changed since you opened this page. Look at it again."))
    if one.state != "differs":
        raise CreditRefused(_("This credit fits the attendance. There is nothing to put right."))
    if not reason.strip():
        raise CreditRefused(_("Say why."), field="reason")
    if given.credential and not Revocation.objects.filter(credential=given.credential).exists():
        revoke_credential(given.credential, reason=reason, by=by, at=at, category=Revocation.Category.REPLACED)
    number = 1 + Credit.objects.filter(event=event, person=given.person).count()
    made = Credit.objects.create(
        event=event, person=given.person, minutes=one.minutes, quarters=one.quarters, sessions=one.sessions,
        credential=certificate(event, one, number=number, by=by, at=at) if one.minutes else None,
        corrects=given, reason=reason.strip(), by=by, at=at,
    )  # fmt: skip
    record("events.credit_corrected", subject=event, by=by, at=at, person=given.person_id, reason=reason)
    tell_credit(made, at=at)
    return made


def certificate(event: Event, one: Proposed, *, number: int, by: Person, at: dt.datetime) -> Credential:
    """With a designation it says how much credit and by whom; without one it says that it gives none."""
    designated = designation_of(event)
    facts = {"sessions": one.sessions, "minutes": one.minutes, "hours": one.hours, "event": event.name}
    went = _("Took part in %(sessions)s sessions of %(event)s for %(minutes)s minutes in all.") % facts
    if designated:
        more = _("Credit: %(hours)s, given by %(provider)s.") % {**facts, "provider": designated.provider}
        criteria = designated.statement
    else:
        more = _("This is a certificate of attendance. It gives no credit.")
        criteria = _("Attendance as it was seen at each session; sessions at the same time count once.")
    return award_credential(
        one.person,
        kind=Kind.COMPLETION,
        title=_("Attendance: %(event)s") % facts,
        description=f"{went} {more}",
        criteria=criteria,
        subject_ref=f"events.event:{event.slug}",
        version=str(number),
        language="en",
        minutes=one.minutes,
        by=by,
        at=at,
    )
