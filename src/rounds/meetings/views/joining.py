"""The link of a meeting: following it, and where it leads."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request
from rounds.meetings.actions import joining as actions
from rounds.meetings.actions import polling
from rounds.meetings.forms.live import LinkForm
from rounds.meetings.models import Meeting
from rounds.meetings.providers import providers_to_choose, the_providers
from rounds.meetings.queries.live import live_of, opens
from rounds.meetings.views.inside import COME_IN, HOST, hosts, of_meeting


@require_GET
@never_cache
@of_meeting(COME_IN)
def join(request: Request, meeting: Meeting) -> HttpResponse:
    """Leads on while the door is open; before and after it says when. A browser that only looks ahead is not let in."""
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        return HttpResponse(status=204)
    try:
        link = actions.join_meeting(meeting, by=request.user, at=timezone.now())
    except actions.JoinRefused as refusal:
        context = {
            "meeting": meeting,
            "refused": str(refusal),
            "opens": opens(meeting),
            "hosts": hosts(request, meeting),
        }
        return render(request, "meetings/join.html", context, status=409)
    return HttpResponse(status=302, headers={"Location": link, "Referrer-Policy": "no-referrer"})


@require_http_methods(["GET", "POST"])
@of_meeting(HOST)
def link(request: Request, meeting: Meeting) -> HttpResponse:
    live = live_of(meeting)
    first = {name: getattr(live, name) for name in ("provider", "clicks_count", "captions_link")}
    form = LinkForm(request.POST or None, initial=first, providers=providers_to_choose())
    if form.is_valid():
        given, now = form.cleaned_data, timezone.now()
        try:
            polling.set_captions(meeting, given["captions_link"], by=request.user, at=now)
            actions.choose_provider(
                meeting, given["provider"], clicks_count=given["clicks_count"], by=request.user, at=now
            )
            messages.success(request, _("The link is set up."))
            return redirect("meetings:meeting", pk=meeting.pk)
        except actions.JoinRefused as refusal:
            form.add_error("provider", str(refusal))
    troubles = [words for provider in the_providers().values() if (words := provider.trouble())]
    context = {"meeting": meeting, "form": form, "troubles": troubles, "live": live}
    return render(request, "meetings/link.html", context, status=422 if form.errors else 200)


@require_POST
@of_meeting(HOST)
def end_video(request: Request, meeting: Meeting) -> HttpResponse:
    try:
        actions.end_room(meeting, by=request.user, at=timezone.now())
        messages.success(request, _("The video room is closed."))
    except actions.JoinRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("meetings:link", pk=meeting.pk)
