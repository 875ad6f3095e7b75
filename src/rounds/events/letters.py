"""The words of the letters of events, and how they are sent. None of them names who sent an anonymous proposal."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.accounts.letters import TEMPLATE, Words, absolute, send_now, tell
from rounds.accounts.models import Kind, Person
from rounds.core.clocks import place_of
from rounds.core.mail import letter
from rounds.core.queries import the_centre
from rounds.events.models import AgendaLetter, Event, LatePass, Letter, Proposal, Speaking
from rounds.events.queries.proposals import speaking_token


def day_and_time(at: dt.datetime, event: Event) -> str:
    """A moment by the clocks of the event, with the place they stand in."""
    local = at.astimezone(event.tz)
    return _("%(moment)s (%(place)s time)") % {
        "moment": date_format(local, "DATETIME_FORMAT"),
        "place": place_of(event.zone),
    }


def send_receipt(proposal: Proposal, person: Person) -> None:
    """To the one who sent it in: nobody else has to know."""

    def words() -> Words:
        facts = {"title": proposal.title, "event": proposal.event.name}
        return Words(
            subject=_("We have your proposal for %(event)s") % facts,
            lines=[
                _("Your proposal “%(title)s” for %(event)s has arrived.") % facts,
                _("You can change it or take it back until the deadline."),
                _("Reviewers read it next. Then we write to you again."),
            ],
            button=_("See your proposal"),
            url=absolute("events:proposal", proposal.event.slug, proposal.code),
            why=_("You sent in a proposal."),
        )

    send_now(person.email, person.language, words)


def send_withdrawn(proposal: Proposal, person: Person) -> None:
    def words() -> Words:
        facts = {"title": proposal.title, "event": proposal.event.name}
        return Words(
            subject=_("A proposal for %(event)s was withdrawn") % facts,
            lines=[_("The proposal “%(title)s” was taken back. Nothing more happens with it.") % facts],
            button=_("See your proposals"),
            url=absolute("events:own_proposals", proposal.event.slug),
            why=_("You are one of its speakers."),
        )

    send_now(person.email, person.language, words)


def send_invitation(speaking: Speaking, by: Person) -> None:
    """An address gets this letter whether or not somebody has an account with it."""
    proposal = speaking.proposal

    def words() -> Words:
        facts = {"who": by.name, "title": proposal.title, "event": proposal.event.name}
        return Words(
            subject=_("Speak with %(who)s at %(event)s") % facts,
            lines=[
                _("%(who)s names you as a speaker of the proposal “%(title)s” for %(event)s.") % facts,
                _("Say whether you join. You need an account with this address; making one takes two minutes."),
            ],
            button=_("Answer the invitation"),
            url=absolute("events:speaking_invitation", speaking_token(speaking)),
            why=_("%(who)s gave us your address. If you do not know them, do nothing.") % facts,
        )

    send_now(speaking.email, by.language, words)


def tell_answered(speaking: Speaking, joined: bool, *, at: dt.datetime) -> None:
    """To the one who leads."""
    proposal = speaking.proposal
    lead = proposal.speakings.filter(leads=True).select_related("person").first()

    def words() -> Words:
        facts = {"who": speaking.shown, "title": proposal.title}
        yes, no = _("%(who)s joins you as a speaker."), _("%(who)s does not join as a speaker.")
        return Words(
            subject=(_("%(who)s speaks with you") if joined else _("%(who)s does not speak with you")) % facts,
            lines=[(yes if joined else no) % facts, _("It is about your proposal “%(title)s”.") % facts],
            button=_("See your proposal"),
            url=absolute("events:proposal", proposal.event.slug, proposal.code),
            why=_("You asked them to speak with you."),
        )

    if lead and lead.person:
        tell(lead.person, words, kind=Kind.CHANGED, at=at)


def send_late_pass(given: LatePass, *, language: str) -> None:
    event = given.event

    def words() -> Words:
        facts = {"event": event.name, "until": day_and_time(given.until, event)}
        return Words(
            subject=_("You may still send a proposal for %(event)s") % facts,
            lines=[
                _("The call for papers of %(event)s is over. For you it is open until %(until)s.") % facts,
                _("Sign in with this address. The link works for nobody else."),
            ],
            button=_("Write a proposal"),
            url=absolute("events:new_proposal", event.slug),
            why=_("The organisers of %(event)s gave you more time.") % facts,
        )

    send_now(given.email, language, words)


def tell_assigned(person: Person, event: Event, number: int, *, at: dt.datetime) -> None:
    def words() -> Words:
        facts = {"event": event.name, "count": number}
        subject = ngettext("Review %(count)s proposal", "Review %(count)s proposals", number) % facts
        return Words(
            subject=subject,
            lines=[
                _("The organisers of %(event)s ask for your review.") % facts,
                _("If you know who sent one of them, say so on its page: somebody else will read it."),
            ],
            button=_("Go to your reviews"),
            url=absolute("events:reviews", event.slug),
            why=_("You are a reviewer of %(event)s.") % facts,
        )

    tell(person, words, at=at)


def tell_owed(person: Person, event: Event, number: int, *, at: dt.datetime) -> None:
    def words() -> Words:
        facts = {"event": event.name, "count": number}
        return Words(
            subject=_("Your reviews for %(event)s") % facts,
            lines=[
                ngettext(
                    "%(count)s proposal still waits for your review.",
                    "%(count)s proposals still wait for your review.",
                    number,
                )
                % facts,
                _("If you cannot read them, tell the organisers: somebody else will."),
            ],
            button=_("Go to your reviews"),
            url=absolute("events:reviews", event.slug),
            why=_("You are a reviewer of %(event)s.") % facts,
        )

    tell(person, words, at=at)


def tell_mitigation_needed(event: Event, person: Person, *, at: dt.datetime) -> None:
    """To the speaker: what was told is being looked at."""

    def words() -> Words:
        facts = {"event": event.name}
        return Words(
            subject=_("We look at your financial interests"),
            lines=[
                _("Thank you for telling them. An organiser of %(event)s says how they are kept out of the talk.")
                % facts,
                _("Until then the talk is not published."),
            ],
            button=_("See what you told us"),
            url=absolute("events:disclosure", event.slug),
            why=_("You speak at %(event)s.") % facts,
        )

    tell(person, words, kind=Kind.CHANGED, at=at)


def decision_message(sealed: Letter) -> EmailMultiAlternatives | None:
    """The letter as it was confirmed; None where the person has left or was erased."""
    person = sealed.speaking.person
    if person is None or not person.is_active:
        return None
    event = sealed.decision.proposal.event
    with translation.override(person.language):
        context: dict[str, Any] = {
            "subject": sealed.subject,
            "lines": [part for part in sealed.words.split("\n\n") if part.strip()],
            "button": _("See your proposal"),
            "url": sealed.url,
            "why": _("You sent in a proposal for %(event)s, or speak in it.") % {"event": event.name},
        }
    message = letter(TEMPLATE, to=person.email, language=person.language, context=context)
    message.extra_headers["Message-ID"] = message_number("events-letter", sealed.pk)
    return message


def message_number(kind: str, number: int) -> str:
    """The same for the same letter: by it mail programs know a double."""
    domain = settings.BASE_URL.split("//")[-1].split("/")[0].split(":")[0]
    return f"<{kind}-{number}@{domain or the_centre().name}>"


def agenda_message(sealed: AgendaLetter) -> EmailMultiAlternatives | None:
    """What is new on an agenda, as it was confirmed; None where the person has left or was erased."""
    person, event = sealed.person, sealed.version.event
    if not person.is_active or not sealed.words:
        return None
    with translation.override(person.language):
        context: dict[str, Any] = {
            "subject": sealed.subject,
            "lines": [part for part in sealed.words.split("\n\n") if part.strip()],
            "button": _("See the agenda"),
            "url": sealed.url,
            "why": _("You speak at %(event)s, or have a talk in your plan.") % {"event": event.name},
        }
    message = letter(TEMPLATE, to=person.email, language=person.language, context=context)
    message.extra_headers["Message-ID"] = message_number("events-agenda", sealed.pk)
    return message
