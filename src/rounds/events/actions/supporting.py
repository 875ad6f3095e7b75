"""The public vote: one like for each person and entry, with a kind word, until the deadline."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.events.actions.contests import ContestRefused, locked
from rounds.events.models import Entry, Support
from rounds.events.queries.contests import takes_votes
from rounds.events.vocabulary import EntryState, WordsState
from rounds.network.actions.words import refuse_telling_words


@transaction.atomic
def support_entry(entry: Entry, words: str, *, seen: str = "", by: Person, at: dt.datetime) -> Support:
    """Like an entry. The trail tells that somebody voted, and not for whom."""
    contest = locked(entry.contest)
    if not takes_votes(contest, at=at):
        raise ContestRefused(_("The vote is not open."))
    if not Entry.objects.filter(pk=entry.pk, state=EntryState.SHOWN).exists():
        raise ContestRefused(_("This entry is not shown any more."))
    if entry.person_id == by.pk:
        raise ContestRefused(_("This is your own entry. Ask others to read it."))
    if contest.judges.filter(person=by).exists():
        raise ContestRefused(_("Judges do not vote. Their sheets come later."))
    if not EmailAddress.objects.filter(user=by, verified=True).exists():
        raise ContestRefused(_("Confirm your e-mail address first. Then you can vote."))
    if words:
        refuse_telling_words(words, seen=seen, by=by, place=None, voice="public")
    held = set(Support.objects.filter(contest=contest, person=by).values_list("slot", flat=True))
    slot = next((one for one in range(contest.supports) if one not in held), None)
    if Support.objects.filter(entry=entry, person=by).exists():
        raise ContestRefused(_("You have liked this entry already."))
    if slot is None:
        raise ContestRefused(_("You have given all your likes. Take one back first."))
    try:
        with transaction.atomic():
            made = Support.objects.create(contest=contest, entry=entry, person=by, slot=slot, words=words, at=at)
    except IntegrityError:
        raise ContestRefused(_("You have liked this entry already.")) from None
    record("events.entry_supported", subject=contest, by=by, at=at)
    return made


@transaction.atomic
def take_support_back(support: Support, *, by: Person, at: dt.datetime) -> None:
    contest = locked(support.contest)
    if not takes_votes(contest, at=at):
        raise ContestRefused(_("The vote is over. It stays as it is."))
    mine = Support.objects.filter(pk=support.pk, person=by)
    if mine.filter(aside__isnull=False).exists():
        raise ContestRefused(_("The team has set this like aside. It stays on record."))
    if mine.delete()[0]:
        record("events.support_withdrawn", subject=contest, by=by, at=at)


@transaction.atomic
def look_at_kind_word(support: Support, state: str, *, by: Person, at: dt.datetime) -> None:
    """Show a kind word, so that it counts, or keep it back; the like counts in any case."""
    contest = locked(support.contest)
    if contest.chosen:
        raise ContestRefused(_("The finalists are chosen. What counted stays as it was."))
    if state not in {WordsState.SHOWN, WordsState.KEPT_BACK}:
        raise ContestRefused(_("Choose whether the words are shown."))
    if Support.objects.filter(pk=support.pk).exclude(words_state=state).update(words_state=state, looked_by=by):
        record(f"events.kind_word_{state}", subject=contest, by=by, at=at, support=support.pk)


@transaction.atomic
def set_aside(support: Support, reason: str, *, by: Person, at: dt.datetime) -> None:
    """Leave a like out of the count, with a reason that stays on record; or, without one, nothing happens."""
    contest = locked(support.contest)
    if contest.chosen:
        raise ContestRefused(_("The finalists are chosen. What counted stays as it was."))
    if not reason.strip():
        raise ContestRefused(_("Say why. The reason stays on record."), field="reason")
    held = Support.objects.filter(pk=support.pk, aside__isnull=True)
    if held.update(aside=at, aside_by=by, aside_reason=reason.strip()):
        record("events.support_set_aside", subject=contest, by=by, at=at, support=support.pk, reason=reason)
