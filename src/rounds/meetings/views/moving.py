"""To another date of the same series: for whoever comes, and for a host on their behalf."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rounds.accounts.access import Request
from rounds.meetings import actions, queries
from rounds.meetings.forms import AnotherDateForm
from rounds.meetings.models import Meeting, Registration
from rounds.meetings.queries.shown import clocks, free_places, left_words
from rounds.meetings.views.entering import at_meeting


@require_http_methods(["GET", "POST"])
@never_cache
@at_meeting("meetings.register")
def another_date(request: Request, meeting: Meeting) -> HttpResponse:
    mine = queries.living_registration(meeting, request.user)
    if mine is None:
        return redirect("meetings:meeting", pk=meeting.pk)
    back = reverse("meetings:place", args=[meeting.pk])
    dates = queries.meetings_visible_to(request.user)
    return changed_date(request, mine, dates, host=False, after=place_at, back=back)


def place_at(made: Registration) -> str:
    return reverse("meetings:place", args=[made.meeting_id])


def changed_date(
    request: Request,
    registration: Registration,
    meetings: QuerySet[Meeting],
    *,
    host: bool,
    after: Callable[[Registration], str],
    back: str,
) -> HttpResponse:
    """The dates of these meetings to which the place may go, and the one that is chosen."""
    meeting, now = registration.meeting, timezone.now()
    dates = list(meetings.filter(queries.other_dates(meeting, at=now)).order_by("starts_at", "pk")[:50])
    free = free_places(dates)
    choices = [(one.pk, date_words(request, one, free[one.pk])) for one in dates]
    form = AnotherDateForm(request.POST if request.method == "POST" else None, dates=choices)
    if form.is_valid():
        chosen = next(one for one in dates if one.pk == int(form.cleaned_data["date"]))
        try:
            made = actions.move_to_date(registration, chosen, by=request.user, at=now, host=host)
            messages.success(request, _("The place is on another date now. A letter with it is on its way."))
            return redirect(after(made))
        except actions.RegistrationRefused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "meeting": meeting,
        "registration": registration,
        "form": form,
        "dates": dates,
        "host": host,
        "back": back,
    }
    context["clocks"] = clocks(meeting, request.user)
    return render(request, "meetings/another_date.html", context, status=422 if form.errors else 200)


def date_words(request: Request, meeting: Meeting, left: int | None) -> str:
    shown = clocks(meeting, request.user)
    words = [f"{shown.day}, {shown.hours} ({shown.zone})", left_words(left)]
    return " · ".join(one for one in words if one)
