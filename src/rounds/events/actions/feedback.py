"""Giving feedback once each, and looking at its words before others read them."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.core.refusing import Refused
from rounds.events.models import Event, Feedback, FeedbackEnd, Talk
from rounds.events.queries.feedback import asks_of, feedback_closes
from rounds.events.vocabulary import WordsState
from rounds.network.actions.words import refuse_telling_words


class FeedbackRefused(Refused):
    """Not done, and why."""


@transaction.atomic
def give_feedback(
    event: Event, talk: Talk | None, mark: int, *, good: str, better: str, seen: str = "", by: Person, at: dt.datetime
) -> Feedback:
    """Say it, or say it anew: the words are looked at again then. The trail does not tell on which talk."""
    if at >= feedback_closes(event):
        raise FeedbackRefused(_("Feedback on this event is closed."))
    if not any(one.talk == talk for one in asks_of(event, by, at=at)):
        raise FeedbackRefused(_("You can give feedback on a talk that is over, where you were there."))
    refuse_telling_words(f"{good}\n{better}", seen=seen, by=by, place=None)
    said = {"mark": mark, "good": good, "better": better, "changed": at}
    held = Feedback.objects.filter(event=event, talk=talk, person=by)
    if held.update(**said, words_state=WordsState.NEW, looked=None, looked_by=None):
        return held.get()
    try:
        with transaction.atomic():
            made = Feedback.objects.create(event=event, talk=talk, person=by, given=at, **said)
    except IntegrityError:  # two tabs at once: the later words count
        held.update(**said)
        return held.get()
    record("events.feedback_given", subject=event, by=by, at=at)
    return made


@transaction.atomic
def set_feedback_end(event: Event, closes: dt.datetime, *, by: Person, at: dt.datetime) -> None:
    """Once results are shown, nobody opens it again: from a changed mean one could tell what the last person said."""
    Event.objects.select_for_update().get(pk=event.pk)
    if at >= feedback_closes(event):
        raise FeedbackRefused(_("Feedback is closed and its results are shown. It stays closed."), field="closes")
    if closes <= at:
        raise FeedbackRefused(_("Choose a time that is still to come."), field="closes")
    FeedbackEnd.objects.update_or_create(event=event, defaults={"closes": closes})
    record("events.feedback_end_set", subject=event, by=by, at=at, closes=str(closes))


@transaction.atomic
def look_at_words(feedback: Feedback, state: str, *, by: Person, at: dt.datetime) -> None:
    """Let the speakers read the words, or keep them back; the mark counts in any case."""
    if at < feedback_closes(feedback.event):
        raise FeedbackRefused(_("People can still change their words. Look at them when feedback is closed."))
    if state not in {WordsState.SHOWN, WordsState.KEPT_BACK}:
        raise FeedbackRefused(_("Choose whether the words are shown."))
    held = Feedback.objects.filter(pk=feedback.pk).exclude(words_state=state)
    if held.update(words_state=state, looked=at, looked_by=by):
        record(f"events.feedback_words_{state}", subject=feedback.event, by=by, at=at)
