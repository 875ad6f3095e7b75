"""What waits in the network, in the books and in the register."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.billing.models import BankLine
from rounds.billing.queries.dunning import reminders_due
from rounds.billing.queries.papers import (
    open_disputes,
    refunds_on_their_way,
    refunds_that_failed,
    unsolved_events,
)
from rounds.directory.queries.waiting import waiting
from rounds.network.models import Organisation
from rounds.network.queries.dues import hardship_requests
from rounds.network.queries.members import state_filters
from rounds.network.queries.organisations import with_cover
from rounds.site.queries.tasks import Task, when

DAYS_TO_DECIDE = 14  # "within 10 working days", as members are told


def paying_less(on: dt.date) -> list[Task]:
    """Requests to pay less that nobody has decided."""
    return [
        Task(
            "member",
            _("Decide whether %(name)s pays less") % {"name": request.membership.organisation},
            request.get_ground_display(),
            reverse("network:decide", args=[request.pk]),
            request.asked.date() + dt.timedelta(days=DAYS_TO_DECIDE),
            *when(request.asked.date() + dt.timedelta(days=DAYS_TO_DECIDE), on),
        )
        for request in hardship_requests(state="waiting")
    ]


def at_risk(on: dt.date) -> list[Task]:
    """Members whose year is over and who lapse unless they renew."""
    return [
        Task(
            "member",
            _("Ask %(name)s about renewing") % {"name": one.name},
            _("The year is over. The membership lapses unless it is renewed."),
            reverse("network:member", args=[one.slug]),
            one.covered_until,
            *when(one.covered_until, on),
        )
        for one in with_cover(Organisation.objects.filter(parent=None)).filter(state_filters(on)["grace"])
    ]


def summed(kind: str, on: dt.date, counts: list[tuple[int, str, str, str]]) -> list[Task]:
    """One task for each pile that is not empty: how many, what to do, why, where."""
    return [
        Task(kind, title, why, url, on, ngettext("%(n)s waits", "%(n)s wait", count) % {"n": count}, "info")
        for count, title, why, url in counts
        if count
    ]


def money(on: dt.date) -> list[Task]:
    late = sum(due.goes for due in reminders_due(on=on))
    lines = BankLine.objects.filter(state=BankLine.State.WAITING).count()
    return summed(
        "money",
        on,
        [
            (late, _("Send reminders"), _("Invoices are overdue."), reverse("billing:reminders")),
            (lines, _("Book what the bank reports"), _("Payments wait for their invoices."), reverse("billing:bank")),
            (
                refunds_on_their_way().count()
                + unsolved_events().count()
                + open_disputes().count()
                + refunds_that_failed().count(),
                _("Look at card payments"),
                _("A refund, a dispute or a message of the provider needs a person."),
                reverse("billing:invoices"),
            ),
        ],
    )


def register(on: dt.date) -> list[Task]:
    found = waiting()
    desk = reverse("directory:desk")
    return summed(
        "register",
        on,
        [
            (found.submissions, _("Check accounts"), _("Somebody sent them in for a hospital."), desk),
            (found.claims, _("Decide claims"), _("People say they speak for a hospital."), reverse("directory:claims")),
            (found.joins, _("Compare entries"), _("Only the telephone agrees."), reverse("directory:joins")),
            (
                found.look_alikes,
                _("Compare look-alikes"),
                _("Two accounts have names that are easy to mix up."),
                reverse("directory:look_alikes"),
            ),
            (found.lost, _("Look at lost proofs"), _("A proof that stood is gone."), desk + "?state=lost"),
        ],
    )
