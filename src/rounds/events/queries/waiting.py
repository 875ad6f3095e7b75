"""What waits at the desk of an event."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.accounts.models import Person
from rounds.events.models import Event, Proposal, Review, Speaking
from rounds.events.queries.agenda import rooms_of, to_be_placed
from rounds.events.queries.decisions import decisions_waiting, letters_not_begun, letters_unsure, on_programme
from rounds.events.queries.disclosures import everybody_asked
from rounds.events.queries.events import call_of, proposal_counts
from rounds.events.queries.published import agenda_visible_to
from rounds.events.queries.publishing import agenda_letters_not_begun, agenda_letters_unsure
from rounds.events.queries.reviews import (
    open_decisions,
    reviews_missing,
    short_of_reviews,
    submissions_visible_to,
)
from rounds.events.queries.waiting_after import waiting_after
from rounds.events.vocabulary import OPEN_TO_REVIEW, Reply, Standing, State


@dataclass(frozen=True)
class Task:
    name: str
    text: str
    url: str
    status: str
    kind: str = "warn"
    icon: str = ""


def number(count: int) -> str:
    return ngettext("%(n)s waits", "%(n)s wait", count) % {"n": count}


def waiting_at_desk(event: Event, person: Person | None, *, at: dt.datetime) -> list[Task]:
    """What somebody who runs the event, or chairs a track, may do something about now; None for the whole team."""
    call, runs = call_of(event), person is None or person.has_perm("events.run_event", event)

    def at_page(name: str, query: str = "") -> str:
        return reverse(f"events:{name}", args=[event.slug]) + query

    found: list[tuple[int, str, str, str]] = []
    if runs:
        found += setting_up(event, at_page("settings"), at_page("call_settings"))
    if call and at >= call.closes:
        if runs:
            asked, missing = len(short_of_reviews(event, call)), reviews_missing(event, call)
            found.append((asked, _("Ask reviewers"), _("Proposals have too few reviewers."), at_page("workload")))
            found.append((missing, _("Reviews to come in"), _("Remind reviewers, or ask others."), at_page("workload")))
        found.append(
            (
                undecided(event, person),
                _("Decide"),
                _("Reviewed, and not decided."),
                at_page("submissions", "?decision=none"),
            )
        )
    if runs:
        found += waiting_after(event, at=at)
        found += running(event, at_page("letters"), at_page("sent_letters"), at_page("programme"), at)
        found += on_agenda(event, at_page("desk_agenda"), at_page("agenda_letters"), at)
    return [Task(name, text, url, number(count)) for count, name, text, url in found if count]


def on_agenda(event: Event, agenda: str, sent: str, at: dt.datetime) -> list[tuple[int, str, str, str]]:
    """What the agenda asks for, once there are rooms."""
    if not rooms_of(event).exists():
        return []
    letters = agenda_letters_unsure(at=at).filter(version__event=event).count()
    letters += agenda_letters_not_begun().filter(version__event=event, made__lt=at - dt.timedelta(minutes=10)).count()
    gone = agenda_visible_to(event).filter(proposal__state=State.WITHDRAWN).count()
    return [
        (to_be_placed(event).count(), _("Give talks a time"), _("They are not on the agenda yet."), agenda),
        (gone, _("Publish the agenda again"), _("Talks on it were withdrawn."), agenda),
        (letters, _("Look at letters about the agenda"), _("They were held up on their way."), sent),
    ]


def setting_up(event: Event, settings: str, call_page: str) -> list[tuple[int, str, str, str]]:
    missing = [not event.tracks.exists(), not event.session_types.exists(), not event.conduct, not event.access]
    return [
        (sum(missing), _("Finish the settings"), _("Tracks, kinds of session, conduct and access."), settings),
        (int(call_of(event) is None), _("Open a call for papers"), _("Say from when until when."), call_page),
    ]


def running(event: Event, letters: str, sent: str, programme: str, at: dt.datetime) -> list[tuple[int, str, str, str]]:
    told = everybody_asked(event)
    unsure = letters_unsure(at=at).filter(decision__proposal__event=event).count()
    held_up = (
        letters_not_begun().filter(decision__proposal__event=event, made__lt=at - dt.timedelta(minutes=10)).count()
    )
    conditions = Speaking.objects.taking_part().filter(
        proposal__event=event, reply=Reply.CONDITIONS, proposal__state__in=[State.ACCEPTED, State.CONFIRMED]
    )
    return [
        (decisions_waiting(event).count(), _("Send the letters"), _("Decided, and not told."), letters),
        (unsure + held_up, _("Look at letters"), _("They were held up on their way."), sent),
        (conditions.count(), _("Settle conditions"), _("Speakers ask for something first."), programme),
        (sum(one.state == "open" for one in told), _("Deal with interests"), _("Talks wait for it."), programme),
        (
            sum(one.state == "missing" and one.part == "speaker" for one in told),
            _("Interests to be told"),
            _("Speakers of clinical talks have not said a word."),
            programme,
        ),
        (
            on_programme(event).filter(shown=False).count(),
            _("Publish talks"),
            _("Confirmed, and not shown."),
            programme,
        ),
    ]


def undecided(event: Event, person: Person | None) -> int:
    seen = submissions_visible_to(person) if person else Proposal.objects.all()
    still_open = open_decisions().filter(proposal=OuterRef("pk"))
    found = seen.filter(event=event, state__in=OPEN_TO_REVIEW, reviews__isnull=False)
    return found.filter(~Exists(still_open)).distinct().count()


def desk_figures(event: Event) -> list[tuple[int, str]]:
    counts = proposal_counts(event)
    sent = sum(count for state, count in counts.items() if state not in {State.DRAFT, State.WITHDRAWN})
    chosen = counts.get(State.ACCEPTED, 0) + counts.get(State.CONFIRMED, 0)
    reviews = Review.objects.filter(proposal__event=event).count()
    return [
        (sent, _("proposals sent in")),
        (counts.get(State.DRAFT, 0), _("drafts")),
        (reviews, _("reviews given")),
        (chosen, _("accepted")),
        (counts.get(State.CONFIRMED, 0), _("confirmed")),
        (counts.get(State.WITHDRAWN, 0), _("withdrawn")),
    ]


def events_waiting(*, on: dt.date) -> list[tuple[Event, list[Task]]]:
    """For the centre's queue: what waits at each event that is not over, as the day begins."""
    at = dt.datetime.combine(on, dt.time.min, dt.UTC)
    found = Event.objects.filter(ends__gte=on).exclude(standing=Standing.CANCELLED).order_by("starts", "pk")
    rows = [(event, waiting_at_desk(event, None, at=at)) for event in found]
    return [(event, tasks) for event, tasks in rows if tasks]
