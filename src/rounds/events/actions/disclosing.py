import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.core.refusing import Refused
from rounds.events.actions.deciding import hide_where_interests_are_open
from rounds.events.actions.proposals import hold_proposals
from rounds.events.letters import tell_mitigation_needed
from rounds.events.models import Disclosure, Event, Interest, Mitigation, Proposal
from rounds.events.vocabulary import Remedy, Tie

Row = tuple[str, str, bool]  # company, tie, ended


class DisclosureRefused(Refused):
    """Not done, and why."""


@transaction.atomic
def disclose(event: Event, rows: Sequence[Row], *, none: bool, by: Person, at: dt.datetime) -> Disclosure:
    """State one's interests anew; what was stated before stays in the records. New interests wait for an organiser."""
    if none and rows:
        raise DisclosureRefused(_("You name an interest, and say that there are none."), field="none")
    if not none and not rows:
        raise DisclosureRefused(_("Name each interest, or say that there are none."), field="none")
    given = Proposal.objects.filter(event=event, speakings__person=by)
    hold_proposals(given)
    made = Disclosure.objects.create(event=event, person=by, at=at, none=none)
    Interest.objects.bulk_create(
        Interest(disclosure=made, company=company, tie=Tie(tie), ended=ended) for company, tie, ended in rows
    )
    record("events.interests_told", subject=event, by=by, at=at, number=len(rows))
    for proposal in given.select_related("event"):
        hide_where_interests_are_open(proposal, at=at)
    if rows:
        tell_mitigation_needed(event, by, at=at)
    return made


@transaction.atomic
def mitigate(interest: Interest, remedy: str, *, words: str, by: Person, at: dt.datetime) -> Mitigation:
    """Say how an interest is kept out of the content; never about one's own."""
    if interest.disclosure.person_id == by.pk:
        raise DisclosureRefused(_("These are your own interests. Another organiser decides about them."))
    if interest.tie in {Tie.EMPLOYEE, Tie.OWNER} and not interest.ended and remedy != Remedy.REASSIGNED:
        raise DisclosureRefused(
            _("Somebody who works for or owns such a company cannot give clinical content. Give that part to another."),
            field="remedy",
        )
    if remedy == Remedy.ENDED and not interest.ended:
        raise DisclosureRefused(_("The speaker says that this interest goes on."), field="remedy")
    try:
        with transaction.atomic():
            made = Mitigation.objects.create(interest=interest, remedy=remedy, words=words, by=by, at=at)
    except IntegrityError:
        raise DisclosureRefused(_("This was dealt with already.")) from None
    record("events.interest_dealt_with", subject=interest.disclosure.event, by=by, at=at, remedy=remedy)
    return made
