"""What waits for somebody at an organisation. Apps above add their part by the hook "rounds_waiting_at"."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks

from rounds.accounts.models import Person
from rounds.network.dues import REMINDER_DAYS, State
from rounds.network.models import Membership, Organisation
from rounds.network.queries.dues import waiting_year
from rounds.network.queries.organisations import Room, Standing
from rounds.network.queries.people import open_invitations


@dataclass(frozen=True)
class Task:
    """One thing to do, as the list of tasks shows it."""

    name: str
    text: str
    url: str
    status: str
    kind: str = "warn"


def waiting_at(
    organisation: Organisation, person: Person, standing: Standing, room: Room, *, at: dt.datetime
) -> list[Task]:
    """What a person may do something about here, the most pressing first."""
    tasks: list[Task] = []
    if person.has_perm("network.see_dues", organisation):
        tasks += dues_tasks(organisation, standing)
    if person.has_perm("network.manage_organisation", organisation):
        tasks += people_tasks(organisation, standing, room, at)
    for more in hooks.get_hooks("rounds_waiting_at"):
        tasks += more(organisation, person, at)
    return tasks


def dues_tasks(organisation: Organisation, standing: Standing) -> list[Task]:
    year = waiting_year(organisation)
    if year:
        return [unpaid(organisation, year)]
    renew = reverse("network:renew", args=[organisation.slug])
    if standing.state == State.LAPSED:
        return [Task(_("Come back"), _("The membership has lapsed."), renew, _("Lapsed"), "bad")]
    if standing.state == State.GRACE and standing.lapses_on:
        day = date_format(standing.lapses_on, "DATE_FORMAT")
        text = _("It ended. You have until %(day)s to renew, then it lapses.") % {"day": day}
        return [Task(_("Renew the membership"), text, renew, _("In grace"), "bad")]
    if standing.state == State.ACTIVE and standing.days_left <= max(REMINDER_DAYS) and not organisation.parent_id:
        left = standing.days_left
        status = ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left}
        return [Task(_("Renew the membership"), _("Say how large you are now. The price follows."), renew, status)]
    return []


def unpaid(organisation: Organisation, year: Membership) -> Task:
    url = reverse("network:membership", args=[organisation.slug])
    asked = getattr(year, "hardship", None)
    if asked and asked.granted is None:
        text = _("We decide within 10 working days. There is nothing for you to do.")
        return Task(_("Your request to pay less"), text, url, _("With us"), "info")
    text = _("The membership begins when the invoice is paid.")
    return Task(_("Pay the dues"), text, url, _("Open"))


def people_tasks(organisation: Organisation, standing: Standing, room: Room, at: dt.datetime) -> list[Task]:
    url, tasks = reverse("network:people", args=[organisation.slug]), []
    if not standing.is_member or organisation.is_one_person:
        return []
    if asking := organisation.seat_requests.filter(answered__isnull=True).count():
        status = ngettext("%(count)s person", "%(count)s people", asking) % {"count": asking}
        text = _("Their addresses lie in your domains. Say yes or no.")
        tasks.append(Task(_("Answer who asks for a seat"), text, f"{url}#asked", status))
    if not organisation.seats.open().filter(guards=True).exists():
        text = _("They look after the rules by which your posts are checked.")
        tasks.append(Task(_("Name a privacy officer"), text, url, _("Nobody yet")))
    if room.nearly_full:
        text = _("End seats of people who left, or declare a larger size when you renew.")
        tasks.append(Task(_("Seats run out"), text, url, room.words))
    old = open_invitations(organisation).filter(until__lt=at).count()
    if old:
        text = _("Nobody answered within 30 days. Send them again or take them back.")
        status = ngettext("%(count)s invitation", "%(count)s invitations", old) % {"count": old}
        tasks.append(Task(_("Invitations ran out"), text, f"{url}#invited", status))
    return tasks
