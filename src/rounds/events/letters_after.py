"""The words of the letters that follow an event, and those of contests."""

import datetime as dt

from django.utils.translation import gettext as _

from rounds.accounts.letters import Words, absolute, tell
from rounds.accounts.models import Kind
from rounds.events.models import Credit


def tell_credit(given: Credit, *, at: dt.datetime) -> None:
    event = given.event
    corrected = given.corrects_id is not None

    def words() -> Words:
        facts = {"event": event.name, "minutes": given.minutes, "hours": f"{given.quarters / 4:g}", "why": given.reason}
        lines = [_("You took part in %(event)s for %(minutes)s minutes.") % facts]
        if given.quarters:
            lines.append(_("That is a credit of %(hours)s.") % facts)
        if corrected:
            lines.append(_("It was put right. The reason: %(why)s") % facts)
        return Words(
            subject=(
                _("Your attendance at %(event)s is put right") if corrected else _("Your certificate of %(event)s")
            )
            % facts,
            lines=lines,
            button=_("See your certificates"),
            url=absolute("credentials:mine"),
            why=_("You were at this event."),
        )

    tell(given.person, words, kind=Kind.CHANGED, at=at)
