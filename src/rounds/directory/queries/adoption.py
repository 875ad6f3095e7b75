"""How many organisations of the register have an account, in every slice, from four questions to the database.

The page, its CSV file, the API and the daily snapshot all show what `adoption` answers.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, CharField, Count, Exists, Min, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from rounds.directory.figures import SLICES, Figure
from rounds.directory.models import Hospital, HospitalAccount, SocialNetwork
from rounds.directory.vocabulary import BEDS_BANDS, HospitalType, Kind, Ownership

UNKNOWN = "unknown"
PARTS = ("country", "state", "band", "ownership", "type", "teaching", "rural")
BANDED = Case(
    *(
        When(Q(beds__gte=least) & (Q(beds__lt=below) if below else Q()), then=Value(band))
        for band, (least, below) in BEDS_BANDS.items()
    ),
    default=Value(UNKNOWN),
    output_field=CharField(),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which organisations and which accounts are counted; empty means all."""

    kind: str = Kind.HOSPITAL
    country: str = ""
    state: str = ""
    beds: str = ""
    ownership: str = ""
    type: str = ""
    network: str = ""

    def __str__(self) -> str:
        """What was chosen, for the source of each figure.

        >>> str(Wanted(state="WI", beds="300+")), str(Wanted())
        ('state=WI beds=300+', '')
        """
        named = [(name, getattr(self, name)) for name in self.__slots__]
        return " ".join(f"{name}={value}" for name, value in named if value and (name, value) != ("kind", "hospital"))


@dataclass(frozen=True, slots=True)
class Adoption:
    """All figures of one day."""

    on: dt.date
    figures: tuple[Figure, ...]

    @property
    def undated(self) -> int:
        """How many organisations with an account miss in the years, because no date is known."""
        years = self.of("year", "opened")
        return self.of("all")[0].numerator - (years[-1].numerator if years else 0)

    def of(self, part: str, definition: str = "listed") -> list[Figure]:
        return [figure for figure in self.figures if figure.slice == part and figure.definition == definition]

    def pairs(self, part: str) -> list[tuple[Figure, Figure]]:
        """With an account, and with a verified one, side by side."""
        return list(zip(self.of(part), self.of(part, "verified"), strict=True))


@dataclass(frozen=True, slots=True)
class Counted:
    """Organisations that share everything in PARTS: all of them, those with an account, those with a verified one."""

    parts: dict[str, Any]
    whole: int
    listed: int
    verified: int


def hospitals_wanted(wanted: Wanted) -> QuerySet[Hospital]:
    found = Hospital.objects.open().annotate(band=BANDED)
    chosen = {"kind": wanted.kind, "country": wanted.country, "state": wanted.state, "band": wanted.beds}
    chosen |= {"ownership": wanted.ownership, "type": wanted.type}
    return found.filter(**{name: value for name, value in chosen.items() if value})


def adoption(
    wanted: Wanted | None = None, *, on: dt.date, accounts: QuerySet[HospitalAccount] | None = None
) -> Adoption:
    wanted = wanted or Wanted()
    counted = HospitalAccount.objects.filter(state="checked") if accounts is None else accounts
    chosen = counted.filter(network__slug=wanted.network) if wanted.network else counted
    hospitals = hospitals_wanted(wanted)
    groups = list(groups_of(hospitals, chosen))
    whole = Counted({}, *(sum(getattr(group, name) for group in groups) for name in ("whole", "listed", "verified")))
    blank = Figure("", "", "", "listed", 0, whole.whole, on, f"register {wanted}".strip())
    parts = [*two(blank, "all", "", _("All"), whole), *years_of(hospitals, chosen, blank)]
    parts += networks_of(hospitals, counted, blank)
    parts += [figure for part in SLICES if part in NAMERS for figure in slice_of(part, groups, blank)]
    return Adoption(on, tuple(parts))


def two(blank: Figure, part: str, key: str, name: str, counted: Counted) -> Iterator[Figure]:
    for definition, numerator in (("listed", counted.listed), ("verified", counted.verified)):
        yield replace(
            blank,
            slice=part,
            key=key,
            name=name,
            definition=definition,
            numerator=numerator,
            denominator=counted.whole,
        )


def groups_of(hospitals: QuerySet[Hospital], accounts: QuerySet[HospitalAccount]) -> Iterator[Counted]:
    own = accounts.filter(hospital=OuterRef("pk"))
    having = hospitals.annotate(has=Exists(own), proven=Exists(own.filter(proven_at__isnull=False)))
    rows = having.order_by().values(*PARTS)
    rows = rows.annotate(n=Count("pk"), listed=Count("pk", filter=Q(has=True)), sure=Count("pk", filter=Q(proven=True)))
    for row in rows.iterator():
        yield Counted({part: row[part] for part in PARTS}, row["n"], row["listed"], row["sure"])


