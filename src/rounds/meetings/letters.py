"""The words of the letters about meetings, and how they are sent. Each goes out in the transaction that it tells of."""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from rounds.accounts.letters import Words, absolute, tell
from rounds.meetings.models import Meeting, Registration
from rounds.meetings.queries import names_another_day, place_in_line, token_of
from rounds.meetings.queries.feeds import calendar_file_of
from rounds.meetings.queries.letter_words import short, until_words, where
from rounds.meetings.reminding import Reminding
from rounds.meetings.vocabulary import RegistrationState


def tell_with_entry(registration: Registration, words: Callable[[], Words], *, at: dt.datetime) -> bool:
    """A letter with the entry of a registration, for the calendar of its person."""
    person = registration.person
    with translation.override(person.language):
        entry = calendar_file_of(registration)
    return tell(person, words, at=at, files=[entry])


def moment(meeting: Meeting) -> str:
    """When it begins, on the clock of the meeting."""
    local = meeting.local_start
    return f"{date_format(local, 'l j F Y')}, {local:%H:%M} ({meeting.zone.replace('_', ' ')})"


def facts_of(registration: Registration) -> dict[str, str]:
    meeting = registration.meeting
    return {
        "title": meeting.title,
        "when": moment(meeting),
        "where": where(meeting),
        "count": str(registration.party),
        "until": until_words(registration.until, meeting),
        "why_cancelled": meeting.why_cancelled,
    }


def own_url(registration: Registration) -> str:
    """A page that asks who somebody is: a meeting that is not for everybody is not there for a visitor."""
    return absolute("meetings:place", registration.meeting_id)


@task()
def write_letter(what: str, number: int) -> None:
    """A letter that the worker writes, so that nobody waits for it who holds places."""
    one = Registration.objects.select_related("meeting", "person").get(pk=number)
    LATER[what](one, at=timezone.now())


def tell_registered(registration: Registration) -> None:
    write_letter.enqueue("registered", registration.pk)


def tell_waiting(registration: Registration) -> None:
    write_letter.enqueue("waiting", registration.pk)


def write_registered(registration: Registration, *, at: dt.datetime) -> None:
    if registration.state != RegistrationState.REGISTERED:  # it was given back before this letter was written
        return

    def words() -> Words:
        facts = facts_of(registration)
        places = ngettext("%(count)s place is yours.", "%(count)s places are yours.", registration.party)
        return Words(
            subject=short(_("You are registered: %(title)s") % facts),
            lines=[facts["title"], facts["when"], facts["where"], places % facts],
            button=_("See your place"),
            url=own_url(registration),
            why=_("You registered for this meeting."),
        )

    tell_with_entry(registration, words, at=at)


def write_waiting(registration: Registration, *, at: dt.datetime) -> None:
    if registration.state != RegistrationState.WAITING:  # it was offered a place before this letter was written
        return

    def words() -> Words:
        facts = {**facts_of(registration), "position": place_in_line(registration)}
        return Words(
            subject=short(_("You are on the waiting list: %(title)s") % facts),
            lines=[
                _("All places of “%(title)s” are taken. You are number %(position)s in the list.") % facts,
                _("When a place becomes free for you, we write to you. You then have some time to say yes."),
            ],
            button=_("See your place in the list"),
            url=own_url(registration),
            why=_("You joined the waiting list of this meeting."),
        )

    tell(registration.person, words, at=at)


def tell_offer(registration: Registration, *, at: dt.datetime) -> None:
    def words() -> Words:
        until = (registration.until or at).astimezone(registration.meeting.tzinfo)
        facts = {**facts_of(registration), "day": f"{date_format(until, 'j F')}, {until:%H:%M}"}
        return Words(
            subject=short(_("A place is free: answer by %(day)s") % facts),
            lines=[
                _("A place in “%(title)s” is free, and you are next.") % facts,
                facts["when"],
                _("It is kept for you until %(until)s. After that it goes to the next in the list.") % facts,
            ],
            button=_("Take the place"),
            url=absolute("meetings:accept", registration.meeting_id),
            why=_("You joined the waiting list of this meeting."),
            more=_("You cannot come? Pass the place on with one click"),
            more_url=absolute("meetings:decline", token_of(registration)),
        )

    tell(registration.person, words, at=at)


def tell_lapsed(registration: Registration, *, at: dt.datetime) -> None:
    def words() -> Words:
        facts = facts_of(registration)
        return Words(
            subject=short(_("Your place went to the next: %(title)s") % facts),
            lines=[
                _("We kept a place in “%(title)s” for you and heard nothing, so it went to the next in the list.")
                % facts,
                _("You can join the list again, at its end."),
            ],
            button=_("See the meeting"),
            url=own_url(registration),
            why=_("You joined the waiting list of this meeting."),
        )

    tell(registration.person, words, at=at)


def tell_unpaid(registration: Registration, *, at: dt.datetime) -> None:
    def words() -> Words:
        facts = facts_of(registration)
        return Words(
            subject=short(_("Your place was not paid in time: %(title)s") % facts),
            lines=[
                _("The time to pay for “%(title)s” is over, so others can take the place now.") % facts,
                _("Nothing is owed. If you have just paid, we keep the place for you where it is still free."),
                _("If it is not, you come first in the waiting list and the money stays yours."),
            ],
            button=_("Register again"),
            url=own_url(registration),
            why=_("You began to register for this meeting."),
        )

    tell(registration.person, words, at=at)


