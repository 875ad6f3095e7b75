"""Letters that were sealed go out once each: a row is claimed before it is sent, and marked after."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.events.letters import decision_message
from rounds.events.models import Letter
from rounds.events.queries.decisions import letters_not_begun, letters_unsure


class LetterRefused(Exception):
    """The message is written for the person who asked."""


def deliver_waiting(*, at: Callable[[], dt.datetime]) -> int:
    """Send what nobody has begun to send; says how many went."""
    numbers = list(letters_not_begun().order_by("pk").values_list("pk", flat=True))
    return sum(deliver_letter(number, at=at) for number in numbers)


def deliver_letter(number: int, *, at: Callable[[], dt.datetime]) -> bool:
    waiting = Letter.objects.select_related("speaking__person", "decision__proposal__event")
    return deliver_once(waiting, number, decision_message, at=at)


def deliver_once(
    waiting: QuerySet[Any],
    number: int,
    message_of: Callable[[Any], EmailMultiAlternatives | None],
    *,
    at: Callable[[], dt.datetime],
) -> bool:
    """Claim a letter, send it, and write down that it went.

    Killed before the claim it still waits; killed after it, nobody knows, so it is never sent again by itself.
    """
    if not waiting.model._default_manager.filter(pk=number, taken__isnull=True).update(taken=at()):
        return False
    message, sealed = message_of(waiting.get(pk=number)), waiting.model._default_manager.filter(pk=number)
    if message is not None:
        try:
            message.send()
        except OSError:  # the mail server did not take it: it waits for the next time
            sealed.update(taken=None)
            return False
    sealed.update(sent=at())
    return message is not None


@transaction.atomic
def send_again(sealed: Letter, *, by: Person, at: dt.datetime) -> None:
    """A person decides about a letter of which nobody knows whether it left."""
    if not letters_unsure(at=at).filter(pk=sealed.pk).update(taken=None):
        raise LetterRefused(_("This letter has left, or waits to leave. It is not sent again."))
    record("events.letter_sent_again", subject=sealed.decision.proposal.event, by=by, at=at, letter=sealed.pk)
