"""Contests: who sees them and their entries, where they stand, and what the vote and the judges came to."""

import datetime as dt
import hashlib
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from rounds.accounts.access import is_centre_staff
from rounds.accounts.models import Person
from rounds.events import reach
from rounds.events.models import (
    Contest,
    Entry,
    EntryConsent,
    Event,
    Finalist,
    Judge,
    Prize,
    Recusal,
    Sheet,
    Support,
)
from rounds.events.tallying import Given, Odd, Votes, in_order, mean, odd_ones, weighted
from rounds.events.vocabulary import EntryName, EntryState, Taken, WordsState


def contests_visible_to(person: Person | None, event: Event) -> QuerySet[Contest]:
    """Announced ones; drafts for those who run the event."""
    found = Contest.objects.filter(event=event).order_by("opens", "pk")
    if person and person.has_perm("events.run_event", event):
        return found
    return found.filter(announced__isnull=False)


def entries_visible_to(person: Person | None) -> QuerySet[Entry]:
    """The same answer as "events.see_entry"."""
    seen = Q(state=EntryState.SHOWN) if person is None else reach.entries_seen(person)
    return Entry.objects.filter(seen).select_related("contest__event", "person")


def phase_of(contest: Contest, *, at: dt.datetime) -> str:
    for name, since in (("decided", contest.decided), ("judging", contest.chosen)):
        if since:
            return name
    if contest.announced is None:
        return "draft"
    moments = [
        ("counting", contest.votes_until),
        ("voting", contest.votes_from),
        ("looking", contest.closes),
        ("open", contest.opens),
    ]
    return next((name for name, since in moments if at >= since), "coming")


def takes_entries(contest: Contest, *, at: dt.datetime) -> bool:
    return contest.announced is not None and contest.opens <= at < contest.closes


def takes_votes(contest: Contest, *, at: dt.datetime) -> bool:
    return bool(contest.announced and not contest.chosen and contest.votes_from <= at < contest.votes_until)


def own_entry(contest: Contest, person: Person | None) -> Entry | None:
    if person is None:
        return None
    return Entry.objects.filter(contest=contest, person=person).exclude(state=EntryState.WITHDRAWN).first()


def consent_now(entry: Entry) -> EntryConsent | None:
    return entry.consents.order_by("-pk").first()


def with_names(entries: QuerySet[Entry]) -> list[tuple[Entry, str]]:
    """Each with the name under which its writer lets it be shown."""
    rows = list(entries.prefetch_related(Prefetch("consents", EntryConsent.objects.order_by("pk"))))
    return [(one, name_of(one, list(one.consents.all()))) for one in rows]


def name_of(entry: Entry, consents: list[EntryConsent]) -> str:
    named = consents[-1].named if consents and consents[-1].given else EntryName.NONE
    if named == EntryName.FULL:
        return entry.person.name
    words = entry.person.name.split()
    return words[0] if named == EntryName.FIRST and words else _("Name not shown")


def shown_entries(contest: Contest, *, seed: str) -> list[tuple[Entry, str]]:
    """In an order that differs from reader to reader, so that nobody stands on top for all."""
    rows = with_names(Entry.objects.filter(contest=contest, state=EntryState.SHOWN).select_related("person"))
    return sorted(rows, key=lambda row: hashlib.sha256(f"{seed} {row[0].code}".encode()).hexdigest())


def support_of(entry: Entry, person: Person | None) -> Support | None:
    return Support.objects.filter(entry=entry, person=person).first() if person else None


def supports_left(contest: Contest, person: Person) -> int:
    return contest.supports - Support.objects.filter(contest=contest, person=person).count()


def kind_words(entry: Entry, *, open_vote: bool) -> list[str]:
    """While people vote, three at most: their number would tell how the vote goes."""
    found = Support.objects.filter(entry=entry, words_state=WordsState.SHOWN, aside__isnull=True).exclude(words="")
    words = list(found.order_by("-at", "-pk").values_list("words", flat=True))
    return words[:3] if open_vote else words


def tally_of(contest: Contest) -> list[Votes]:
    """What the vote comes to. Only what decides the finalists, and what they see afterwards, asks for it."""
    counted = Q(supports__aside__isnull=True)
    spoken = counted & Q(supports__words_state=WordsState.SHOWN) & ~Q(supports__words="")
    rows = Entry.objects.filter(contest=contest, state=EntryState.SHOWN).annotate(
        likes=Count("supports", filter=counted), comments=Count("supports", filter=spoken)
    )
    return in_order(Votes(one.pk, one.likes, one.comments, one.sent) for one in rows if one.sent)


def entries_to_look_at(contest: Contest) -> QuerySet[Entry]:
    return Entry.objects.filter(contest=contest, state=EntryState.SENT).select_related("person").order_by("sent", "pk")


def words_waiting(contest: Contest) -> QuerySet[Support]:
    found = Support.objects.filter(contest=contest, words_state=WordsState.NEW, entry__state=EntryState.SHOWN)
    return found.filter(aside__isnull=True).exclude(words="").select_related("entry").order_by("at", "pk")


@dataclass(frozen=True)
class Strange:
    odd: Odd
    words: str
    entry: Entry
    supports: list[Support]


