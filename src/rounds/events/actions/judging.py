"""From the vote to the recipients: finalists, sheets of judges, prizes, and what recipients say."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.events.actions.contests import ContestRefused, locked
from rounds.events.actions.prizes import settle_tickets
from rounds.events.letters_after import tell_entry
from rounds.events.models import Contest, Entry, Finalist, Prize, Recusal, Sheet, SheetMark
from rounds.events.queries.contests import (
    conflict_of,
    entries_to_look_at,
    judged_in,
    prizes_held,
    tally_of,
    words_waiting,
)
from rounds.events.vocabulary import EntryState, Taken


@transaction.atomic
def choose_finalists(contest: Contest, *, by: Person, at: dt.datetime) -> list[Finalist]:
    """The first of the vote. Asked again after somebody withdrew, the next in line move up, until recipients are chosen."""
    held = locked(contest)
    if held.announced is None or at < held.votes_until:
        raise ContestRefused(_("The vote is still open. Its count is known to nobody."))
    if held.decided:
        raise ContestRefused(_("The recipients are chosen. The finalists stay."))
    if held.chosen is None and (entries_to_look_at(held).exists() or words_waiting(held).exists()):
        raise ContestRefused(_("Entries or kind words wait to be looked at. Look at them first: they count."))
    there = {one.entry_id for one in Finalist.objects.filter(entry__contest=held, entry__state=EntryState.SHOWN)}
    line = [(place, one) for place, one in enumerate(tally_of(held), 1) if one.key not in there]
    made = [
        Finalist.objects.create(entry_id=one.key, place=place, likes=one.likes, comments=one.comments, by=by, at=at)
        for place, one in line[: max(0, held.finalists - len(there))]
    ]
    if not made:
        raise ContestRefused(_("There is no entry that could become a finalist."))
    Contest.objects.filter(pk=held.pk, chosen__isnull=True).update(chosen=at)
    record("events.finalists_chosen", subject=held, by=by, at=at, number=len(made))
    chosen = {one.entry_id for one in made}
    for entry in Entry.objects.filter(contest=held, state=EntryState.SHOWN).select_related("person"):
        if entry.pk in chosen:
            tell_entry(entry, "finalist", at=at)
        elif held.chosen is None:
            tell_entry(entry, "no finalist", at=at)
    return made


@transaction.atomic
def recuse(entry: Entry, reason: str, *, by: Person, at: dt.datetime) -> None:
    """Say that one is too near to judge. Who has given a sheet has judged."""
    contest = refuse_judge(entry, by)
    if Sheet.objects.filter(entry=entry, person=by).exists():
        raise ContestRefused(_("Your sheet for this entry is given."))
    if not reason.strip():
        raise ContestRefused(_("Say what the conflict is."), field="reason")
    _held, new = Recusal.objects.get_or_create(entry=entry, person=by, defaults={"reason": reason.strip(), "at": at})
    if new:
        record("events.judge_recused", subject=contest, by=by, at=at, entry=entry.code)


@transaction.atomic
def take_recusal_back(entry: Entry, *, by: Person, at: dt.datetime) -> None:
    """Judge an entry after all: the conflict of interest was named by mistake."""
    contest = refuse_judge(entry, by)
    deleted, _rows = Recusal.objects.filter(entry=entry, person=by).delete()
    if deleted:
        record("events.recusal_taken_back", subject=contest, by=by, at=at, entry=entry.code)


@transaction.atomic
def give_sheet(entry: Entry, marks: Mapping[int, int], words: str, *, by: Person, at: dt.datetime) -> Sheet:
    """One sheet for each judge and finalist. It is seen by others who gave theirs, so it stays as it is."""
    contest = refuse_judge(entry, by)
    if conflict_of(entry, by) or Recusal.objects.filter(entry=entry, person=by).exists():
        raise ContestRefused(_("You have a conflict of interest with this entry. Others judge it."))
    if not words.strip():
        raise ContestRefused(_("Say why in a few words."), field="words")
    if set(marks) != set(contest.criteria.values_list("pk", flat=True)):
        raise ContestRefused(_("Give a mark for each criterion."))
    try:
        with transaction.atomic():
            sheet = Sheet.objects.create(entry=entry, person=by, words=words.strip(), given=at)
    except IntegrityError:
        raise ContestRefused(_("Your sheet for this entry is given already. It stays as it is.")) from None
    SheetMark.objects.bulk_create(SheetMark(sheet=sheet, criterion_id=key, mark=mark) for key, mark in marks.items())
    record("events.sheet_given", subject=contest, by=by, at=at, entry=entry.code)
    return sheet


def refuse_judge(entry: Entry, by: Person) -> Contest:
    contest = locked(entry.contest)
    if not by.has_perm("events.judge_contest", contest):
        raise ContestRefused(_("Only the judges of this contest can do this."))
    if contest.decided:
        raise ContestRefused(_("The recipients are chosen. Judging is over."))
    there = Finalist.objects.filter(entry=entry, entry__state=EntryState.SHOWN)
    if not there.exists():
        raise ContestRefused(_("This entry is no finalist."))
    return contest


@transaction.atomic
def choose_recipients(contest: Contest, codes: Collection[str], *, by: Person, at: dt.datetime) -> list[Prize]:
    """As many as the contest has prizes; after somebody declined or withdrew, for the prizes that are free again."""
    held = locked(contest)
    rows = {one.entry.code: one for one in judged_in(held)}
    kept = {one.entry.code for one in prizes_held(held)}
    free = held.recipients - len(kept)
    if held.chosen is None:
        raise ContestRefused(_("Choose the finalists first."))
    if unknown := [code for code in codes if code not in rows or rows[code].prize]:
        raise ContestRefused(_("%(code)s is no finalist, or has been asked already.") % {"code": unknown[0]})
    if not codes or len(set(codes)) > free:
        raise ContestRefused(
            _("Choose from 1 to %(n)s finalists.") % {"n": free} if free else _("All prizes are given.")
        )
    short = [one for one in rows.values() if one.sheets < held.judged_by]
    if short and not held.decided:
        title = short[0].entry.title
        message = _("“%(title)s” has too few sheets. Each finalist needs %(n)s.") % {
            "title": title,
            "n": held.judged_by,
        }
        raise ContestRefused(message)
    made = [
        Prize.objects.create(entry=rows[code].entry, travel=held.travel, companion=held.companion, by=by, at=at)
        for code in dict.fromkeys(codes)
    ]
    Contest.objects.filter(pk=held.pk, decided__isnull=True).update(decided=at)
    record("events.recipients_chosen", subject=held, by=by, at=at, number=len(made))
    for one in made:
        settle_tickets(one, by=by, at=at)
    for code, row in rows.items():
        if code in codes:
            tell_entry(row.entry, "recipient", at=at)
        elif held.decided is None:
            tell_entry(row.entry, "no recipient", at=at)
    return made


@transaction.atomic
def answer_prize(prize: Prize, reply: str, *, companion_name: str = "", by: Person, at: dt.datetime) -> None:
    """Come, perhaps with somebody, or let the prize go to another. The tickets follow."""
    contest = locked(prize.entry.contest)
    held = Prize.objects.select_for_update(of=("self",)).select_related("purchase__event").get(pk=prize.pk)
    held.entry = prize.entry
    if prize.entry.person_id != by.pk:
        raise ContestRefused(_("Only who received it can answer."))
    if held.taken_back:
        raise ContestRefused(_("This prize was taken back. Write to us."))
    if held.reply == Taken.NO:
        raise ContestRefused(_("You declined, and the prize may have gone to another. Write to us."))
    if reply not in Taken.values:
        raise ContestRefused(_("Choose whether you come."), field="reply")
    companion = companion_name.strip() if reply == Taken.YES and held.companion else ""
    held.reply, held.companion_name, held.replied = reply, companion, at
    held.save(update_fields=["reply", "companion_name", "replied"])
    settle_tickets(held, by=by, at=at)
    record(f"events.prize_{'accepted' if reply == Taken.YES else 'declined'}", subject=contest, by=by, at=at)
