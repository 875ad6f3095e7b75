"""The words of the letters that follow an event, and those of contests."""

import datetime as dt
from collections.abc import Callable

from django.utils.translation import gettext as _

from rounds.accounts.letters import Words, absolute, tell
from rounds.accounts.models import Kind
from rounds.events.models import Credit, Entry


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


def tell_entry(entry: Entry, what: str, *, at: dt.datetime, why: str = "") -> None:
    """To the writer of an entry: that it arrived, what was decided about it, and what comes next."""
    contest = entry.contest

    def words() -> Words:
        facts = {"contest": contest.name, "title": entry.title, "why": why or entry.reason, "prize": contest.prize}
        subject, lines = ENTRY_LETTERS[what](facts)
        recipient = what == "recipient"
        url = absolute("events:prize" if recipient else "events:own_entry", contest.event.slug, contest.slug)
        return Words(
            subject=subject,
            lines=lines,
            button=_("Say whether you come") if recipient else _("See your entry"),
            url=url,
            why=_("You sent an entry to this contest."),
        )

    tell(entry.person, words, kind=Kind.NEEDS if what in {"refused", "recipient"} else Kind.CHANGED, at=at)


Facts = dict[str, str]
ENTRY_LETTERS: dict[str, Callable[[Facts], tuple[str, list[str]]]] = {
    "received": lambda facts: (
        _("We have your entry for %(contest)s") % facts,
        [
            _("Your entry “%(title)s” has arrived.") % facts,
            _("Somebody of the team reads it before others do. You can change or withdraw it until then."),
        ],
    ),
    "shown": lambda facts: (
        _("Your entry for %(contest)s is shown") % facts,
        [
            _("Everybody can read “%(title)s” now, under the name that you chose.") % facts,
            _("You can withdraw it at any time, without a reason."),
        ],
    ),
    "refused": lambda facts: (
        _("Your entry for %(contest)s is not shown yet") % facts,
        [
            _("We could not show “%(title)s” as it is. The reason: %(why)s") % facts,
            _("You can change it and send it again while entries are open."),
        ],
    ),
    "finalist": lambda facts: (
        _("You are a finalist of %(contest)s") % facts,
        [_("Many people liked “%(title)s”. Now the judges read it.") % facts, _("You need not do anything.")],
    ),
    "no finalist": lambda facts: (
        _("The finalists of %(contest)s are chosen") % facts,
        [_("“%(title)s” is not among them. Thank you for telling it.") % facts],
    ),
    "recipient": lambda facts: (
        _("You receive a prize of %(contest)s") % facts,
        [
            _("The judges chose “%(title)s”. You receive: %(prize)s") % facts,
            _("Say whether you come, and who comes with you. We would like you to speak there."),
        ],
    ),
    "taken back": lambda facts: (
        _("Your prize of %(contest)s was taken back") % facts,
        [
            _("You no longer receive the prize for “%(title)s”. The reason: %(why)s") % facts,
            _("Tickets that came with it were cancelled."),
        ],
    ),
    "no recipient": lambda facts: (
        _("The recipients of %(contest)s are chosen") % facts,
        [_("“%(title)s” was a finalist, and is not among them. Thank you for telling it.") % facts],
    ),
}
