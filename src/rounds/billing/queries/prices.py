"""Price lists: which one holds, what somebody pays by it and why, and who pays more under another."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, Count, QuerySet, Value, When
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from wagtail import hooks

from rounds.accounts.models import Person
from rounds.billing.comparing import Compared, Comparison, PricedMember
from rounds.billing.models import PriceList, PriceRule
from rounds.billing.money import Money
from rounds.billing.pricing import ANYBODY, Band, Book, Found, Ladder
from rounds.billing.vocabulary import PayerKind, SizeMetric


@dataclass(frozen=True, slots=True)
class Price:
    """What somebody pays, by which band of which list, and why in words. `larger` is the next band, if there is one."""

    amount: Money
    band: Band
    seats: int | None
    votes: int
    why: str
    price_list: PriceList
    found: Found
    member: bool = False

    @property
    def larger(self) -> tuple[int, Money] | None:
        """From which size on one would pay what."""
        band = self.found.larger
        return (band.low, charged(band, self.amount.currency, self.member)) if band else None

    @property
    def larger_words(self) -> str:
        return band_words(self.found.metric, self.larger[0], None) if self.larger else ""


def price_for(
    subject: str,
    *,
    kind: str,
    sizes: Mapping[str, int],
    on: dt.date,
    member: bool = False,
    currency: str = "",
) -> Price | None:
    """The price on a day, or None where no list, no band or no size tells it.

    A subject such as "course:12" has the list of its own, else that of "course".
    """
    held = list_in_force(subject, on=on, currency=currency or settings.CURRENCY)
    found = book_of(held).find(kind, sizes) if held else None
    if held is None or found is None:
        return None
    band = found.band
    why = f"{kind_words(kind)}. {band_words(found.metric, band.low, found.until)}".strip()
    amount = charged(band, held.currency, member)
    return Price(amount, band, band.seats, band.votes, why, held, found, member)


def charged(band: Band, currency: str, member: bool) -> Money:
    return Money(band.member_amount if member and band.member_amount is not None else band.amount, currency)


def list_in_force(subject: str, *, on: dt.date, currency: str) -> PriceList | None:
    """The list that began last, its own before the general one; a list scheduled later replaces one of the same day."""
    general = subject.partition(":")[0]
    found = PriceList.objects.filter(
        subject__in={subject, general}, currency=currency, starts__lte=on, withdrawal=None
    ).annotate(own=Case(When(subject=subject, then=Value(0)), default=Value(1)))
    return found.order_by("own", "-starts", "-scheduled_at", "-pk").first()


def size_asked(subject: str, kind: str, *, on: dt.date, currency: str = "") -> str:
    """Which size decides the price for a kind ("beds"), or "" where none does."""
    held = list_in_force(subject, on=on, currency=currency or settings.CURRENCY)
    ladder = book_of(held).ladder_for(kind) if held else None
    return ladder.metric if ladder else ""


def size_missing(subject: str, kind: str, sizes: Mapping[str, int], *, on: dt.date) -> str:
    """The name of the size that somebody has to tell before they have a price, or nothing."""
    metric = size_asked(subject, kind, on=on)
    return str(SizeMetric(metric).label) if metric and metric not in sizes else ""


def rules_of(price_list: PriceList) -> QuerySet[PriceRule]:
    return price_list.rules.prefetch_related("bands").order_by("pk")


def book_of(price_list: PriceList) -> Book:
    """A list as plain numbers."""
    return Book(price_list.currency, {rule.kind: ladder_of(rule) for rule in rules_of(price_list)})


def ladder_of(rule: PriceRule) -> Ladder:
    bands = sorted(rule.bands.all(), key=lambda band: band.low)
    return Ladder(
        rule.metric,
        tuple(Band(band.low, band.amount, band.member_amount, band.seats, band.votes) for band in bands),
    )


@dataclass(frozen=True)
class BandShown:
    words: str
    band: Band
    amount: Money
    member_amount: Money | None


@dataclass(frozen=True)
class RuleShown:
    """One kind and its bands, as a table shows them."""

    rule: PriceRule
    metric_words: str
    bands: tuple[BandShown, ...]

    @property
    def seats(self) -> bool:
        return any(shown.band.seats is not None or shown.band.votes for shown in self.bands)

    @property
    def members(self) -> bool:
        return any(shown.member_amount is not None for shown in self.bands)


def rules_shown(price_list: PriceList) -> list[RuleShown]:
    return [shown_rule(rule, price_list.currency) for rule in rules_of(price_list)]


def shown_rule(rule: PriceRule, currency: str) -> RuleShown:
    bands = ladder_of(rule).bands
    ends = [band.low for band in bands[1:]] + [None]
    shown = tuple(
        BandShown(
            band_words(rule.metric, band.low, end) or _("All the same"),
            band,
            Money(band.amount, currency),
            None if band.member_amount is None else Money(band.member_amount, currency),
        )
        for band, end in zip(bands, ends, strict=False)
    )
    return RuleShown(rule, str(SizeMetric(rule.metric).label) if rule.metric else "", shown)


def band_words(metric: str, low: int, until: int | None) -> str:
    """
    >>> band_words("beds", 100, 300), band_words("beds", 300, None), band_words("beds", 0, 100), band_words("", 0, None)
    ('Beds: 100 to 299', 'Beds: 300 or more', 'Beds: fewer than 100', '')
    """
    if not metric:
        return ""
    facts = {"size": SizeMetric(metric).label, "low": number(low), "high": number((until or 1) - 1)}
    if until is None:
        return _("%(size)s: %(low)s or more") % facts if low else _("%(size)s: any") % facts
    if not low:
        return _("%(size)s: fewer than %(until)s") % {**facts, "until": number(until)}
    return _("%(size)s: %(low)s to %(high)s") % facts


def number(whole: int) -> str:
    return str(number_format(whole, use_l10n=True, force_grouping=True))


def kind_words(kind: str) -> str:
    return str(PayerKind(kind).label) if kind in PayerKind.values else _("Everybody else")


def gaps_of(price_list: PriceList) -> list[str]:
    """What keeps a list from being used, in words: kinds without a band, and sizes below the first band."""
    book = book_of(price_list)
    if not book.ladders:
        return [_("The list has no prices yet. Add a kind of payer.")]
    return [gap_words(kind, metric, first) for kind, metric, first in book.gaps()]


def gap_words(kind: str, metric: str, first: int) -> str:
    who = _("Everybody else") if kind == ANYBODY else kind_words(kind)
    if not first or not metric:
        return _("%(who)s: no price yet.") % {"who": who}
    facts = {"who": who, "size": SizeMetric(metric).label, "high": number(first - 1)}
    return _("%(who)s: no price for %(size)s from 0 to %(high)s.") % facts


def price_lists_visible_to(person: Person) -> QuerySet[PriceList]:
    """Lists and drafts are the staff's; everybody else sees the prices that hold, on the page of prices."""
    found = PriceList.objects.all() if person.is_active and person.is_staff else PriceList.objects.none()
    return found.select_related("withdrawal").annotate(kinds=Count("rules")).order_by("subject", "-at", "-pk")


