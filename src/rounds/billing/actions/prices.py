"""Price lists from the draft to the day on which they hold."""

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.models import PriceBand, PriceList, PriceListWithdrawal, PriceRule
from rounds.billing.pricing import Band
from rounds.billing.queries.prices import gaps_of, ladder_of


class PriceRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def draft_price_list(
    *, subject: str, name: str, currency: str, by: Person, at: dt.datetime, copy_of: PriceList | None = None
) -> PriceList:
    made = PriceList.objects.create(subject=subject, name=name, currency=currency, by=by, at=at)
    for rule in copy_of.rules.order_by("pk") if copy_of else ():
        written = PriceRule.objects.create(price_list=made, kind=rule.kind, metric=rule.metric)
        write_rows(written, ladder_of(rule).bands)
    record("billing.price_list_drafted", subject=made, by=by, at=at, what=subject)
    return made


@transaction.atomic
def add_price_rule(
    price_list: PriceList, *, kind: str, metric: str, edition: int, by: Person, at: dt.datetime
) -> PriceRule:
    held = draft_of(price_list, edition)
    try:
        with transaction.atomic():
            rule = PriceRule.objects.create(price_list=held, kind=kind, metric=metric)
    except IntegrityError:
        raise PriceRefused(_("The list has prices for this kind already.")) from None
    changed(held, by=by, at=at, kind=kind)
    return rule


@transaction.atomic
def write_bands(rule: PriceRule, bands: Iterable[Band], *, edition: int, by: Person, at: dt.datetime) -> None:
    """Write the bands of a kind anew."""
    held, rows = draft_of(rule.price_list, edition), sorted(bands, key=lambda band: band.low)
    if len({band.low for band in rows}) < len(rows):
        raise PriceRefused(_("Two bands begin at the same size."))
    if not rule.metric and [band.low for band in rows] not in ([], [0]):
        raise PriceRefused(_("Without a size there is one price, from 0."))
    if any(band.member_amount is not None and band.member_amount > band.amount for band in rows):
        raise PriceRefused(_("Members cannot pay more than others."))
    rule.bands.all().delete()
    write_rows(rule, rows)
    changed(held, by=by, at=at, kind=rule.kind)


@transaction.atomic
def remove_price_rule(rule: PriceRule, *, edition: int, by: Person, at: dt.datetime) -> None:
    held = draft_of(rule.price_list, edition)
    rule.delete()
    changed(held, by=by, at=at, kind=rule.kind)


@transaction.atomic
def discard_price_list(price_list: PriceList, *, by: Person, at: dt.datetime) -> None:
    held = draft_of(price_list, None)
    record("billing.price_list_discarded", subject=held, by=by, at=at)
    held.delete()


@transaction.atomic
def schedule_price_list(
    price_list: PriceList, *, starts: dt.date, edition: int, by: Person, at: dt.datetime, on: dt.date
) -> PriceList:
    """From `starts` on these prices hold. Past days keep the prices they had."""
    held = draft_of(price_list, edition)
    if starts < on:
        raise PriceRefused(_("Choose today or a later day. What was sold keeps its price."))
    gaps = gaps_of(held)
    if gaps:
        raise PriceRefused(gaps[0])
    held.starts, held.scheduled_by, held.scheduled_at = starts, by, at
    held.save()
    record("billing.price_list_scheduled", subject=held, by=by, at=at, starts=starts.isoformat())
    return held


@transaction.atomic
def withdraw_price_list(price_list: PriceList, *, by: Person, at: dt.datetime, on: dt.date) -> None:
    """Take a list back before its first day; a second time changes nothing."""
    if price_list.starts is None or price_list.starts <= on:
        raise PriceRefused(_("Only a list that does not hold yet can be withdrawn. Schedule a new one instead."))
    _row, new = PriceListWithdrawal.objects.get_or_create(price_list=price_list, defaults={"by": by, "at": at})
    if new:
        record("billing.price_list_withdrawn", subject=price_list, by=by, at=at)


def draft_of(price_list: PriceList, edition: int | None) -> PriceList:
    """The draft, held until the end of the transaction; refused when it is scheduled, or changed since `edition`."""
    held = PriceList.objects.select_for_update().filter(pk=price_list.pk).first()
    if held is None:
        raise PriceRefused(_("Somebody has deleted this draft."))
    if not held.draft:
        raise PriceRefused(_("A scheduled list stays as it is. Copy it into a new draft."))
    if edition is not None and held.edition != edition:
        raise PriceRefused(_("Somebody else has changed this list since you opened the page. Open it again."))
    return held


def write_rows(rule: PriceRule, bands: Iterable[Band]) -> None:
    PriceBand.objects.bulk_create(
        PriceBand(
            rule=rule,
            low=band.low,
            amount=band.amount,
            member_amount=band.member_amount,
            seats=band.seats,
            votes=band.votes,
        )
        for band in bands
    )


def changed(price_list: PriceList, *, by: Person, at: dt.datetime, kind: str) -> None:
    price_list.edition += 1
    price_list.save()
    record("billing.price_list_changed", subject=price_list, by=by, at=at, kind=kind)
