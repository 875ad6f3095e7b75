"""What waits at the desk in contests and after an event."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from rounds.events.models import Contest, Entry, Event, Support
from rounds.events.queries.contests import scholarships_of
from rounds.events.queries.feedback import words_waiting
from rounds.events.vocabulary import EntryState, WordsState

Row = tuple[int, str, str, str]


def waiting_after(event: Event, *, at: dt.datetime) -> list[Row]:
    """How many, what, why, and where: as the desk lists it."""
    contests, feedback = (reverse(f"events:{name}", args=[event.slug]) for name in ("contests_desk", "feedback_desk"))
    entries = Entry.objects.filter(contest__event=event, state=EntryState.SENT).count()
    said = Support.objects.filter(contest__event=event, contest__chosen__isnull=True, words_state=WordsState.NEW)
    words = said.filter(entry__state=EntryState.SHOWN, aside__isnull=True).exclude(words="").count()
    over = Contest.objects.filter(
        event=event, votes_until__lte=at, chosen__isnull=True, announced__isnull=False
    ).count()
    tickets = sum(one.waits for one in scholarships_of(event))
    told = len(words_waiting(event, at=at))
    return [
        (entries, _("Look at entries"), _("Nobody reads them before you do."), contests),
        (words, _("Look at kind words"), _("Those that are shown count."), contests),
        (over, _("Choose the finalists"), _("The vote is over."), contests),
        (tickets, _("Make tickets of prizes"), _("There was no place left for them."), contests),
        (told, _("Look at words of feedback"), _("Speakers read only what you show."), feedback),
    ]