def networks_of(
    hospitals: QuerySet[Hospital], accounts: QuerySet[HospitalAccount], blank: Figure
) -> Iterator[Figure]:
    """Every network that is in use, and every one that somebody still has an account on; the largest first."""
    rows = accounts.filter(hospital__in=hospitals.values("pk")).order_by().values("network")
    rows = rows.annotate(
        listed=Count("hospital", distinct=True),
        sure=Count("hospital", distinct=True, filter=Q(proven_at__isnull=False)),
    )
    counts = {row["network"]: (row["listed"], row["sure"]) for row in rows}
    networks = [each for each in SocialNetwork.objects.all() if each.pk in counts or not each.retired_on]
    for network in sorted(networks, key=lambda each: (-counts.get(each.pk, (0, 0))[0], each.name)):
        counted = Counted({}, blank.denominator, *counts.get(network.pk, (0, 0)))
        yield from two(blank, "network", network.slug, network.name, counted)


def years_of(
    hospitals: QuerySet[Hospital], accounts: QuerySet[HospitalAccount], blank: Figure
) -> Iterator[Figure]:
    """How many had an account by the end of each year, by the oldest account whose date is known."""
    dated = accounts.filter(hospital__in=hospitals.values("pk"), opened_on__lte=blank.on).order_by()
    firsts = dated.values("hospital").annotate(first=Min("opened_on")).values_list("first", flat=True)
    counts = Counter(first.year for first in firsts)
    sum_so_far = 0
    for year in range(min(counts), blank.on.year + 1) if counts else ():
        sum_so_far += counts[year]
        name = str(year)
        yield replace(blank, slice="year", key=name, name=name, definition="opened", numerator=sum_so_far)


def slice_of(part: str, groups: Iterable[Counted], blank: Figure) -> Iterator[Figure]:
    sums: dict[str, list[int]] = {}
    for group in groups:
        key = KEYS[part](group.parts)
        add = sums.setdefault(key, [0, 0, 0])
        for place, number in enumerate((group.whole, group.listed, group.verified)):
            add[place] += number
    order = list(NAMERS[part])
    for key in sorted(sums, key=lambda key: (key == UNKNOWN, order.index(key) if key in order else len(order), key)):
        yield from two(blank, part, key, name_of(part, key), Counted({}, *sums[key]))


def known(value: object) -> str:
    """
    >>> known(True), known(False), known(None), known("")
    ('yes', 'no', 'unknown', 'unknown')
    """
    return {True: "yes", False: "no", None: UNKNOWN, "": UNKNOWN}.get(value, str(value))  # type: ignore[call-overload]


def state_key(parts: dict[str, Any]) -> str:
    """The state alone in the United States, after its country elsewhere: two countries may use the same letters.

    >>> state_key({"country": "US", "state": "CA"}), state_key({"country": "CA", "state": ""})
    ('CA', 'CA-unknown')
    """
    state = parts["state"] or UNKNOWN
    return state if parts["country"] == "US" else f"{parts['country']}-{state}"


def states_in_use() -> list[tuple[str, str]]:
    """Every state that an open organisation of the register stands in, as (key, name)."""
    rows = Hospital.objects.open().exclude(state="").order_by().values("country", "state").distinct()
    keys = sorted((state_key(row) for row in rows), key=lambda key: ("-" in key, key))
    return [(key, name_of("state", key)) for key in keys]


def place_of_key(key: str) -> dict[str, str]:
    """
    >>> place_of_key("WI"), place_of_key("CA-ON"), place_of_key("")
    ({'country': 'US', 'state': 'WI'}, {'country': 'CA', 'state': 'ON'}, {})
    """
    country, dash, state = key.partition("-")
    if not key:
        return {}
    return {"country": country, "state": state} if dash else {"country": "US", "state": key}


KEYS: dict[str, Any] = {
    "beds": lambda parts: parts["band"],
    "state": state_key,
    "ownership": lambda parts: known(parts["ownership"]),
    "type": lambda parts: known(parts["type"]),
    "teaching": lambda parts: known(parts["teaching"]),
    "rural": lambda parts: known(parts["rural"]),
}
NAMERS: dict[str, dict[str, Any]] = {
    "beds": {band: band for band in BEDS_BANDS},
    "state": {},
    "ownership": dict(Ownership.choices),
    "type": dict(HospitalType.choices),
    "teaching": {"yes": "teaching", "no": "not-teaching"},
    "rural": {"yes": "rural", "no": "not-rural"},
}


def name_of(part: str, key: str) -> str:
    if key == UNKNOWN:
        return _("Not known")
    if part == "beds":
        return {"1-99": _("Under 100 beds"), "100-299": _("100 to 299 beds"), "300+": _("300 beds or more")}[key]
    if part in {"teaching", "rural"}:
        words = {"teaching": (_("Teaching"), _("Not teaching")), "rural": (_("Rural"), _("Not rural"))}
        return words[part][key == "no"]
    return str(NAMERS[part].get(key, key))
