"""The points ledger. Whatever changes a payer's points waits for the one before it, and happens once for each key."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.models import Payer, PointsAccount, PointsLot, PointsMove, PointsTransaction
from rounds.billing.money import Money
from rounds.billing.pointing import last_day, pays, points_for_dues, shares
from rounds.billing.queries.points import balance_of, live_lots

Kind = PointsTransaction.Kind
Purpose = PointsAccount.Purpose


class PointsRefused(Exception):
    """The message is written for the person who asked."""


def account_of(payer: Payer, person: Person | None = None) -> PointsAccount:
    """A payer's own account, or the one of a colleague; it is opened where there is none."""
    return PointsAccount.objects.get_or_create(payer=payer, person=person)[0]


def earn_from_dues(payer: Payer, paid: Money, at: dt.datetime, *, key: str) -> PointsTransaction | None:
    """Half of the dues come back as points; nothing where the dues are too small for a point."""
    points = points_for_dues(paid)
    return give(account_of(payer), points, Kind.EARNED, key=key, by=None, at=at) if points else None


def buy_points(account: PointsAccount, points: int, *, reference: str, key: str, at: dt.datetime) -> PointsTransaction:
    """Points that were paid for arrive."""
    return give(account, points, Kind.BOUGHT, key=key, by=None, at=at, reference=reference)


def grant_points(
    account: PointsAccount, points: int, *, reason: str, key: str, by: Person, at: dt.datetime
) -> PointsTransaction:
    """Staff give points, and say why."""
    if not reason.strip():
        raise PointsRefused(_("Say why, so that the next person understands it."))
    return give(account, points, Kind.GRANTED, key=key, by=by, at=at, reason=reason.strip())


@transaction.atomic
def give(
    account: PointsAccount,
    points: int,
    kind: str,
    *,
    key: str,
    by: Person | None,
    at: dt.datetime,
    reference: str = "",
    reason: str = "",
) -> PointsTransaction:
    payer = payer_of(account)
    change, new = begin(payer, kind, points, key=key, by=by, at=at, reference=reference, reason=reason)
    if new:
        on = at.date()
        lot = open_lot(account, points, change, on, last_day(on))
        move(change, counter(Purpose.ISSUED), account, points, into=lot)
        record(f"billing.points_{kind}", subject=change, by=by, at=at, points=points)
    return change


@transaction.atomic
def pass_points_on(
    account: PointsAccount, to: PointsAccount, points: int, *, key: str, by: Person, at: dt.datetime, reason: str = ""
) -> PointsTransaction:
    """Points go to a colleague of the same payer, the oldest first; each keeps the day on which it runs out."""
    payer = payer_of(account)
    if account.pk == to.pk or to.payer_id != payer.pk:
        raise PointsRefused(_("Points can only be passed on within one organisation, and to somebody else."))
    change, new = begin(payer, Kind.PASSED, points, key=key, by=by, at=at, reason=reason)
    if new:
        for lot, part in take(account, points, on=at.date()).items():
            arrived = open_lot(to, part, change, lot.earned_on, lot.expires_on, came_from=lot)
            move(change, account, to, part, out_of=lot, into=arrived)
        record("billing.points_passed", subject=change, by=by, at=at, points=points, to=to.pk)
    return change


@transaction.atomic
def spend_points(
    account: PointsAccount,
    points: int,
    *,
    subject: str,
    reference: str,
    key: str,
    by: Person | None,
    at: dt.datetime,
) -> PointsTransaction:
    """Points pay for anything but dues, the oldest first."""
    if not pays(subject):
        raise PointsRefused(_("Points cannot pay dues, and cannot buy points."))
    change, new = begin(payer_of(account), Kind.SPENT, points, key=key, by=by, at=at, reference=reference)
    if new:
        for lot, part in take(account, points, on=at.date()).items():
            move(change, account, counter(Purpose.SPENT), part, out_of=lot)
        record("billing.points_spent", subject=change, by=by, at=at, points=points, reference=reference)
    return change


