import datetime as dt
import secrets

from django.db import transaction
from django.db.models.functions import Lower

from rounds.accounts.models import Person
from rounds.events.models import (
    AgendaLetter,
    Answer,
    AnswerFile,
    Helper,
    LatePass,
    Letter,
    Material,
    Proposal,
    Speaker,
    Speaking,
    Star,
    Talk,
)
from rounds.events.reach import addresses_of
from rounds.events.storing import drop_file
from rounds.events.vocabulary import State


def leave_events(person: Person, at: dt.datetime) -> None:
    """Let go of what a person told of themselves; talks and statements of interests that were published stay as records.

    What they sent in and what was never published goes. Reviews and decisions stay, without a name.
    """
    gone = list(Speaker.objects.filter(person=person).exclude(photo="").values_list("photo", flat=True))
    Speaker.objects.filter(person=person).delete()
    Helper.objects.filter(person=person).delete()
    emails = addresses_of(person)
    LatePass.objects.annotate(lower=Lower("email")).filter(lower__in=emails).delete()
    published = Talk.objects.values("proposal")
    led = Proposal.objects.filter(speakings__person=person, speakings__leads=True).exclude(pk__in=published)
    gone += list(AnswerFile.objects.filter(answer__proposal__in=led).values_list("stored", flat=True))
    gone += list(Material.objects.filter(proposal__in=led).values_list("stored", flat=True))
    gone += list(Material.objects.filter(by=person).values_list("stored", flat=True))
    Material.objects.filter(proposal__in=led).delete()
    Material.objects.filter(by=person).delete()
    Answer.objects.filter(proposal__in=led).delete()
    Proposal.objects.filter(pk__in=[one.pk for one in led]).exclude(state=State.WITHDRAWN).update(
        state=State.WITHDRAWN, withdrawn=at
    )
    Proposal.objects.filter(pk__in=[one.pk for one in led]).update(title="-", abstract="")
    for speaking in Speaking.objects.annotate(lower=Lower("email")).filter(
        lower__in=emails
    ) | Speaking.objects.annotate(lower=Lower("email")).filter(person=person):
        left = speaking.left or (at if speaking.person_id is None else None)
        Speaking.objects.filter(pk=speaking.pk).update(
            email=f"{secrets.token_hex(12)}@erased.invalid", name="", conditions="", left=left
        )
    Letter.objects.filter(speaking__person=person).update(subject="", words="")
    AgendaLetter.objects.filter(person=person).update(subject="", words="")
    Star.objects.filter(person=person).delete()
    transaction.on_commit(lambda: drop_all(set(gone)))


def drop_all(gone: set[str]) -> None:
    for stored in gone:
        drop_file(stored)
