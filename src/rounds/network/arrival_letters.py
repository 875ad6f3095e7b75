"""Letters about people who ask for a seat because of their address."""

import datetime as dt

from django.utils.translation import gettext as _

from rounds.accounts.letters import Words, absolute, tell, tell_all
from rounds.accounts.models import Kind
from rounds.network.letters import looks_after
from rounds.network.models import SeatRequest


def tell_asked(request: SeatRequest, *, at: dt.datetime) -> int:
    organisation = request.organisation

    def words() -> Words:
        facts = {"organisation": organisation.name, "who": request.person.name, "email": request.email}
        return Words(
            subject=_("%(who)s asks for a seat") % facts,
            lines=[
                _("%(who)s (%(email)s) asks for a seat at %(organisation)s.") % facts,
                _("The address is confirmed and lies in a domain that you have proven."),
            ],
            button=_("Answer"),
            url=absolute("network:people", organisation.slug) + "#asked",
            why=_("You are a manager of %(organisation)s.") % facts,
        )

    return tell_all(looks_after(organisation), words, kind=Kind.NEEDS, at=at)


def tell_answer(request: SeatRequest, *, at: dt.datetime) -> bool:
    organisation = request.organisation

    def words() -> Words:
        facts = {"organisation": organisation.name}
        yes, no = _("You have a seat at %(organisation)s."), _("%(organisation)s gives you no seat for now.")
        line = (yes if request.granted else no) % facts
        more = _("Your account and all that is yours stay as they are.")
        return Words(
            subject=_("Your seat at %(organisation)s") % facts,
            lines=[line] if request.granted else [line, more],
            button=_("See your organisation"),
            url=absolute("network:own"),
            why=_("You asked for a seat at %(organisation)s.") % facts,
        )

    return tell(request.person, words, kind=Kind.NEEDS, at=at)
