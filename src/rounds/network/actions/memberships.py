import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.actions import NewLine, issue_invoice, place_order
from rounds.billing.actions.points import lapse_points
from rounds.billing.amounts import shown_money
from rounds.billing.queries.taxes import tax_on
from rounds.network.actions.sizes import declare_sizes
from rounds.network.dues import State, next_year, reminder_due
from rounds.network.letters import tell_lapsed, tell_renewal
from rounds.network.models import HardshipRequest, Membership, Organisation, Reminder
from rounds.network.queries.dues import (
    lapsed_organisations,
    price_now,
    together,
    waiting_year,
    years_offered,
    years_to_remind,
)
from rounds.network.queries.organisations import paid_years, standing_of

RENEWABLE_DAYS = 120
PREFIX = "membership:"


class MembershipRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def ask_for_year(
    organisation: Organisation,
    *,
    years: int = 1,
    purchase_order: str = "",
    ground: str = "",
    words: str = "",
    by: Person,
    at: dt.datetime,
) -> Membership:
    """Order a year of membership, or several at once, at the price that follows from kind and size.

    With a ground to pay less nothing is ordered before somebody has decided. What costs nothing begins at once.
    """
    refuse_year(organisation, on=at.date())
    price = price_now(organisation, on=at.date())
    if price is None:
        raise MembershipRefused(_("There is no price yet for an organisation of this kind and size. Write to us."))
    refuse_years(years, ground, on=at.date())
    found = together(price, years, on=at.date())
    try:
        with transaction.atomic():
            year = Membership.objects.create(
                organisation=organisation,
                kind=organisation.kind,
                price_minor=price.amount.minor,
                years=years,
                off_minor=found.off.minor,
                currency=price.amount.currency,
                band=f"{price.found.metric or 'all'} {price.band.low}",
                why=str(price.why)[:300],
                seats=price.seats,
                votes=price.votes,
                purchase_order=purchase_order,
                asked=at,
                asked_by=by,
            )
    except IntegrityError:
        raise MembershipRefused(_("A year is ordered already, and waits for its payment.")) from None
    record("network.year_ordered", subject=organisation, by=by, at=at, membership=year.pk, price=str(price.amount))
    if ground:
        HardshipRequest.objects.create(membership=year, ground=ground, words=words, asked=at, asked_by=by)
        record("network.hardship_asked", subject=organisation, by=by, at=at, ground=ground)
    else:
        bill(year, by=by, at=at)
    return year


@transaction.atomic
def renew(
    organisation: Organisation,
    numbers: Mapping[str, int],
    *,
    evidence: str = "",
    evidence_name: str = "",
    years: int = 1,
    purchase_order: str = "",
    ground: str = "",
    words: str = "",
    by: Person,
    at: dt.datetime,
) -> Membership:
    """Say how large the organisation is now, and order its next year; where the year is refused, nothing is kept."""
    if numbers:
        declare_sizes(organisation, numbers, evidence=evidence, evidence_name=evidence_name, by=by, at=at)
    return ask_for_year(
        organisation, years=years, purchase_order=purchase_order, ground=ground, words=words, by=by, at=at
    )


def refuse_years(years: int, ground: str, *, on: dt.date) -> None:
    if years not in dict(years_offered(on=on)):
        raise MembershipRefused(_("So many years are not offered at once any more. Choose again."))
    if ground and years > 1:
        raise MembershipRefused(_("Paying less is decided for one year at a time. Choose one year."))


def refuse_year(organisation: Organisation, *, on: dt.date) -> None:
    standing = standing_of(organisation, on=on)
    own = paid_years(organisation.pk).first()
    if organisation.parent and standing.is_member and (own is None or own.ends != standing.covered_until):
        raise MembershipRefused(_("%(system)s pays for you.") % {"system": organisation.parent})
    if standing.state == State.ACTIVE and standing.days_left > RENEWABLE_DAYS:
        raise MembershipRefused(_("You can renew from %(days)s days before the end.") % {"days": RENEWABLE_DAYS})
    if waiting_year(organisation):
        raise MembershipRefused(_("A year is ordered already, and waits for its payment."))


