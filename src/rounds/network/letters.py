"""The words of the letters of the network, and how they are sent."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.accounts.letters import Words, absolute, send_now, tell_all
from rounds.accounts.models import Kind, Person
from rounds.core.queries import the_centre
from rounds.network.models import HardshipRequest, Invitation, Membership, Organisation
from rounds.network.queries.people import invitation_token


def looks_after(organisation: Organisation) -> list[Person]:
    """The managers of an organisation; those of its system where it has none."""
    for where in (organisation.pk, organisation.parent_id):
        found = Person.objects.filter(
            network_seats__organisation=where, network_seats__manages=True, network_seats__ended=None, is_active=True
        ).distinct()
        if found:
            return list(found)
    return []


def send_invitation(invitation: Invitation, *, language: str) -> None:
    """An address gets this letter whether or not somebody has an account with it."""
    send_now(invitation.email, language, lambda: invitation_words(invitation))


def invitation_words(invitation: Invitation) -> Words:
    facts = {
        "organisation": invitation.organisation.name,
        "centre": the_centre().name,
        "who": invitation.sent_by.name if invitation.sent_by else the_centre().name,
        "day": date_format(invitation.until, "DATE_FORMAT"),
    }
    return Words(
        subject=_("Take your seat at %(organisation)s") % facts,
        lines=[
            _("%(who)s invites you to the network of %(centre)s as one of the people of %(organisation)s.") % facts,
            _("You need an account with this address. Making one takes two minutes."),
            _("The invitation is good until %(day)s.") % facts,
        ],
        button=_("Answer the invitation"),
        url=absolute("network:invitation", invitation_token(invitation)),
        why=_("%(who)s gave us your address. If you do not know them, do nothing.") % facts,
    )


def tell_nearly_full(organisation: Organisation, taken: int, cap: int, *, at: dt.datetime) -> None:
    def words() -> Words:
        facts = {"organisation": organisation.name, "taken": taken, "cap": cap}
        return Words(
            subject=_("%(taken)s of %(cap)s seats are taken") % facts,
            lines=[
                _("%(organisation)s has %(cap)s seats, and %(taken)s of them are taken.") % facts,
                _("End seats of people who have left, or declare a larger size when you renew."),
            ],
            button=_("See the seats"),
            url=absolute("network:people", organisation.slug),
            why=_("You are a manager of %(organisation)s.") % facts,
        )

    tell_all(looks_after(organisation), words, kind=Kind.NEEDS, at=at)


def tell_renewal(membership: Membership, days: int, *, at: dt.datetime) -> int:
    organisation, ends = membership.organisation, membership.ends

    def words() -> Words:
        left = (ends - at.date()).days if ends else days
        facts = {
            "organisation": organisation.name,
            "day": date_format(ends, "DATE_FORMAT") if ends else "",
            "count": left,
        }
        return Words(
            subject=ngettext(
                "Renew your membership: %(count)s day left", "Renew your membership: %(count)s days left", left
            )
            % facts,
            lines=[
                _("The membership of %(organisation)s ends on %(day)s.") % facts,
                _("To renew, say how large you are now. The price follows from that."),
            ],
            button=_("Renew now"),
            url=absolute("network:renew", organisation.slug),
            why=_("You are a manager of %(organisation)s. We write 90, 60, 30 and 7 days before the end.") % facts,
        )

    return tell_all(looks_after(organisation), words, kind=Kind.NEEDS, at=at)


def tell_lapsed(organisation: Organisation, *, at: dt.datetime) -> int:
    def words() -> Words:
        facts = {"organisation": organisation.name}
        return Words(
            subject=_("Your membership has lapsed"),
            lines=[
                _("The membership of %(organisation)s was not renewed in time, so it has lapsed.") % facts,
                _("Your people keep their accounts and certificates. Points that were not used are gone."),
                _("You can come back on any day."),
            ],
            button=_("Come back"),
            url=absolute("network:renew", organisation.slug),
            why=_("You are a manager of %(organisation)s.") % facts,
        )

    return tell_all(looks_after(organisation), words, kind=Kind.NEEDS, at=at)


def tell_decision(request: HardshipRequest, *, at: dt.datetime) -> int:
    organisation = request.membership.organisation

    def words() -> Words:
        facts = {"organisation": organisation.name, "percent": request.membership.waived_percent}
        granted = _("We grant what you asked for: %(percent)s percent of the dues are waived.") % facts
        refused = _("We cannot waive the dues this time. The price stays as it was.")
        return Words(
            subject=_("We decided about your dues"),
            lines=[granted if request.granted else refused, _("The reason: %(why)s") % {"why": request.reason}],
            button=_("See your membership"),
            url=absolute("network:membership", organisation.slug),
            why=_("You asked to pay less for %(organisation)s.") % facts,
        )

    return tell_all([request.asked_by], words, kind=Kind.NEEDS, at=at)
