"""The choices that the filters of the lists offer."""

from typing import Any

from django.utils.translation import gettext as _

from rounds.directory.queries import Wanted
from rounds.directory.queries.hospitals import Offered
from rounds.directory.vocabulary import BEDS_BANDS, HospitalType, Kind, Ownership, Status


def filters(wanted: Wanted, offered: Offered) -> list[dict[str, Any]]:
    """The fields of the filter form of the public list."""
    everything = ("", _("All"))
    fields: list[tuple[str, str, list[tuple[str, Any]]]] = [
        ("state", _("State"), [everything, *((state, state) for state in offered.states)]),
        ("beds", _("Beds"), [everything, *((band, band.replace("-", "–")) for band in BEDS_BANDS), unknown()]),
        ("ownership", _("Ownership"), [everything, *Ownership.choices]),
        ("type", _("Type"), [everything, *HospitalType.choices]),
        ("teaching", _("Teaching"), [everything, ("yes", _("Yes")), ("no", _("No")), unknown()]),
        ("network", _("Network"), [everything, *offered.networks]),
        ("proof", _("Accounts"), [everything, *proofs()]),
        ("kind", _("Kind"), [everything, *Kind.choices]),
        ("status", _("Status"), [("", Status.OPEN.label), (Status.CLOSED.value, Status.CLOSED.label)]),
    ]
    if len(offered.countries) > 1:
        fields.insert(0, ("country", _("Country"), [everything, *((one, one) for one in offered.countries)]))
    words = {"name": "q", "label": _("Name or town"), "value": wanted.q}
    return [
        words,
        *(
            {"name": name, "label": label, "options": options, "value": getattr(wanted, name)}
            for name, label, options in fields
        ),
    ]


FIRST = {"q", "country", "state", "beds", "network"}


def parted(fields: list[dict[str, Any]]) -> dict[str, Any]:
    """The fields that are always shown, and those behind "More filters", open when one of them is used."""
    more = [field for field in fields if field["name"] not in FIRST]
    first = [field for field in fields if field["name"] in FIRST]
    return {"first": first, "more": more, "open": any(field["value"] for field in more)}


def unknown() -> tuple[str, str]:
    return "unknown", _("Not known")


def proofs() -> list[tuple[str, str]]:
    return [("any", _("Any checked account")), ("proven", _("A verified account")), ("none", _("No account"))]
