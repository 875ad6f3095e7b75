"""Which overdue invoices are due for which reminder, and why others are not."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.billing.models import BankLine, Checkout, Invoice, Reminder
from rounds.billing.queries.bank import matches_of

LADDER = (7, 21, 35)  # days after the due date
REST = 7  # days between two letters about one invoice


@dataclass(frozen=True)
class Due:
    """An overdue invoice, the step of the ladder it has reached, and why no letter goes out, where none does."""

    invoice: Invoice
    days: int
    step: int
    stop: str

    @property
    def goes(self) -> bool:
        return not self.stop


def overdue_invoices(*, on: dt.date) -> QuerySet[Invoice]:
    late = Q(standing__open_minor__gt=0, due_on__lt=on)
    found = Invoice.objects.filter(late).select_related("payer", "standing", "hold")
    return found.prefetch_related("reminders", "checkouts").order_by("due_on", "pk")


def reminders_due(*, on: dt.date) -> list[Due]:
    """Every overdue invoice, the longest overdue first."""
    waiting = BankLine.objects.filter(state=BankLine.State.WAITING).order_by("booked_on", "pk")
    paid = {match.invoice.pk for match in matches_of(waiting) if match.invoice}
    return [judged(invoice, on=on, in_the_bank=invoice.pk in paid) for invoice in overdue_invoices(on=on)]


def judged(invoice: Invoice, *, on: dt.date, in_the_bank: bool) -> Due:
    """Nobody who was never reminded gets the last letter first."""
    days = (on - invoice.due_on).days
    reached = sum(days >= rung for rung in LADDER)
    sent = sorted(invoice.reminders.all(), key=lambda reminder: reminder.step)
    step = min(reached, (sent[-1].step if sent else 0) + 1)
    stop = stopped(invoice, in_the_bank) or too_early(days, step, sent, on)
    return Due(invoice, days, step, stop)


def stopped(invoice: Invoice, in_the_bank: bool) -> str:
    """The first reason why no letter goes out for this invoice, however late it is; empty when there is none."""
    hold = getattr(invoice, "hold", None)
    if hold:
        return _("Stopped by hand: %(why)s") % {"why": hold.reason}
    if in_the_bank:
        return _("A payment for it waits among the bank's lines.")
    if any(each.state == Checkout.State.WAITING for each in invoice.checkouts.all()):
        return _("A payment is on its way.")
    return "" if invoice.payer.email else _("There is no address to write to.")


def too_early(days: int, step: int, sent: list[Reminder], on: dt.date) -> str:
    """Why the next letter waits; empty when it does not."""
    done = sent[-1].step if sent else 0
    if done >= len(LADDER):
        return _("All letters are sent. Call them.")
    if step <= done:
        return ngettext("Next letter tomorrow.", "Next letter in %(days)s days.", LADDER[done] - days) % {
            "days": LADDER[done] - days
        }
    if sent and (on - sent[-1].at.date()).days < REST:
        return _("The last letter went out less than %(days)s days ago.") % {"days": REST}
    return ""
