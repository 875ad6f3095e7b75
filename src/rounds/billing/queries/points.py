"""Points: what an account holds, what runs out when, what happened, and whether the books agree."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from wagtail import hooks

from rounds.accounts.models import Person
from rounds.billing.models import Payer, PointsAccount, PointsLot, PointsMove
from rounds.billing.rules import payers_of


def points_accounts_visible_to(person: Person) -> QuerySet[PointsAccount]:
    """All for staff; else one's own, and those of the payers one acts for."""
    held = PointsAccount.objects.filter(purpose="held").select_related("payer", "person")
    if person.is_active and person.is_staff:
        return held.order_by("payer__name", F("person__name").asc(nulls_first=True), "pk")
    mine = Q(person=person) | Q(payer__in=payers_of(person))
    return held.filter(mine).order_by("payer__name", F("person__name").asc(nulls_first=True), "pk")


def own_points_accounts(person: Person) -> QuerySet[PointsAccount]:
    """One's own and those of the payers one acts for, also for staff."""
    held = PointsAccount.objects.filter(purpose="held").select_related("payer", "person")
    mine = held.filter(Q(person=person) | Q(payer__in=payers_of(person), person=None))
    return mine.order_by("payer__name", F("person__name").asc(nulls_first=True), "pk")


def find_points_accounts(accounts: QuerySet[PointsAccount], *, words: str) -> QuerySet[PointsAccount]:
    return accounts.filter(Q(payer__name__icontains=words) | Q(person__name__icontains=words)) if words else accounts


def account_to_pay(payer: Payer, person: Person) -> PointsAccount | None:
    """With whose points a person pays for a payer: the common ones, where they may act for it, else their own."""
    person_is = None if payers_of(person).filter(pk=payer.pk).exists() else person
    return PointsAccount.objects.filter(payer=payer, person=person_is).select_related("payer").first()


def with_balance(accounts: QuerySet[PointsAccount], *, on: dt.date) -> QuerySet[PointsAccount]:
    """Accounts with `balance` (what can be spent on a day) and `next_end` (the day on which some of it runs out)."""
    lots = PointsLot.objects.filter(account=OuterRef("pk"), ended=None, expires_on__gte=on, remaining__gt=0)
    total = lots.order_by().values("account").annotate(sum=Sum("remaining")).values("sum")
    return accounts.annotate(
        balance=Coalesce(Subquery(total), Value(0)),
        next_end=Subquery(lots.order_by("expires_on").values("expires_on")[:1]),
    )


def live_lots(account: PointsAccount, *, on: dt.date) -> QuerySet[PointsLot]:
    """What can be spent on a day, in the order in which it is: what runs out first, then the oldest."""
    found = PointsLot.objects.filter(account=account, ended=None, expires_on__gte=on, remaining__gt=0)
    return found.select_related("made_by").order_by("expires_on", "earned_on", "pk")


def balance_of(account: PointsAccount, *, on: dt.date) -> int:
    return live_lots(account, on=on).aggregate(sum=Sum("remaining"))["sum"] or 0


def colleagues_of(payer: Payer) -> QuerySet[Person]:
    """Who belongs to a payer, as the apps above tell, and who holds its points; points may be passed on to them."""
    known = Q(pk=payer.person_id) | Q(points_accounts__payer=payer)
    for people in hooks.get_hooks("rounds_colleagues_of"):
        known |= Q(pk__in=people(payer).values("pk"))
    return Person.objects.filter(known, is_active=True).distinct().order_by("name", "pk")


@dataclass(frozen=True)
class Line:
    """One line of an account's history: what came or went, and with whom."""

    move: PointsMove
    points: int
    other: PointsAccount

    @property
    def kind(self) -> str:
        return str(self.move.transaction.get_kind_display())

    @property
    def until(self) -> dt.date | None:
        """The last day of the points that moved."""
        lot = self.move.into or self.move.out_of
        return lot.expires_on if lot else None


def moves_of(account: PointsAccount) -> QuerySet[PointsMove]:
    found = PointsMove.objects.filter(Q(giver=account) | Q(taker=account))
    return found.select_related(
        "transaction__by", "out_of", "into", "giver__person", "giver__payer", "taker__person", "taker__payer"
    ).order_by("-transaction__at", "-pk")


def as_line(move: PointsMove, account: PointsAccount) -> Line:
    came = move.taker_id == account.pk
    return Line(move, move.points if came else -move.points, move.giver if came else move.taker)


def payers_with_expired_points(*, on: dt.date) -> QuerySet[Payer]:
    lots = PointsLot.objects.filter(ended=None, expires_on__lt=on)
    return Payer.objects.filter(pk__in=lots.values("account__payer")).order_by("pk")


def lots_that_disagree() -> list[PointsLot]:
    """Lots whose count of what is left is not what the ledger says; none, unless something is badly wrong."""
    moved = PointsMove.objects.order_by()
    came = moved.filter(into=OuterRef("pk")).values("into").annotate(sum=Sum("points")).values("sum")
    went = moved.filter(out_of=OuterRef("pk")).values("out_of").annotate(sum=Sum("points")).values("sum")
    ledger = Coalesce(Subquery(came), Value(0)) - Coalesce(Subquery(went), Value(0))
    return list(PointsLot.objects.annotate(ledger=ledger).exclude(ledger=F("remaining")).order_by("pk"))