def state_words(price_list: PriceList, *, on: dt.date) -> tuple[str, str]:
    """The state of a list and the kind of its tag."""
    return state_of(price_list, on=on, holds=price_list.pk in holding(on))


def state_of(price_list: PriceList, *, on: dt.date, holds: bool) -> tuple[str, str]:
    if price_list.starts is None:
        return _("Draft"), ""
    if is_withdrawn(price_list):
        return _("Withdrawn"), "bad"
    if price_list.starts > on:
        return _("Scheduled"), "info"
    return (_("In force"), "ok") if holds else (_("Past"), "")


def members_now(subject: str) -> list[PricedMember]:
    """Everybody who has a price for something today, as the apps above tell."""
    told: Iterable[Iterable[PricedMember]] = (tell(subject) for tell in hooks.get_hooks("rounds_priced_members"))
    return [member for members in told for member in members]


def usual_currency() -> str:
    return str(settings.CURRENCY)


def is_withdrawn(price_list: PriceList) -> bool:
    return hasattr(price_list, "withdrawal")


def with_states(lists: Iterable[PriceList], *, on: dt.date) -> list[tuple[PriceList, str, str]]:
    """Lists with the words and the tag of their state. Which one holds is asked once for all of them."""
    rows, holds = list(lists), holding(on)
    return [(one, *state_of(one, on=on, holds=one.pk in holds)) for one in rows]


def holding(on: dt.date) -> set[int]:
    """Of each subject and currency, the list that holds on a day."""
    found = PriceList.objects.filter(starts__lte=on, withdrawal=None).order_by("starts", "scheduled_at", "pk")
    return set({(one.subject, one.currency): one.pk for one in found}.values())


def as_cells(band: Band) -> dict[str, int | None]:
    return {name: getattr(band, name) for name in ("low", "amount", "member_amount", "seats", "votes")}


@dataclass(frozen=True)
class ComparedShown:
    name: str
    kind: str
    before: int | None
    after: int | None
    change: int | None


def comparison_shown(found: Comparison, currency: str) -> dict[str, object]:
    """What the table of a comparison needs beside its rows."""
    before, after = Money(found.before, currency), Money(found.after, currency)
    return {
        "found": found,
        "currency": currency,
        "before_sum": before,
        "after_sum": after,
        "change_sum": after - before,
    }


def shown_rows(rows: Iterable[Compared]) -> list[ComparedShown]:
    return [
        ComparedShown(row.member.name, kind_words(row.member.kind), row.before, row.after, row.change) for row in rows
    ]


def comparison_head() -> list[str]:
    sizes = [str(metric.label) for metric in SizeMetric]
    return [_("Name"), _("Kind"), *sizes, _("Before"), _("After"), _("Change"), _("Currency")]


def comparison_rows(found: Comparison, currency: str) -> Iterable[list[object]]:
    for row in found.rows:
        sizes = [row.member.sizes.get(metric) for metric in SizeMetric.values]
        amounts = (row.before, row.after, row.change)
        told = [None if minor is None else Money(minor, currency).decimal for minor in amounts]
        yield [row.member.name, kind_words(row.member.kind), *sizes, *told, currency]
