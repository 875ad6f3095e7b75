import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.network.actions.memberships import bill
from rounds.network.hardship import waived_percent
from rounds.network.letters import tell_decision
from rounds.network.models import HardshipRequest, Membership


class HardshipRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def decide_hardship(request: HardshipRequest, *, granted: bool, reason: str, by: Person, at: dt.datetime) -> None:
    """Grant what the published rule gives for the ground, or refuse it; then the year is billed or begins."""
    waiting = HardshipRequest.objects.filter(pk=request.pk, granted__isnull=True, membership__cancelled__isnull=True)
    if not waiting.update(granted=granted, reason=reason, decided=at, decided_by=by):
        raise HardshipRefused(_("Somebody has decided this since you opened the page."))
    request.refresh_from_db()
    year = request.membership
    if granted:
        year.waived_percent = waived_percent(request.ground)
        Membership.objects.filter(pk=year.pk).update(waived_percent=year.waived_percent)
    record("network.hardship_decided", subject=year.organisation, by=by, at=at, granted=granted, reason=reason)
    bill(year, by=request.asked_by, at=at)
    tell_decision(request, at=at)
