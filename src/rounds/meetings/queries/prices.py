"""What a place costs for whom, and what comes back to somebody who cancels."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from rounds.accounts.models import Person
from rounds.billing.models import Payer
from rounds.billing.money import Money
from rounds.billing.queries import payers_of
from rounds.billing.queries.working_out import WorkedOut, work_out
from rounds.billing.vocabulary import PayerKind
from rounds.meetings.models import Meeting, Registration
from rounds.meetings.refunding import percent_back
from rounds.meetings.rules import in_network
from rounds.network.models import Organisation
from rounds.network.queries import standing_of
from rounds.network.queries.organisations import size_numbers


def payers_for(person: Person) -> list[Payer]:
    """Who may pay for a person: themselves, once they have paid before, and the organisations they pay for."""
    return list(payers_of(person))


def price_of(meeting: Meeting, person: Person, payer: Payer | None, *, party: int, at: dt.datetime) -> WorkedOut | None:
    """What so many places cost on the meeting's own day, or None where no price list tells.

    Ask only for a meeting that has a price.
    """
    on = timezone.localdate(at, meeting.tzinfo)
    kind, sizes, member = terms_of(person, payer, on=on)
    facts = {"places": party, "days_early": max(0, (meeting.starts_at - at).days)}
    return work_out(meeting.subject, kind=kind, sizes=sizes, facts=facts, on=on, member=member)


def terms_of(person: Person, payer: Payer | None, *, on: dt.date) -> tuple[str, dict[str, int], bool]:
    """The kind, the sizes and whether the member price holds: the organisation's, or the person's own."""
    organisation = Organisation.objects.filter(payer=payer).first() if payer else None
    if organisation:
        return organisation.kind, size_numbers(organisation), standing_of(organisation, on=on).is_member
    kind = payer.kind if payer else own_kind(person)
    return kind, {}, in_network(person)


def own_kind(person: Person) -> str:
    own = {"student": PayerKind.STUDENT, "patient": PayerKind.PATIENT}
    return own.get(person.profession, PayerKind.INDIVIDUAL).value


@dataclass(frozen=True)
class Back:
    """What comes back to somebody who cancels now."""

    percent: int
    amount: Money
    paid: bool


def back_for(registration: Registration, *, at: dt.datetime, whole: bool = False) -> Back | None:
    """What is credited of the invoice of a registration; None where there is no invoice."""
    invoice = getattr(registration.order, "invoice", None) if registration.order else None
    if invoice is None:
        return None
    meeting, standing = registration.meeting, invoice.standing
    percent = percent_back(
        meeting.starts_at, at, full_days=meeting.full_refund_days, half_days=meeting.half_refund_days
    )
    percent = 100 if whole else percent
    left = Money(standing.gross_minor - standing.credited_minor, invoice.currency)
    return Back(percent, min(left, invoice.gross.share(percent, 100)), standing.paid_minor > 0)
