"""The register for other programs: the same list and the same facts as its pages."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from rounds.accounts.access import reader
from rounds.directory import queries
from rounds.directory.models import Hospital, HospitalAccount
from rounds.directory.queries.accounts import PUBLIC

router = Router(tags=["register"])


class Asked(Schema):
    """Filters of the list, as on the page."""

    q: str = Field("", max_length=100, description="Words in the name, a former name or the town.")
    country: str = ""
    state: str = ""
    beds: str = Field("", description="1-99, 100-299, 300+ or unknown")
    ownership: str = ""
    type: str = ""
    kind: str = ""
    teaching: str = Field("", description="yes, no or unknown")
    network: str = Field("", description="Short name of a network with a listed account, such as facebook")
    proof: str = Field("", description="any, proven or none")
    status: str = Field("", description="open (when empty) or closed")


class HospitalOut(Schema):
    """null and "" mean "not known"."""

    slug: str
    name: str
    kind: str
    type: str
    ownership: str
    address: str
    city: str
    state: str
    zip: str
    country: str
    beds: int | None
    beds_source: str
    beds_on: dt.date | None
    emergency: bool | None
    teaching: bool | None
    rural: bool | None
    website: str
    website_checked: dt.datetime | None
    cms_id: str
    other_key: str
    status: str
    closed_on: dt.date | None
    source: str
    invented: bool
    networks: list[str]
    page: str


class AccountOut(Schema):
    """`state` is checked, dead or taken_over; `proven_by` says how control was last proven, `person` being the weakest."""

    network: str
    handle: str
    address: str
    opened_on: dt.date | None
    state: str
    since: dt.datetime
    proven_by: str
    proven_at: dt.datetime | None


class FormerOut(Schema):
    name: str
    until: dt.date


class HospitalDetail(HospitalOut):
    accounts: list[AccountOut]
    former_names: list[FormerOut]


OWN = (*(name for name in HospitalOut.model_fields if name not in {"invented", "networks", "page"}),)


def hospital_out(hospital: Hospital, networks: list[str]) -> dict[str, Any]:
    own = {name: getattr(hospital, name) for name in OWN}
    page = settings.BASE_URL + hospital.get_absolute_url()
    return {**own, "invented": hospital.demonstration, "networks": networks, "page": page}


def account_out(account: HospitalAccount) -> dict[str, Any]:
    own = ("handle", "address", "opened_on", "state", "since", "proven_by", "proven_at")
    return {"network": account.network.slug, **{name: getattr(account, name) for name in own}}


class Bites(LimitOffsetPagination):
    """Makes the answer of only those hospitals that are asked for."""

    class Input(LimitOffsetPagination.Input):
        limit: int = Field(100, ge=1, le=500)

    def paginate_queryset(self, queryset: Any, pagination: Any, request: HttpRequest, **params: Any) -> Any:
        rows = list(queryset[pagination.offset : pagination.offset + pagination.limit])
        listed = queries.networks_by_hospital(rows)
        items = [hospital_out(row, [one.name for one in listed.get(row.pk, [])]) for row in rows]
        return {"items": items, "count": queryset.count()}


@router.get("/hospitals", response=list[HospitalOut], auth=None, summary="Find hospitals")
@paginate(Bites)
def hospitals(request: HttpRequest, asked: Query[Asked]) -> Any:
    return queries.find_hospitals(queries.hospitals_visible_to(reader(request)), queries.Wanted(**asked.dict()))


@router.get("/hospitals/{slug}", response=HospitalDetail, auth=None, summary="One hospital with its accounts")
def hospital(request: HttpRequest, slug: str) -> dict[str, Any]:
    found = get_object_or_404(Hospital, slug=slug)
    accounts = list(queries.accounts_of(found, None).filter(state__in=PUBLIC))
    names = list(dict.fromkeys(one.network.name for one in accounts if one.state == "checked"))
    former = list(found.former_names.order_by("-until").values("name", "until"))
    shown = [account_out(one) for one in accounts]
    return {**hospital_out(found, names), "accounts": shown, "former_names": former}
