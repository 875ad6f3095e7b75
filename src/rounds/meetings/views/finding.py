"""The list of meetings, one meeting, and one's own."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rounds.accounts.access import Request, public, reader, signed_in
from rounds.accounts.models import Person
from rounds.meetings import actions, queries
from rounds.meetings.forms import MeetingsFilter, RemindersForm
from rounds.meetings.models import Meeting
from rounds.meetings.queries.reminders import reminders_of
from rounds.meetings.queries.shown import clocks, registration_rows, shown, standing, state_words

A_PAGE = 20


@require_GET
@public
def meetings(request: HttpRequest) -> HttpResponse:
    person, at = reader(request), timezone.now()
    form = MeetingsFilter(request.GET, known=person is not None)
    asked = form.asked()
    found = queries.find_meetings(queries.meetings_visible_to(person), **asked, person=person, at=at)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": shown(list(page.object_list), person, at=at),
        "filtered": any(asked.values()),
        "arranges": bool(person and person.has_perm("meetings.arrange")),
    }
    return render(request, "meetings/meetings.html", context)


@require_GET
@public
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    person, at = reader(request), timezone.now()
    found = get_object_or_404(queries.meetings_visible_to(person), pk=pk)
    stands = standing(found, person, at=at)
    inside = bool(person and person.has_perm("meetings.come_in", found))
    words, kind = state_words(found, at=at)
    context = {
        "meeting": found,
        "clocks": clocks(found, person),
        "standing": stands,
        "inside": inside,
        "state": words,
        "state_kind": kind,
        "hosts": [row.person for row in found.host_rows.select_related("person").order_by("place", "pk")],
        "prerequisites": list(found.prerequisites.order_by("pk")),
        "materials": list(found.materials.order_by("added", "pk")) if inside else [],
        "runs": bool(person and person.has_perm("meetings.host_meeting", found)),
        "changes": bool(person and person.has_perm("meetings.change_meeting", found)),
        "others": others_of(found, person),
        **slots(),
    }
    return render(request, "meetings/meeting.html", context)


def others_of(found: Meeting, person: Person | None) -> list[Meeting]:
    """The next ones of the same series."""
    if found.series_id is None:
        return []
    later = queries.meetings_visible_to(person).filter(series=found.series_id, starts_at__gt=found.starts_at)
    return list(later.order_by("starts_at")[:5])


def slots() -> dict[str, list[str]]:
    """Parts of the page that other slices fill where they are there."""
    empty = "meetings/_nothing.html"
    return {f"{name}_part": [f"meetings/_{name}.html", empty] for name in ("join", "checkin", "calendar")}


@require_GET
@signed_in
def mine(request: Request) -> HttpResponse:
    person, at = request.user, timezone.now()
    past = Paginator(queries.meetings_of(person, at=at, past=True), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "coming": registration_rows(queries.meetings_of(person, at=at), person),
        "hosted": shown(queries.hosted_by(person, at=at).select_related("pool"), person, at=at),
        "past": registration_rows(past.object_list, person),
        "page": past,
        "arranges": person.has_perm("meetings.arrange"),
        **slots(),
    }
    return render(request, "meetings/mine.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def reminders(request: Request) -> HttpResponse:
    form = RemindersForm(request.POST or None, initial=reminders_of(request.user))
    if request.method == "POST" and form.is_valid():
        actions.choose_reminders(request.user, **form.cleaned_data, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("meetings:mine")
    return render(request, "meetings/reminders.html", {"form": form})
