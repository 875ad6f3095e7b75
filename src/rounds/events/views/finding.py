"""What a reader may know of is loaded; anything else is not there for them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rounds.accounts.access import Request, View, reader
from rounds.accounts.models import Person
from rounds.events.models import Event, Proposal
from rounds.events.queries.events import call_of
from rounds.events.queries.pages import Pages, event_at, pages_of
from rounds.events.queries.proposals import proposals_visible_to, sent_something
from rounds.events.queries.published import stamped_event
from rounds.events.queries.reviews import reviewable_by, submissions_visible_to
from rounds.network.queries.words import Checked
from rounds.screening.queries import findings_of

either = require_http_methods(["GET", "POST"])


def open_event(view: View) -> View:
    """A page of an event for everybody; drafts are there for the team alone."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, slug: str, **kwargs: Any) -> HttpResponseBase:
        event = event_at(slug, reader(request))
        if event is None:
            raise Http404
        return view(request, event, *args, **kwargs)

    guarded.access = "public"  # type: ignore[attr-defined]
    return guarded


def stamped(view: View) -> View:
    """The same for the agenda, which is most often answered without being written: with its stamp, without its head."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, slug: str, **kwargs: Any) -> HttpResponseBase:
        found = stamped_event(slug, reader(request))
        if found is None:
            raise Http404
        return view(request, *found, *args, **kwargs)

    guarded.access = "public"  # type: ignore[attr-defined]
    return guarded


def at_event(permission: str = "") -> Callable[[View], View]:
    """A page of an event for people who are signed in: 404 where it is not to be seen, 403 where this is not theirs."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, slug: str, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            event = event_at(slug, reader(request))
            if event is None:
                raise Http404
            if permission and not request.user.has_perm(permission, event):
                raise PermissionDenied
            return view(request, event, *args, **kwargs)

        guarded.access = permission or "signed_in"  # type: ignore[attr-defined]
        return guarded

    return decorate


def own_proposal_at(request: Request, event: Event, code: str, *, leads: bool = False) -> Proposal:
    """404 for everybody who does not take part; 403 for co-speakers where only the one who leads may act."""
    found = get_object_or_404(proposals_visible_to(request.user), event=event, code=code)
    if leads and not request.user.has_perm("events.change_proposal", found):
        raise PermissionDenied
    return found


def submission_at(request: Request, event: Event, code: str) -> Proposal:
    return get_object_or_404(submissions_visible_to(request.user), event=event, code=code)


def review_at(request: Request, event: Event, code: str) -> Proposal:
    found = reviewable_by(request.user, at=timezone.now()).select_related("event", "track", "session_type")
    return get_object_or_404(found, event=event, code=code)


def refuse(form: forms.Form, refusal: Exception) -> None:
    """A refusal stands at the field that it is about."""
    field = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, str(refusal))


def download(stored: str, name: str) -> FileResponse:
    """A file as a download: nothing of it is ever run in this site's name."""
    if not stored or not storages["private"].exists(stored):
        raise Http404
    answer = FileResponse(storages["private"].open(stored), as_attachment=True, filename=name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def findings_shown(checked: Checked | None) -> dict[str, object]:
    """What the privacy screen found, and whether the same words may be sent all the same."""
    return {} if checked is None else {"checked": checked, "findings": findings_of(checked.screening)}


def site_of(request: HttpRequest, event: Event, here: str, *, pages: Pages | None = None) -> dict[str, Any]:
    """What the head of each page of an event shows."""
    call, pages = call_of(event), pages or pages_of(event)
    return {
        "event": event,
        "call": call,
        "tabs": tabs(event, reader(request), call is not None, pages),
        "sells": pages.tickets,
        "here": here,
        "theme": f"?v={event.colour_light}{event.colour_dark}".replace("#", "") if event.colour_light else "",
    }


def tabs(event: Event, person: Person | None, has_call: bool, pages: Pages) -> list[tuple[str, str, str]]:
    """Key, words and address of each page that is there for this reader."""
    found = [
        (True, "about", _("About"), "events:event"),
        (has_call, "call", _("Call for papers"), "events:call"),
        (pages.agenda, "agenda", _("Agenda"), "events:agenda"),
        (pages.talks, "talks", _("Talks"), "events:talks"),
        (pages.talks, "speakers", _("Speakers"), "events:speakers"),
        (pages.tickets, "tickets", _("Tickets"), "events:tickets"),
        (True, "travel", _("Travel and access"), "events:travel"),
        (True, "conduct", _("Code of conduct"), "events:conduct"),
        (pages.contests, "contests", _("Contests"), "events:contests"),
        *(own_tabs(event, person) if person else []),
    ]
    return [(key, words, reverse(view, args=[event.slug])) for there, key, words, view in found if there]


def own_tabs(event: Event, person: Person) -> list[tuple[bool, str, str, str]]:
    return [
        (event.starts <= timezone.localdate(timezone=event.tz), "feedback", _("Feedback"), "events:feedback"),
        (sent_something(event, person), "mine", _("My proposals"), "events:own_proposals"),
        (person.has_perm("events.review_at_event", event), "reviews", _("Reviews"), "events:reviews"),
        desk_tab(event, person),
    ]


def desk_tab(event: Event, person: Person) -> tuple[bool, str, str, str]:
    """The desk; for whoever is at the door and nothing else, their one page of it."""
    if person.has_perm("events.see_desk", event):
        return True, "desk", _("Desk"), "events:desk"
    return person.has_perm("events.keep_door", event), "desk", _("Check-in"), "events:check_in"


def desk_of(request: Request, event: Event, part: str) -> dict[str, Any]:
    """What the head of each page of the desk shows."""
    pages = [
        ("desk", _("What waits"), "events:desk"),
        ("submissions", _("Proposals"), "events:submissions"),
        ("workload", _("Reviewers"), "events:workload"),
        ("letters", _("Letters"), "events:letters"),
        ("programme", _("Programme"), "events:programme"),
        ("agenda", _("Agenda"), "events:desk_agenda"),
        ("diversity", _("Diversity"), "events:diversity"),
        ("contests", _("Contests"), "events:contests_desk"),
        ("after", _("After it"), "events:report"),
    ]
    if request.user.has_perm("events.run_event", event):
        pages += [
            ("attendees", _("Attendees"), "events:attendees"),
            ("check_in", _("Check-in"), "events:check_in"),
            ("announce", _("Announcements"), "events:announce"),
        ]
        pages.append(("settings", _("Settings"), "events:settings"))
    else:
        decides, door = (request.user.has_perm(f"events.{name}", event) for name in ("see_desk", "keep_door"))
        pages = [page for page in pages if decides and page[0] in {"desk", "submissions"}]
        pages += [("check_in", _("Check-in"), "events:check_in")] if door else []
    shown = [(key, words, reverse(view, args=[event.slug])) for key, words, view in pages]
    runs = request.user.has_perm("events.run_event", event)
    return {**site_of(request, event, "desk"), "desk_pages": shown, "desk_part": part, "runs": runs}
