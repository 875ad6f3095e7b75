"""How many organisations of the register have an account, in every slice, from three questions to the database.

The page, its CSV file, the API and the daily snapshot all show what `adoption` answers.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, CharField, Count, Min, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from rounds.directory.figures import SLICES, Figure
from rounds.directory.models import Hospital, HospitalAccount, SocialNetwork
from rounds.directory.vocabulary import BEDS_BANDS, HospitalType, Kind, Method, Ownership

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


@dataclass(slots=True)
class Counted:
    """Organisations of one part: all of them, those with an account, those with a verified one."""

    whole: int = 0
    listed: int = 0
    verified: int = 0

    def add(self, proven: bool | None) -> None:
        """One more; None for one without an account."""
        self.whole += 1
        self.listed += proven is not None
        self.verified += proven is True


@dataclass(frozen=True, slots=True)
class Facts:
    """What is counted: each organisation with its parts, whether a proof is there (None without any account), and when
    its oldest account with a known date was opened; and for each network how many have an account, and a verified one."""

    parts: dict[int, dict[str, Any]]
    proven: dict[int, bool]
    firsts: dict[int, dt.date]
    networks: dict[int, Counted]


def hospitals_wanted(wanted: Wanted) -> QuerySet[Hospital]:
    found = Hospital.objects.open().annotate(band=BANDED)
    chosen = {"kind": wanted.kind, "country": wanted.country, "state": wanted.state, "band": wanted.beds}
    chosen |= {"ownership": wanted.ownership, "type": wanted.type}
    return found.filter(**{name: value for name, value in chosen.items() if value})


def adoption(
    wanted: Wanted | None = None, *, on: dt.date, accounts: QuerySet[HospitalAccount] | None = None
) -> Adoption:
    """All figures of the organisations that are wanted. A chosen network holds for every slice but that by network."""
    wanted = wanted or Wanted()
    facts = facts_of(wanted, HospitalAccount.objects.listed() if accounts is None else accounts, on)
    blank = Figure("", "", "", "listed", 0, len(facts.parts), on, f"register {wanted}".strip())
    parts = [*slice_of("all", facts, blank), *years_of(facts, blank), *networks_of(facts, blank)]
    parts += [figure for part in SLICES if part in NAMERS for figure in slice_of(part, facts, blank)]
    return Adoption(on, tuple(parts))


def facts_of(wanted: Wanted, accounts: QuerySet[HospitalAccount], on: dt.date) -> Facts:
    """Two questions: the organisations, and what each has on each network. All else is counted here, once."""
    hospitals = hospitals_wanted(wanted)
    facts = Facts(
        {pk: dict(zip(PARTS, parts, strict=True)) for pk, *parts in hospitals.values_list("pk", *PARTS)}, {}, {}, {}
    )
    if wanted != Wanted(network=wanted.network):
        accounts = accounts.filter(hospital__in=hospitals.values("pk"))
    network_wanted = key_of_network(wanted.network)
    having: Any = accounts.order_by().values_list("hospital", "network")
    dated = Min("opened_on", filter=Q(opened_on__lte=on))
    proofs = Count("proven_at", filter=~Q(proven_by=Method.PERSON))
    for hospital, network, proven, first in having.annotate(proofs=proofs, first=dated).iterator():
        if hospital not in facts.parts:
            continue
        facts.networks.setdefault(network, Counted()).add(bool(proven))
        if network_wanted in {None, network}:
            facts.proven[hospital] = bool(proven) or facts.proven.get(hospital, False)
            if first:
                facts.firsts[hospital] = min(first, facts.firsts.get(hospital, first))
    return facts


def key_of_network(slug: str) -> int | None:
    """None for any network; 0, which no network has, for one that is not there."""
    return (SocialNetwork.objects.filter(slug=slug).values_list("pk", flat=True).first() or 0) if slug else None


def two(blank: Figure, key: str, name: str, counted: Counted) -> Iterator[Figure]:
    for definition, numerator in (("listed", counted.listed), ("verified", counted.verified)):
        part = replace(blank, key=key, name=name, definition=definition)
        yield replace(part, numerator=numerator, denominator=counted.whole)


def networks_of(facts: Facts, blank: Figure) -> Iterator[Figure]:
    """Every network that is in use, and every closed one that somebody still has an account on; the largest first."""
    counts = {
        pk: Counted(blank.denominator, counted.listed, counted.verified) for pk, counted in facts.networks.items()
    }
    networks = [each for each in SocialNetwork.objects.all() if each.pk in counts or not each.retired_on]
    none = Counted(blank.denominator)
    for network in sorted(networks, key=lambda each: (-counts.get(each.pk, none).listed, each.name)):
        yield from two(replace(blank, slice="network"), network.slug, network.name, counts.get(network.pk, none))


def years_of(facts: Facts, blank: Figure) -> Iterator[Figure]:
    """How many had an account by the end of each year, by the oldest account whose date is known."""
    counts = Counter(first.year for first in facts.firsts.values())
    sum_so_far = 0
    for year in range(min(counts), blank.on.year + 1) if counts else ():
        sum_so_far += counts[year]
        name = str(year)
        yield replace(blank, slice="year", key=name, name=name, definition="opened", numerator=sum_so_far)


def slice_of(part: str, facts: Facts, blank: Figure) -> Iterator[Figure]:
    """One part of the register after the other, in the order of its words, what is not known last."""
    sums: dict[str, Counted] = {"": Counted()} if part == "all" else {}
    key_of = KEYS[part]
    for pk, parts in facts.parts.items():
        sums.setdefault(key_of(parts), Counted()).add(facts.proven.get(pk))
    order = list(NAMERS.get(part, ()))

    def rank(key: str) -> tuple[bool, int, bool, str]:
        return key == UNKNOWN, order.index(key) if key in order else len(order), "-" in key, key

    for key in sorted(sums, key=rank):
        yield from two(replace(blank, slice=part), key, name_of(part, key), sums[key])


def known(value: object) -> str:
    """
    >>> known(True), known(False), known(None), known("")
    ('yes', 'no', 'unknown', 'unknown')
    """
    return {True: "yes", False: "no", None: UNKNOWN, "": UNKNOWN}.get(value, str(value))  # type: ignore[call-overload]


def state_key(parts: Mapping[str, Any]) -> str:
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


KEYS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "all": lambda parts: "",
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
    if part == "all":
        return _("All")
    if key == UNKNOWN:
        return _("Not known")
    if part == "beds":
        return {"1-99": _("Under 100 beds"), "100-299": _("100 to 299 beds"), "300+": _("300 beds or more")}[key]
    if part in {"teaching", "rural"}:
        words = {"teaching": (_("Teaching"), _("Not teaching")), "rural": (_("Rural"), _("Not rural"))}
        return words[part][key == "no"]
    if part == "state" and "-" in key:
        country, _dash, state = key.partition("-")
        return _("%(country)s, state not known") % {"country": country} if state == UNKNOWN else f"{country}, {state}"
    return str(NAMERS[part].get(key, key))
