"""People and the trail, for centre staff."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Protocol

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rounds.accounts import actions, queries
from rounds.accounts.access import Request, permitted
from rounds.accounts.forms import PeopleFilter, ReasonForm, TrailFilter
from rounds.accounts.models import Entry, Person, verb_words
from rounds.core.tables import csv_file

A_PAGE = 50
Found = tuple[Any, QuerySet[Any]]


@require_GET
@permitted("accounts.see_people")
def people(request: Request) -> HttpResponse:
    form, found = people_asked_for(request)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "query": request.GET.urlencode()}
    return render(request, "accounts/people.html", context, status=422 if form.errors else 200)


@require_GET
@permitted("accounts.see_people")
def people_csv(request: Request) -> StreamingHttpResponse:
    _form, found = people_asked_for(request)
    head = [
        _("Name"),
        _("E-mail address"),
        _("Profession"),
        _("State or body of licence"),
        _("Centre staff"),
        _("State"),
        _("Joined"),
    ]
    rows = (
        [
            one.name,
            one.email,
            one.get_profession_display(),
            one.licence_state,
            yes(one.is_staff),
            one.state_words,
            day(one.joined),
        ]
        for one in found.iterator()
    )
    return csv_file("people", head, rows, on=timezone.localdate())


def people_asked_for(request: Request) -> Found:
    form = PeopleFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    return form, queries.find_people(queries.people_visible_to(request.user), **asked)


@require_GET
@permitted("accounts.see_people", Person, by="pk")
def person(request: Request, person: Person) -> HttpResponse:
    entries = queries.trail_visible_to(request.user).filter(queries.about(person))
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    devices = queries.sessions_of(person, at=timezone.now()).count()
    return render(request, "accounts/person.html", {"person": person, "page": page, "devices": devices})


class Change(Protocol):
    def __call__(self, person: Person, *, by: Person, reason: str, at: dt.datetime) -> None: ...


@dataclass(frozen=True)
class Step:
    """A change to what a person may do here, with the words of its confirmation page."""

    action: Change
    title: str
    text: str
    button: str
    done: str
    danger: bool = False


def steps() -> dict[str, Step]:
    return {
        "make-staff": Step(
            actions.make_centre_staff,
            _("Make %(name)s centre staff"),
            _("Centre staff see all people, certificates and the trail, and edit pages. Only for who works here."),
            _("Make centre staff"),
            _("%(name)s is centre staff now."),
        ),
        "unmake-staff": Step(
            actions.unmake_centre_staff,
            _("End that %(name)s is centre staff"),
            _("They keep their account, courses and certificates. They no longer see other people or edit pages."),
            _("End it"),
            _("%(name)s is no longer centre staff."),
            danger=True,
        ),
        "stop": Step(
            actions.deactivate_person,
            _("Stop the account of %(name)s"),
            _("They are signed out at once and cannot sign in. Their records stay. You can open the account again."),
            _("Stop the account"),
            _("The account of %(name)s is stopped."),
            danger=True,
        ),
        "open": Step(
            actions.reactivate_person,
            _("Open the account of %(name)s again"),
            _("They can sign in again as before."),
            _("Open the account"),
            _("The account of %(name)s is open again."),
        ),
    }


@require_http_methods(["GET", "POST"])
@permitted("accounts.change_access", Person, by="pk")
def change_access(request: Request, person: Person, step: str) -> HttpResponse:
    chosen, names = steps().get(step), {"name": person.name}
    if chosen is None:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            chosen.action(person, by=request.user, reason=form.cleaned_data["reason"], at=timezone.now())
        except actions.StaffRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, chosen.done % names)
            own = person.pk == request.user.pk
            return redirect("site:own_home") if own else redirect("accounts:person", pk=person.pk)
    context = {"form": form, "person": person, "step": chosen, "title": chosen.title % names}
    return render(request, "accounts/change_access.html", context, status=422 if form.errors else 200)


@require_GET
@permitted("accounts.see_trail")
def trail(request: Request) -> HttpResponse:
    form, found = trail_asked_for(request)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "query": request.GET.urlencode()}
    return render(request, "accounts/trail.html", context, status=422 if form.errors else 200)


@require_GET
@permitted("accounts.see_trail")
def trail_csv(request: Request) -> StreamingHttpResponse:
    _form, found = trail_asked_for(request)
    head = [_("When (UTC)"), _("Who"), _("What happened"), _("About"), _("Kind"), _("Number"), _("Details")]
    rows = (
        [
            one.at.astimezone(dt.UTC).isoformat(timespec="seconds"),
            who(one),
            one.verb,
            one.subject_name,
            one.subject_kind,
            one.subject_id,
            one.more,
        ]
        for one in found.iterator()
    )
    return csv_file("trail", head, rows, on=timezone.localdate())


def trail_asked_for(request: Request) -> Found:
    form = TrailFilter(request.GET, verbs=[(verb, verb_words(verb)) for verb in queries.verbs()])
    asked = dict(form.cleaned_data) if form.is_valid() else {}
    until = asked.pop("until", None)
    since = asked.pop("since", None)
    return form, queries.find_entries(
        queries.trail_visible_to(request.user),
        since=midnight(since) if since else None,
        before=midnight(until + dt.timedelta(days=1)) if until else None,
        **asked,
    )


def midnight(date: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(date, dt.time.min))


def who(entry: Entry) -> str:
    return entry.actor.name if entry.actor else _("The system")


def yes(value: bool) -> str:
    return _("Yes") if value else _("No")


def day(moment: dt.datetime) -> str:
    return timezone.localtime(moment).date().isoformat()
