"""Entries: written, sent in with consent, looked at by a second pair of eyes, and taken back at any time."""

import datetime as dt
import secrets

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.events.actions.contests import ContestRefused, locked
from rounds.events.actions.prizes import settle_tickets
from rounds.events.letters_after import tell_entry
from rounds.events.models import Contest, Entry, EntryConsent, Prize, Support
from rounds.events.queries.contests import own_entry, takes_entries
from rounds.events.vocabulary import EntryName, EntryState
from rounds.network.actions.words import refuse_telling_words

MAY_WRITE = (EntryState.DRAFT, EntryState.SENT, EntryState.REFUSED)


def count_words(words: str) -> int:
    """
    >>> count_words("One, two  three.")
    3
    """
    return len(words.split())


@transaction.atomic
def save_entry(contest: Contest, *, title: str, words: str, by: Person, at: dt.datetime) -> Entry:
    """Keep a draft, of any length. One that was sent in is changed by sending it again."""
    held = locked(contest)
    refuse_writer(held, by, at)
    entry = own_entry(held, by)
    if entry is None:
        try:
            with transaction.atomic():
                entry = Entry.objects.create(
                    contest=held, person=by, code=secrets.token_hex(4), title=title, words=words, begun=at, changed=at
                )
        except IntegrityError:
            raise ContestRefused(_("You began an entry in another window. Open this page again.")) from None
        record("events.entry_begun", subject=held, by=by, at=at)
        return entry
    if entry.state not in MAY_WRITE:
        raise ContestRefused(_("Your entry is shown to others, so it stays as it is. You can withdraw it."))
    Entry.objects.filter(pk=entry.pk).update(title=title, words=words, state=EntryState.DRAFT, changed=at)
    entry.refresh_from_db()
    return entry


@transaction.atomic
def send_entry(
    contest: Contest, *, title: str, words: str, named: str, consent: bool, seen: str = "", by: Person, at: dt.datetime
) -> Entry:
    """Send it in: of the right length, screened, and with consent that others read it."""
    entry = save_entry(contest, title=title, words=words, by=by, at=at)
    refuse_length(contest, words)
    if not title:
        raise ContestRefused(_("Give your text a title."), field="title")
    if not consent:
        raise ContestRefused(
            _("Everybody can read an entry. Say that you agree, or keep it as a draft."), field="consent"
        )
    if named not in EntryName.values:
        raise ContestRefused(_("Choose the name under which it is shown."), field="named")
    refuse_telling_words(f"{title}\n{words}", seen=seen, by=by, place=None, voice="patient")
    EntryConsent.objects.create(entry=entry, given=True, named=named, at=at)
    Entry.objects.filter(pk=entry.pk).update(state=EntryState.SENT, sent=at, looked=None, looked_by=None, reason="")
    entry.refresh_from_db()
    record("events.entry_sent", subject=contest, by=by, at=at)
    tell_entry(entry, "received", at=at)
    return entry


def refuse_writer(contest: Contest, by: Person, at: dt.datetime) -> None:
    if not takes_entries(contest, at=at):
        raise ContestRefused(_("This contest takes no entries now."))
    if contest.judges.filter(person=by).exists() or by.has_perm("events.run_event", contest.event):
        raise ContestRefused(_("Judges and people who run the event do not take part."))


def refuse_length(contest: Contest, words: str) -> None:
    count = count_words(words)
    facts = {"n": count, "least": contest.least_words, "most": contest.most_words}
    if count < contest.least_words:
        short = ngettext(
            "Your text has %(n)s word. It needs %(least)s to %(most)s.",
            "Your text has %(n)s words. It needs %(least)s to %(most)s.",
            count,
        )
        raise ContestRefused(short % facts, field="words")
    if count > contest.most_words:
        raise ContestRefused(_("Your text has %(n)s words. It may have %(most)s at most.") % facts, field="words")


@transaction.atomic
def withdraw_entry(entry: Entry, *, by: Person, at: dt.datetime) -> None:
    """At any time, without a reason: nobody reads it from then on, and its words are gone."""
    contest = locked(entry.contest)
    held = Entry.objects.filter(pk=entry.pk, person=by).exclude(state=EntryState.WITHDRAWN)
    if not held.update(state=EntryState.WITHDRAWN, title="-", words="", changed=at):
        return
    EntryConsent.objects.create(entry=entry, given=False, named=EntryName.NONE, at=at)
    if contest.chosen is None:  # so that people can support another
        Support.objects.filter(entry=entry).delete()
    record("events.entry_withdrawn", subject=contest, by=by, at=at)
    for prize in Prize.objects.filter(entry=entry).select_related("entry__person", "entry__contest", "purchase__event"):
        settle_tickets(prize, by=by, at=at)


@transaction.atomic
def look_at_entry(entry: Entry, *, shown: bool, reason: str = "", version: str, by: Person, at: dt.datetime) -> None:
    """Show it, or say why not; exactly the words that were read on the page."""
    contest = locked(entry.contest)
    held = Entry.objects.get(pk=entry.pk)
    if held.state not in {EntryState.SENT, EntryState.SHOWN} or held.changed.isoformat() != version:
        raise ContestRefused(_("The entry has changed since you opened it. Read it again."))
    if not shown and not reason.strip():
        raise ContestRefused(_("Say why. The writer reads it."), field="reason")
    if contest.chosen and held.state == EntryState.SENT:
        raise ContestRefused(_("The finalists are chosen. No entry is added."))
    state = EntryState.SHOWN if shown else EntryState.REFUSED
    Entry.objects.filter(pk=held.pk).update(
        state=state, looked=at, looked_by=by, reason="" if shown else reason.strip()
    )
    held.refresh_from_db()
    record(f"events.entry_{'shown' if shown else 'refused'}", subject=contest, by=by, at=at, entry=held.code)
    tell_entry(held, "shown" if shown else "refused", at=at)