@transaction.atomic
def refund_points(
    spent: PointsTransaction, points: int, *, key: str, by: Person | None, at: dt.datetime, reason: str = ""
) -> PointsTransaction:
    """Spent points go back into the lots they came from, the youngest first; what has run out since is gone at once."""
    payer = spent.payer
    change, new = begin(payer, Kind.REFUNDED, points, key=key, by=by, at=at, refunds=spent, reason=reason)
    if not new:
        return change
    parts = shares(points, still_out(spent))
    if spent.kind != Kind.SPENT or parts is None:
        raise PointsRefused(_("That is more than was spent."))
    lots = PointsLot.objects.select_related("account").in_bulk(parts)
    for number, part in parts.items():
        put_back(lots[number], part, change, on=at.date())
    record("billing.points_refunded", subject=change, by=by, at=at, points=points)
    return change


@transaction.atomic
def lapse_points(payer: Payer, at: dt.datetime, *, by: Person | None = None) -> PointsTransaction | None:
    """The membership is over: every point of the payer and of its colleagues is gone."""
    hold(payer)
    return end(payer, Kind.LAPSED, on=at.date(), at=at, by=by)


@transaction.atomic
def expire_points(payer: Payer, *, on: dt.date, at: dt.datetime) -> PointsTransaction | None:
    """Points whose last day is before `on` are gone."""
    hold(payer)
    return end(payer, Kind.EXPIRED, on=on, at=at, by=None, expires_on__lt=on)


@transaction.atomic
def take_back(given: PointsTransaction, *, at: dt.datetime) -> PointsTransaction | None:
    """What paid for points was paid back: those still there are gone, with whom they were passed on to as well."""
    payer = given.payer
    hold(payer)
    return end(payer, Kind.LAPSED, on=at.date(), at=at, by=None, pk__in=lots_of(given))


def lots_of(given: PointsTransaction) -> set[int]:
    """The lots that points arrived in, and those they were passed on to."""
    found, lots = set[int](), set(given.lots.values_list("pk", flat=True))
    while lots - found:
        found |= lots
        lots = set(PointsLot.objects.filter(came_from__in=lots).values_list("pk", flat=True))
    return found


@transaction.atomic
def take_back_part(given: PointsTransaction, points: int, *, key: str, at: dt.datetime) -> PointsTransaction | None:
    """Of given points, `points` in all are to be gone; what earlier calls took counts, what was spent is let be."""
    hold(given.payer)
    mark = f"points:{given.pk}"
    taken = PointsTransaction.objects.filter(kind=Kind.LAPSED, reference=mark).aggregate(sum=Sum("points"))["sum"] or 0
    lots = list(PointsLot.objects.filter(pk__in=lots_of(given), ended=None).select_related("account").order_by("-pk"))
    part = min(points - taken, sum(lot.remaining for lot in lots))
    if part < 1 or PointsTransaction.objects.filter(key=key).exists():
        return None
    change, _new = begin(given.payer, Kind.LAPSED, part, key=key, by=None, at=at, reference=mark)
    by_number = {lot.pk: lot for lot in lots}
    for number, few in (shares(part, ((lot.pk, lot.remaining) for lot in lots)) or {}).items():
        change_lot(number, -few)
        move(change, by_number[number].account, counter(Purpose.ENDED), few, out_of=by_number[number])
    record("billing.points_lapsed", subject=change, by=None, at=at, points=part)
    return change


@transaction.atomic
def return_points(person: Person, *, at: dt.datetime) -> None:
    """Somebody leaves: what they hold of an organisation's points goes back to it."""
    for account in PointsAccount.objects.filter(person=person).select_related("payer").order_by("pk"):
        payer = payer_of(account)
        hold(payer)
        left = balance_of(account, on=at.date())
        if left:
            key = f"returned:{account.pk}:{at.isoformat()}"
            pass_points_on(account, account_of(payer), left, key=key, by=person, at=at)


def end(
    payer: Payer, kind: str, *, on: dt.date, at: dt.datetime, by: Person | None, **which: object
) -> PointsTransaction | None:
    lots = list(
        PointsLot.objects.filter(account__payer=payer, ended=None, **which).select_related("account").order_by("pk")
    )
    PointsLot.objects.filter(pk__in=[lot.pk for lot in lots]).update(ended=on, remaining=0)
    full = [lot for lot in lots if lot.remaining]
    if not full:
        return None
    points = sum(lot.remaining for lot in full)
    change, _new = begin(payer, kind, points, key=f"{kind}:{full[0].pk}", by=by, at=at)
    for lot in full:
        move(change, lot.account, counter(Purpose.ENDED), lot.remaining, out_of=lot)
    record(f"billing.points_{kind}", subject=change, by=by, at=at, points=points)
    return change


