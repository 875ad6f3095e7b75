"""The public list of hospitals: what can be asked of it, and what it shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q, QuerySet

from rounds.accounts.models import Person
from rounds.directory.models import Hospital, HospitalAccount, SocialNetwork
from rounds.directory.naming import plain
from rounds.directory.vocabulary import BEDS_BANDS, AccountState, HospitalType, Kind, Method, Ownership, Status


@dataclass(frozen=True)
class Wanted:
    """The filters of the list; an unknown value asks for nothing."""

    q: str = ""
    country: str = ""
    state: str = ""
    beds: str = ""
    ownership: str = ""
    type: str = ""
    kind: str = ""
    teaching: str = ""
    network: str = ""
    proof: str = ""
    status: str = ""


TEACHING = {"yes": Q(teaching=True), "no": Q(teaching=False), "unknown": Q(teaching=None)}


def hospitals_visible_to(person: Person | None) -> QuerySet[Hospital]:
    """The register is public: everybody sees all of it."""
    return Hospital.objects.order_by("name", "pk")


def find_hospitals(hospitals: QuerySet[Hospital], wanted: Wanted) -> QuerySet[Hospital]:
    found = hospitals.filter(status=Status.CLOSED if wanted.status == Status.CLOSED else Status.OPEN)
    for word in plain(wanted.q).split():
        found = found.filter(words__contains=word)
    for name, values in FIXED.items():
        value = getattr(wanted, name)
        if value and (not values or value in values):
            found = found.filter(**{name: value})
    if wanted.beds in BEDS_BANDS or wanted.beds == "unknown":
        found = found.filter(in_band(wanted.beds))
    if wanted.teaching in TEACHING:
        found = found.filter(TEACHING[wanted.teaching])
    return with_accounts(found, wanted)


FIXED: dict[str, list[str]] = {
    "country": [],
    "state": [],
    "ownership": Ownership.values,
    "type": HospitalType.values,
    "kind": Kind.values,
}


def in_band(band: str) -> Q:
    if band == "unknown":
        return Q(beds=None)
    first, before = BEDS_BANDS[band]
    return Q(beds__gte=first) if before is None else Q(beds__gte=first, beds__lt=before)


def with_accounts(found: QuerySet[Hospital], wanted: Wanted) -> QuerySet[Hospital]:
    """Narrow to those with a listed account on a network, or with a proven one, or with none at all."""
    proof = wanted.proof if wanted.proof in {"any", "proven", "none"} else ""
    if not (wanted.network or proof):
        return found
    accounts = HospitalAccount.objects.filter(hospital=OuterRef("pk"), state=AccountState.CHECKED)
    if wanted.network:
        number = SocialNetwork.objects.filter(slug=wanted.network).values_list("pk", flat=True).first()
        accounts = accounts.filter(network=number or 0)
    if proof == "proven":
        accounts = accounts.exclude(proven_by__in=["", Method.PERSON])
    return found.filter(~Exists(accounts) if proof == "none" else Exists(accounts))


@dataclass(frozen=True)
class Listed:
    name: str
    proven: bool


def networks_by_hospital(hospitals: Iterable[Hospital]) -> dict[int, list[Listed]]:
    """For each hospital of a page, the networks on which it has checked accounts."""
    keys = [hospital.pk for hospital in hospitals]
    rows = (
        HospitalAccount.objects.listed()
        .filter(hospital__in=keys)
        .order_by("network__name")
        .values_list("hospital_id", "network__name", "proven_by")
    )
    found: dict[int, dict[str, bool]] = {}
    for hospital, name, proven_by in rows:
        names = found.setdefault(hospital, {})
        names[name] = names.get(name, False) or proven_by not in {"", "person"}
    return {key: [Listed(name, proven) for name, proven in names.items()] for key, names in found.items()}


def standing_networks() -> QuerySet[SocialNetwork]:
    return SocialNetwork.objects.filter(retired_on=None).order_by("name")


@dataclass(frozen=True)
class Offered:
    """What the choices of the filters offer: only what the register has."""

    countries: list[str]
    states: list[str]
    networks: list[tuple[str, str]]


def offered() -> Offered:
    found: Offered | None = cache.get("directory.offered")
    if found is None:
        opened = Hospital.objects.open().order_by()
        found = Offered(
            countries=sorted(opened.values_list("country", flat=True).distinct()),
            states=sorted(state for state in opened.values_list("state", flat=True).distinct() if state),
            networks=list(SocialNetwork.objects.order_by("name").values_list("slug", "name")),
        )
        cache.set("directory.offered", found, 60)
    return found
