"""Lines of the bank that wait, and which open invoice each of them most likely pays."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rounds.accounts.access import is_centre_staff
from rounds.accounts.models import Person
from rounds.billing.models import BankFile, BankLine, Invoice

WORD = re.compile(r"\w{3,}")
COMMON = {"hospital", "health", "clinic", "the", "and", "medical", "center", "centre", "inc", "gmbh", "ltd", "llc"}


@dataclass(frozen=True)
class Match:
    """A line of the bank, the invoice it seems to pay, why we think so, and whether it may be booked unseen."""

    line: BankLine
    invoice: Invoice | None
    why: str
    sure: bool = False


def bank_files_visible_to(person: Person) -> QuerySet[BankFile]:
    files = BankFile.objects.select_related("by").order_by("-at", "-pk")
    return files if is_centre_staff(person) else files.none()


def bank_lines_visible_to(person: Person) -> QuerySet[BankLine]:
    lines = BankLine.objects.select_related("file", "payment").order_by("booked_on", "pk")
    return lines if is_centre_staff(person) else lines.none()


def open_invoices() -> QuerySet[Invoice]:
    found = Invoice.objects.filter(standing__open_minor__gt=0)
    return found.select_related("payer", "standing").order_by("due_on", "pk")


def matches_of(lines: Iterable[BankLine]) -> list[Match]:
    """For each line the best match. An invoice is offered to one line only, the first that fits."""
    invoices, taken, found = list(open_invoices()), set[int](), []
    by_number = {invoice.number.casefold(): invoice for invoice in invoices}
    for line in lines:
        match = by_its_number(line, by_number, taken) or by_amount(line, invoices, taken)
        if match.invoice:
            taken.add(match.invoice.pk)
        found.append(match)
    return found


def by_its_number(line: BankLine, by_number: dict[str, Invoice], taken: set[int]) -> Match | None:
    """The text names an invoice. People leave out dashes and zeros, so these do not count."""
    text = compact(line.text)
    named = [one for number, one in by_number.items() if f"-{compact(number)}-" in f"-{text}-" and one.pk not in taken]
    if len(named) != 1 or named[0].currency != line.currency:
        return None
    invoice, left = named[0], named[0].standing.open_minor
    if line.amount_minor == left:
        return Match(line, invoice, _("Names the invoice, and the amount is right."), sure=True)
    if line.amount_minor < left:
        return Match(line, invoice, _("Names the invoice, and pays a part of it."))
    return Match(line, invoice, _("Names the invoice, and pays more than is open. The rest becomes credit."))


def by_amount(line: BankLine, invoices: list[Invoice], taken: set[int]) -> Match:
    same = [
        one
        for one in invoices
        if (one.standing.open_minor, one.currency) == (line.amount_minor, line.currency) and one.pk not in taken
    ]
    alike = [one for one in same if shares_a_name(line.payer_name, one.payer.name)]
    if len(alike) == 1:
        return Match(line, alike[0], _("The name and the amount are right."), sure=True)
    if len(alike) > 1:
        return Match(line, alike[0], _("The name and the amount fit several invoices. This is the oldest."))
    if len(same) == 1:
        return Match(line, same[0], _("Only this invoice has the amount. The name is another one."))
    if same:
        return Match(line, None, _("Several invoices have this amount, and none has the name."))
    return Match(line, None, _("No open invoice has this number or this amount."))


def compact(text: str) -> str:
    """
    >>> compact("Invoice inv 2026/00012"), compact("INV-2026-00012")
    ('invoice-inv-2026-12', 'inv-2026-12')
    """
    return "-".join(part.lstrip("0") or part for part in re.findall(r"[a-z]+|\d+", text.casefold()))


def shares_a_name(one: str, other: str) -> bool:
    """Whether two names share a word that is not in every hospital's name.

    >>> shares_a_name("NORTHLAKE HOSP", "Northlake Hospital"), shares_a_name("City Hospital", "Lake Hospital")
    (True, False)
    """
    words = [set(WORD.findall(name.casefold())) - COMMON for name in (one, other)]
    return bool(words[0] & words[1])


def invoices_for(line: BankLine, words: str) -> QuerySet[Invoice]:
    """Open invoices to choose from by hand, in the currency of the line."""
    found = open_invoices().filter(currency=line.currency)
    for word in words.split():
        found = found.filter(Q(number__icontains=word) | Q(payer__name__icontains=word))
    return found


def chosen_pairs(person: Person, pairs: Iterable[str]) -> list[tuple[BankLine, Invoice]]:
    """The lines and invoices that a form names as "line:invoice"; what is not there any more stays out."""
    numbers = [tuple(map(int, pair.split(":"))) for pair in pairs if re.fullmatch(r"\d{1,15}:\d{1,15}", pair)]
    lines = bank_lines_visible_to(person).in_bulk([one[0] for one in numbers])
    invoices = Invoice.objects.select_related("payer", "standing").in_bulk([one[1] for one in numbers])
    return [(lines[line], invoices[other]) for line, other in numbers if line in lines and other in invoices]
