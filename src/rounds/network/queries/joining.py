"""What joining shows: the entries of the register, and the answers to check."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from rounds.billing.queries.prices import Price
from rounds.billing.vocabulary import PayerKind, SizeMetric
from rounds.directory.models import Hospital
from rounds.network.hardship import waived_percent
from rounds.network.models import Joining
from rounds.network.queries.dues import price_of, together
from rounds.network.several import Together
from rounds.network.steps import Answers, kind_of, steps_for, years_in
from rounds.network.vocabulary import Ground

MOST = 20


@dataclass(frozen=True)
class Checked:
    """One line of "check your answers"."""

    step: str
    term: str
    value: str
    error: str
    hidden_text: str

    @property
    def url(self) -> str:
        return reverse("network:join_step", args=[self.step])


def register_entries(words: str, kind: str) -> QuerySet[Hospital]:
    """Open entries of the register that fit what somebody typed, and that nobody has joined with."""
    found = Hospital.objects.open().filter(kind=kind, organisation__isnull=True)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(city__icontains=word) | Q(state__iexact=word))
    return found.order_by("name", "pk")[:MOST]


def entry_in(answers: Answers) -> Hospital | None:
    return Hospital.objects.filter(pk=answers.get("register", {}).get("hospital") or 0).first()


def name_in_register(answers: Answers) -> dict[str, str]:
    found = entry_in(answers)
    return {"name": found.name} if found else {}


def size_in_register(answers: Answers) -> dict[str, int]:
    found = entry_in(answers)
    return {"beds": found.beds} if found and found.beds else {}


def address_in_register(answers: Answers) -> dict[str, str]:
    found = entry_in(answers)
    if found is None:
        return {}
    return {"address": found.address, "postcode": found.zip, "city": found.city, "country": found.country}


def sizes_in(answers: Answers) -> dict[str, int]:
    return {metric: int(number) for metric, number in answers.get("size", {}).get("numbers", {}).items()}


def price_in(answers: Answers, *, on: dt.date) -> Price | None:
    """What a year will cost, once kind and size are told."""
    return price_of(kind_of(answers), sizes_in(answers), on=on) if kind_of(answers) else None


def together_in(answers: Answers, *, on: dt.date) -> Together | None:
    """What the years that are asked for cost at once."""
    price = price_in(answers, on=on)
    return together(price, years_in(answers), on=on) if price else None


def checked(joining: Joining) -> list[Checked]:
    """The answers in order; what is missing says so."""
    return [line(step, joining.answers) for step in steps_for(joining.answers)]


def line(step: str, answers: Answers) -> Checked:
    term, missing, hidden = TERMS[step]()
    told = answers.get(step)
    return Checked(
        step, term, SAID[step](told) if told is not None else "", "" if told is not None else missing, hidden
    )


def said_size(told: dict[str, Any]) -> str:
    sizes = ", ".join(
        f"{int(number):,} {str(SizeMetric(metric).label).lower()}" for metric, number in told["numbers"].items()
    )
    return sizes + (f" ({told['evidence_name']})" if told.get("evidence_name") else "")


def said_register(told: dict[str, Any]) -> str:
    found = Hospital.objects.filter(pk=told["hospital"]).first() if told.get("hospital") else None
    return str(found) if found else _("Not in the register")


def said_invoice(told: dict[str, Any]) -> str:
    order = _("purchase order %(number)s") % {"number": told["purchase_order"]} if told.get("purchase_order") else ""
    parts = (
        told.get("email"),
        told.get("address", "").replace("\n", ", "),
        told.get("city"),
        told.get("country"),
        order,
        said_years(int(told.get("years") or 1)),
    )
    return ", ".join(part for part in parts if part)


def said_years(years: int) -> str:
    return _("%(years)s years at once") % {"years": years} if years > 1 else ""


def said_hardship(told: dict[str, Any]) -> str:
    if not told.get("ground"):
        return _("No, we pay the full dues")
    waived = {"percent": waived_percent(told["ground"]), "ground": Ground(told["ground"]).label}
    return _("%(ground)s: we ask that %(percent)s percent are waived") % waived


SAID: dict[str, Any] = {
    "kind": lambda told: str(PayerKind(told["kind"]).label),
    "promise": lambda told: _("You have read it"),
    "limits": lambda told: _("You have read and accept them"),
    "register": said_register,
    "name": lambda told: told["name"],
    "size": said_size,
    "invoice": said_invoice,
    "hardship": said_hardship,
}
TERMS: dict[str, Any] = {
    "kind": lambda: (_("Who joins"), _("Say who joins"), _("who joins")),
    "promise": lambda: (_("What patients can expect"), _("Read what you can expect"), _("what you can expect")),
    "limits": lambda: (_("Limits for industry"), _("Read the limits"), _("the limits for industry")),
    "register": lambda: (_("In the register"), _("Look in the register"), _("the entry in the register")),
    "name": lambda: (_("Name"), _("Give the name"), _("the name")),
    "size": lambda: (_("Size"), _("Say how large you are"), _("the size")),
    "invoice": lambda: (_("Invoice"), _("Say where the invoice goes"), _("where the invoice goes")),
    "hardship": lambda: (_("Pay less"), _("Say whether you need to pay less"), _("whether you need to pay less")),
}