def begin(
    payer: Payer,
    kind: str,
    points: int,
    *,
    key: str,
    by: Person | None,
    at: dt.datetime,
    refunds: PointsTransaction | None = None,
    **more: str,
) -> tuple[PointsTransaction, bool]:
    """Wait for the payer's turn, then write that something happens; or find what the same key did before."""
    if points < 1:
        raise PointsRefused(_("Choose one point or more."))
    hold(payer)
    facts = {"kind": kind, "payer": payer, "points": points, "refunds": refunds, **more}
    change, new = PointsTransaction.objects.get_or_create(key=key, defaults={**facts, "by": by, "at": at})
    if not new and any(getattr(change, name) != value for name, value in facts.items()):
        raise PointsRefused(_("This was done before, with other numbers. Open the page again."))
    return change, new


def hold(payer: Payer) -> None:
    """One change of a payer's points at a time: the others wait here until this one is written or undone."""
    account_of(payer)
    PointsAccount.objects.select_for_update(no_key=True).get(payer=payer, person=None)


def take(account: PointsAccount, points: int, *, on: dt.date) -> Mapping[PointsLot, int]:
    lots = {lot.pk: lot for lot in live_lots(account, on=on)}
    parts = shares(points, ((lot.pk, lot.remaining) for lot in lots.values()))
    if parts is None:
        have = sum(lot.remaining for lot in lots.values())
        raise PointsRefused(
            _("There are %(have)s points, and this needs %(points)s.") % {"have": have, "points": points}
        )
    for number, part in parts.items():
        change_lot(number, -part)
    return {lots[number]: part for number, part in parts.items()}


def change_lot(number: int, points: int) -> None:
    """One guarded update: a lot gives no more than it has, and takes no more than it was made with."""
    found = PointsLot.objects.filter(pk=number, ended=None, remaining__gte=-points)
    changed = found.filter(points__gte=F("remaining") + points).update(remaining=F("remaining") + points)
    if not changed:
        raise PointsRefused(_("The points have changed meanwhile. Open the page again."))


def put_back(lot: PointsLot, points: int, change: PointsTransaction, *, on: dt.date) -> None:
    move(change, counter(Purpose.SPENT), lot.account, points, into=lot)
    if lot.ended or lot.expires_on < on:
        move(change, lot.account, counter(Purpose.ENDED), points, out_of=lot)
    else:
        change_lot(lot.pk, points)


def still_out(spent: PointsTransaction) -> list[tuple[int, int]]:
    """What a payment took out of each lot and was not paid back, the youngest lot first."""
    back = dict(
        PointsMove.objects.filter(transaction__refunds=spent, giver__purpose=Purpose.SPENT)
        .values_list("into")
        .annotate(Sum("points"))
    )
    moves = spent.moves.order_by("-out_of__expires_on", "-out_of__earned_on", "-out_of")
    return [(move.out_of_id, move.points - back.get(move.out_of_id, 0)) for move in moves if move.out_of_id]


def open_lot(
    account: PointsAccount,
    points: int,
    change: PointsTransaction,
    earned: dt.date,
    expires: dt.date,
    *,
    came_from: PointsLot | None = None,
) -> PointsLot:
    return PointsLot.objects.create(
        account=account,
        made_by=change,
        came_from=came_from,
        earned_on=earned,
        expires_on=expires,
        points=points,
        remaining=points,
    )


def move(
    change: PointsTransaction,
    giver: PointsAccount,
    taker: PointsAccount,
    points: int,
    *,
    out_of: PointsLot | None = None,
    into: PointsLot | None = None,
) -> None:
    PointsMove.objects.create(transaction=change, giver=giver, taker=taker, points=points, out_of=out_of, into=into)


def counter(purpose: str) -> PointsAccount:
    return PointsAccount.objects.get_or_create(purpose=purpose)[0]


def payer_of(account: PointsAccount) -> Payer:
    if account.payer is None:
        raise PointsRefused(_("This is an account of the centre."))
    return account.payer
