"""Where the centre's staff find everything that is not in the main navigation."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Desk:
    name: str
    links: list[tuple[str, str]]


def desk(name: str, *links: tuple[str, str]) -> Desk:
    return Desk(name, [(words, reverse(view)) for words, view in links])


def desks() -> list[Desk]:
    return [
        desk(
            _("Learning"),
            (_("Courses"), "training:courses"),
            (_("Certificates"), "credentials:issued"),
            (_("Check a post"), "screening:check"),
            (_("Places and their rules"), "screening:places"),
        ),
        desk(
            _("Members"),
            (_("Member list"), "network:members"),
            (_("Requests to pay less"), "network:requests"),
            (_("People"), "accounts:people"),
            (_("Trail"), "accounts:trail"),
        ),
        desk(
            _("Events and meetings"),
            (_("Events"), "events:events"),
            (_("New event"), "events:new_event"),
            (_("Meetings you look after"), "meetings:desk"),
            (_("New meeting"), "meetings:new"),
            (_("Shared places"), "meetings:pools"),
        ),
        desk(
            _("Money"),
            (_("Invoices"), "billing:invoices"),
            (_("Orders and quotes"), "billing:orders"),
            (_("Bank"), "billing:bank"),
            (_("Reminders"), "billing:reminders"),
            (_("Journal"), "billing:journal"),
        ),
        desk(
            _("Prices"),
            (_("Price lists"), "billing:price_lists"),
            (_("Who pays more?"), "billing:price_compare"),
            (_("Vouchers"), "billing:vouchers"),
            (_("Discounts"), "billing:discounts"),
            (_("Taxes"), "billing:taxes"),
            (_("Points"), "billing:all_points"),
        ),
        desk(
            _("Register"),
            (_("Accounts to check"), "directory:desk"),
            (_("Claims"), "directory:claims"),
            (_("Imports"), "directory:imports"),
            (_("Networks"), "directory:networks"),
        ),
    ]