def bill(year: Membership, *, by: Person, at: dt.datetime) -> None:
    """Order and invoice what is left to pay; where nothing is left, the year begins."""
    if not year.dues:
        start_year(year, by=by, at=at)
        return
    words = order_words(year)
    tax = tax_on(year.organisation.payer, "dues", on=at.date())
    line = NewLine(subject="dues", reference=year.reference, words=words[:300], amount=year.dues, tax=tax)
    order = place_order(year.organisation.payer, lines=[line], by=by, at=at, purchase_order=year.purchase_order)
    issue_invoice(order, by=by, at=at)


def order_words(year: Membership) -> str:
    """What stands on the order and the invoice, with the reduction in it."""
    facts = {"name": year.organisation, "years": year.years, "sum": shown_money(year.off)}
    if year.years == 1 and not year.off:
        return _("Membership of %(name)s, one year") % facts
    words = ngettext("Membership of %(name)s, %(years)s year", "Membership of %(name)s, %(years)s years", year.years)
    reduced = _("%(sum)s off for several years at once") % facts
    return f"{words % facts} ({reduced})" if year.off else words % facts


@transaction.atomic
def start_year(year: Membership, *, by: Person | None, at: dt.datetime) -> bool:
    """Begin a year that is paid for, or free; a second payment of the same year changes nothing."""
    held = Organisation.objects.select_for_update().get(pk=year.organisation_id)
    last = paid_years(held.pk).first()
    dates = next_year(last.ends if last else None, on=at.date(), years=year.years)
    waiting = Membership.objects.filter(pk=year.pk, started__isnull=True, cancelled__isnull=True)
    if not waiting.update(started=at, starts=dates.starts, ends=dates.ends):
        return False
    Organisation.objects.filter(pk=held.pk).update(seat_cap=1 if held.is_one_person else year.seats)
    record("network.membership_started", subject=held, by=by, at=at, membership=year.pk, ends=dates.ends.isoformat())
    return True


def order_paid(order: Any, at: dt.datetime) -> None:
    """For the hook "rounds_order_paid": the years that the order has paid for begin."""
    for year in years_of_order(order):
        start_year(year, by=None, at=at)


@transaction.atomic
def order_cancelled(order: Any, at: dt.datetime) -> None:
    """For the hook "rounds_order_cancelled": a year that nobody pays for does not begin, or does not count."""
    for year in years_of_order(order):
        if Membership.objects.filter(pk=year.pk, cancelled__isnull=True).update(cancelled=at):
            record("network.membership_cancelled", subject=year.organisation, by=None, at=at, membership=year.pk)


def years_of_order(order: Any) -> list[Membership]:
    references = order.lines.filter(subject="dues").values_list("reference", flat=True)
    numbers = [name.removeprefix(PREFIX) for name in references if name.startswith(PREFIX)]
    return list(
        Membership.objects.filter(pk__in=[int(n) for n in numbers if n.isdecimal()]).select_related("organisation")
    )


def send_reminders(at: dt.datetime) -> int:
    """Remind the managers of memberships that end; each reminder once, whoever runs this how often."""
    sent = 0
    for year in years_to_remind(at.date()):
        days = reminder_due(year.ends, on=at.date()) if year.ends else None
        if days:
            sent += remind(year, days, at=at)
    return sent


@transaction.atomic
def remind(year: Membership, days: int, *, at: dt.datetime) -> int:
    _row, new = Reminder.objects.get_or_create(membership=year, days=days, defaults={"at": at})
    return tell_renewal(year, days, at=at) if new else 0


def lapse_memberships(at: dt.datetime) -> int:
    """Close the memberships whose days of grace are over: their points lapse, their managers hear of it."""
    return sum(lapse(organisation, at=at) for organisation in lapsed_organisations(at.date()))


@transaction.atomic
def lapse(organisation: Organisation, *, at: dt.datetime) -> bool:
    open_years = organisation.memberships.filter(started__isnull=False, cancelled__isnull=True, lapsed__isnull=True)
    if not open_years.update(lapsed=at):
        return False
    lapse_points(organisation.payer, at=at)
    record("network.membership_lapsed", subject=organisation, by=None, at=at)
    tell_lapsed(organisation, at=at)
    return True