def strange_in(contest: Contest) -> list[Strange]:
    """What the team should look at before it chooses the finalists."""
    rows = list(Support.objects.filter(contest=contest, aside__isnull=True).select_related("person", "entry"))
    given = [
        Given(one.pk, one.entry_id, one.at, one.person.joined, one.person.email.rpartition("@")[2], one.words)
        for one in rows
    ]
    by_key, said = {one.pk: one for one in rows}, kinds_of_odd()
    return [
        Strange(odd, said[odd.kind], by_key[odd.keys[0]].entry, [by_key[key] for key in odd.keys])
        for odd in odd_ones(given, votes_from=contest.votes_from)
    ]


def kinds_of_odd() -> dict[str, str]:
    return {
        "new accounts": _("Accounts that were made for the vote"),
        "burst": _("Many likes within 10 minutes"),
        "one domain": _("Most likes come from one mail domain"),
        "same words": _("The same words again and again"),
    }


def contests_judged_by(person: Person) -> QuerySet[Contest]:
    return Contest.objects.filter(judges__person=person).select_related("event").order_by("-votes_until", "pk")


@dataclass(frozen=True)
class ToJudge:
    entry: Entry
    own: Sheet | None
    recused: str
    said: bool


def to_judge(contest: Contest, person: Person) -> list[ToJudge]:
    """Each finalist, with one's own sheet, or why one does not judge it and whether one has said so."""
    own = {one.entry_id: one for one in Sheet.objects.filter(entry__contest=contest, person=person)}
    said = dict(Recusal.objects.filter(entry__contest=contest, person=person).values_list("entry", "reason"))
    entries = Entry.objects.filter(contest=contest, finalist__isnull=False, state=EntryState.SHOWN)
    return [
        ToJudge(one, own.get(one.pk), said.get(one.pk) or conflict_of(one, person), one.pk in said)
        for one in entries.select_related("person").order_by("code")
    ]


def conflict_of(entry: Entry, person: Person) -> str:
    """What keeps a judge from an entry without their saying so."""
    if entry.person_id == person.pk:
        return _("It is your own.")
    if reach.families_of(person) & reach.families_of(entry.person):
        return _("You and the writer belong to one organisation.")
    return ""


def sheets_seen_by(person: Person, entry: Entry) -> list[Sheet]:
    """Others' sheets, once one's own is given; all of them for those who run the event and do not judge."""
    sheets = Sheet.objects.filter(entry=entry).select_related("person").prefetch_related("marks__criterion")
    rows = list(sheets.order_by("given", "pk"))
    judges = Judge.objects.filter(contest=entry.contest_id, person=person).exists()
    if any(one.person_id == person.pk for one in rows):
        return rows
    runs = is_centre_staff(person) or person.has_perm("events.run_event", entry.contest.event)
    return rows if runs and not judges else []


@dataclass(frozen=True)
class Judged:
    finalist: Finalist
    entry: Entry
    sheets: int
    mean: Fraction | None
    place: int
    tied: bool
    prize: Prize | None

    @property
    def shown(self) -> str:
        return f"{float(self.mean):.2f}" if self.mean is not None else ""


def judged_in(contest: Contest) -> list[Judged]:
    """Finalists by the mean of their sheets; equal means share a place and the better vote stands first."""
    weights = dict(contest.criteria.values_list("pk", "weight"))
    sheets: dict[int, list[Fraction]] = defaultdict(list)
    for one in Sheet.objects.filter(entry__contest=contest).prefetch_related("marks"):
        sheets[one.entry_id].append(weighted({each.criterion_id: each.mark for each in one.marks.all()}, weights))
    finalists = Finalist.objects.filter(entry__contest=contest, entry__state=EntryState.SHOWN)
    rows = list(finalists.select_related("entry__person", "entry__prize"))
    means = {one.entry_id: mean(sheets[one.entry_id]) for one in rows}
    rows.sort(key=lambda one: (-(means[one.entry_id] or Fraction(0)), one.place))
    values = [means[one.entry_id] for one in rows]
    return [
        Judged(
            one, one.entry, len(sheets[one.entry_id]), means[one.entry_id],
            values.index(means[one.entry_id]) + 1, values.count(means[one.entry_id]) > 1,
            getattr(one.entry, "prize", None),
        )
        for one in rows
    ]  # fmt: skip


def prizes_held(contest: Contest) -> QuerySet[Prize]:
    """Those that were not declined or taken back, of entries that were not withdrawn."""
    return held_prizes().filter(entry__contest=contest)


def held_prizes() -> QuerySet[Prize]:
    found = Prize.objects.filter(entry__state=EntryState.SHOWN, taken_back__isnull=True).exclude(reply=Taken.NO)
    return found.select_related("entry__person", "entry__contest__event", "entry__contest__ticket", "purchase__event")


@dataclass(frozen=True)
class Scholarship:
    """Who receives a prize and what comes with it; `waits` for a ticket that has no place yet."""

    prize: Prize
    person: Person
    contest: Contest
    companion: str
    tickets: int
    waits: bool


def scholarships_of(event: Event) -> list[Scholarship]:
    """Whoever receives a prize of a contest of this event and has not said no."""
    living = Count("purchase__tickets", filter=Q(purchase__tickets__ended__isnull=True))
    rows = held_prizes().filter(entry__contest__event=event).annotate(living=living)
    return [scholarship(one) for one in rows.order_by("entry__contest", "entry__person__name", "pk")]


def scholarship(prize: Any) -> Scholarship:
    contest, companion = prize.entry.contest, prize.companion_name if prize.reply == Taken.YES else ""
    waits = bool(contest.ticket_id) and prize.living < (2 if companion else 1)
    return Scholarship(prize, prize.entry.person, contest, companion, prize.living, waits)