def tell_late(registration: Registration, waits: Registration | None, *, at: dt.datetime) -> None:
    def words() -> Words:
        facts = facts_of(registration)
        first = _("You are now the first in the waiting list. We write to you as soon as a place is free.")
        return Words(
            subject=short(_("Your payment came too late: %(title)s") % facts),
            lines=[
                _("Your payment for “%(title)s” came after the time to pay was over.") % facts,
                _("By then somebody else had taken the place. We are sorry."),
                _("We wrote a credit note. The money is yours: use it for another invoice, or ask us to send it back."),
                *([first] if waits else []),
            ],
            button=_("See your invoices"),
            url=absolute("billing:home"),
            why=_("You paid for a place in this meeting."),
        )

    tell(registration.person, words, at=at)


def tell_left(registration: Registration, *, by_host: bool, at: dt.datetime) -> None:
    def words() -> Words:
        facts = facts_of(registration)
        who = (
            _("A host of “%(title)s” has taken your place back.")
            if by_host
            else _("You no longer come to “%(title)s”.")
        )
        return Words(
            subject=short(_("Your place is cancelled: %(title)s") % facts),
            lines=[who % facts, _("If something comes back to you, a credit note tells how much.")],
            button=_("See your meetings"),
            url=absolute("meetings:mine"),
            why=_("You had registered for this meeting, or waited for a place."),
        )

    tell_with_entry(registration, words, at=at)


def tell_moved(old: Registration, new: Registration, *, at: dt.datetime) -> None:
    """With the end of the old entry in a calendar, and the new one."""

    def words() -> Words:
        facts = {**facts_of(new), "was": moment(old.meeting)}
        return Words(
            subject=short(_("Another date: %(title)s") % facts),
            lines=[
                _("Your place in “%(title)s” went to another date.") % facts,
                _("Now: %(when)s. %(where)s") % facts,
                _("Before: %(was)s.") % facts,
                *paper_words(new),
            ],
            button=_("See your place"),
            url=own_url(new),
            why=_("You have a place in this meeting, or wait for one."),
        )

    with translation.override(new.person.language):
        entries = [calendar_file_of(one) for one in (old, new)]
    tell(new.person, words, at=at, files=entries)


def tell_called_off(registration: Registration, *, at: dt.datetime) -> None:
    def words() -> Words:
        facts = facts_of(registration)
        return Words(
            subject=short(_("Cancelled: %(title)s") % facts),
            lines=[
                _("“%(title)s” on %(when)s does not take place.") % facts,
                _("The reason: %(why_cancelled)s") % facts,
                _("You need not do anything. What was paid comes back to you in full."),
            ],
            button=_("See other meetings"),
            url=absolute("meetings:meetings"),
            why=_("You had registered for this meeting, or waited for a place."),
        )

    tell_with_entry(registration, words, at=at)


def paper_words(registration: Registration) -> list[str]:
    if not names_another_day(registration):
        return []
    return [_("The order and its invoice name the day from before. They stay as they are, and they are good.")]


def tell_changed(registration: Registration, changes: list[str], *, at: dt.datetime) -> None:
    def words() -> Words:
        facts = facts_of(registration)
        return Words(
            subject=short(_("Changed: %(title)s") % facts),
            lines=[
                _("Something about “%(title)s” has changed.") % facts,
                *[str(change) for change in changes],
                _("Now: %(when)s. %(where)s") % facts,
                *paper_words(registration),
                _("If you cannot come any more, give your place to somebody else."),
            ],
            button=_("See what is new"),
            url=own_url(registration),
            why=_("You have a place in this meeting, or wait for one."),
        )

    tell_with_entry(registration, words, at=at)


def tell_reminder(registration: Registration, kind: Reminding, *, at: dt.datetime) -> bool:
    def words() -> Words:
        facts = facts_of(registration)
        subjects = {
            Reminding.WEEK: _("In a week: %(title)s"),
            Reminding.DAY: _("Tomorrow: %(title)s"),
            Reminding.HOUR: _("Soon: %(title)s"),
        }
        return Words(
            subject=short(subjects[kind] % facts),
            lines=[facts["title"], facts["when"], facts["where"]],
            button=_("See your place"),
            url=own_url(registration),
            why=_("You have a place in this meeting. On its page you choose which reminders you get."),
        )

    return tell(registration.person, words, at=at)


def tell_message(registration: Registration, subject: str, text: str, sender: str, *, at: dt.datetime) -> bool:
    """What a host writes to everybody who comes."""

    def words() -> Words:
        facts = {**facts_of(registration), "sender": sender}
        return Words(
            subject=short(subject),
            lines=[*[part for part in text.splitlines() if part.strip()], _("%(sender)s, for “%(title)s”") % facts],
            button=_("See the meeting"),
            url=own_url(registration),
            why=_("You have a place in “%(title)s”, or wait for one.") % facts,
        )

    return tell(registration.person, words, at=at)


LATER = {"registered": write_registered, "waiting": write_waiting}
