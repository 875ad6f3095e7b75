"""Reminders for overdue invoices."""

import datetime as dt
from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.letters import write_reminder
from rounds.billing.models import Hold, Invoice, Reminder
from rounds.billing.queries.dunning import reminders_due


class DunningRefused(Exception):
    """The message is written for the person who asked."""


def send_reminders(chosen: Collection[int], *, by: Person, at: dt.datetime, on: dt.date) -> int:
    """Send the reminders that are due for the chosen invoices. What was stopped or paid since the preview stays out."""
    due = [each for each in reminders_due(on=on) if each.goes and each.invoice.pk in chosen]
    return sum(send_reminder(each.invoice, each.step, by=by, at=at) for each in due)


def send_reminder(invoice: Invoice, step: int, *, by: Person, at: dt.datetime) -> bool:
    """Of two who send the same step at once, one does; the letter is handed over in the same transaction."""
    try:
        with transaction.atomic():
            reminder = Reminder.objects.create(invoice=invoice, step=step, to=invoice.payer.email, by=by, at=at)
            record("billing.reminder_sent", subject=invoice, by=by, at=at, step=step)
            write_reminder(invoice, reminder.step)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def hold_reminders(invoice: Invoice, *, reason: str, by: Person, at: dt.datetime) -> None:
    _hold, new = Hold.objects.get_or_create(invoice=invoice, defaults={"reason": reason, "by": by, "at": at})
    if not new:
        raise DunningRefused(_("The reminders for this invoice are stopped already."))
    record("billing.reminders_held", subject=invoice, by=by, at=at, reason=reason)


@transaction.atomic
def resume_reminders(invoice: Invoice, *, by: Person, at: dt.datetime) -> None:
    if Hold.objects.filter(invoice=invoice).delete()[0]:
        record("billing.reminders_resumed", subject=invoice, by=by, at=at)
