"""A person's ticket, checking oneself in, and apologies."""

import segno
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request
from rounds.meetings.actions import checking_in as actions
from rounds.meetings.attending import How
from rounds.meetings.forms.live import CodeForm
from rounds.meetings.models import Meeting
from rounds.meetings.queries.attendance import attended, registrations_by_code, ticket_of
from rounds.meetings.queries.live import live_of, self_window
from rounds.meetings.tickets import shown_code, ticket_code, typed_code
from rounds.meetings.views.inside import COME_IN, HOST, no_place, of_meeting

either = require_http_methods(["GET", "POST"])


def qr_code(text: str) -> str:
    """A drawing that a telephone reads, as a data: address; white around it, so that it is read in the dark as well."""
    return str(segno.make(text, error="m", micro=False).svg_data_uri(border=3, light="#ffffff", omitsize=True))


@require_GET
@never_cache
@of_meeting(COME_IN)
def ticket(request: Request, meeting: Meeting) -> HttpResponse:
    registration = ticket_of(request.user, meeting)
    if registration is None:
        return no_place(request, meeting)
    now, code, live = timezone.now(), ticket_code(registration.key), live_of(meeting)
    address = settings.BASE_URL + reverse("meetings:ticket_of", args=[meeting.pk, code])
    context = {
        "meeting": meeting,
        "registration": registration,
        "code": shown_code(code),
        "qr": qr_code(address),
        "attendance": attended(request.user, meeting, at=now),
        "before": now < meeting.starts_at,
        "has_room_code": bool(live.self_code),
        "room_code_until": self_window(live)[1],
    }
    return render(request, "meetings/ticket.html", context)


@either
@never_cache
@of_meeting(COME_IN)
def ticket_named(request: Request, meeting: Meeting, code: str) -> HttpResponse:
    """What the QR code leads to: a host checks in, the person themselves sees their ticket, others see nothing."""
    registration = registrations_by_code(meeting).get(typed_code(code))
    if registration is None:
        raise Http404
    if not request.user.has_perm(HOST, meeting):
        if registration.person_id != request.user.pk:
            raise Http404
        return redirect("meetings:ticket", pk=meeting.pk)
    form, refused = CodeForm(request.POST or None, initial={"code": code}), ""
    holds = ticket_of(registration.person, meeting) == registration
    if form.is_valid() and holds:
        try:
            key = form.cleaned_data["key"]
            done = actions.check_in(meeting, registration.person, How.QR, key=key, by=request.user, at=timezone.now())
            messages.success(request, words_of(done))
            return redirect("meetings:door", pk=meeting.pk)
        except actions.CheckInRefused as refusal:
            refused = str(refusal)
    context = {"meeting": meeting, "registration": registration, "form": form, "holds": holds, "refused": refused}
    context["attendance"] = attended(registration.person, meeting, at=timezone.now())
    return render(request, "meetings/ticket_named.html", context, status=422 if refused else 200)


def words_of(done: actions.CheckedIn) -> str:
    told = {"name": done.person.name, "time": f"{timezone.localtime(done.since):%H:%M}"}
    if done.again:
        return _("%(name)s is checked in since %(time)s.") % told
    return _("%(name)s is checked in.") % told


@either
@never_cache
@of_meeting(COME_IN)
def check_self_in(request: Request, meeting: Meeting) -> HttpResponse:
    """The code that is shown in the room. Guessing it is slow: a few tries a minute."""
    if request.method == "POST" and not ratelimit.consume(request, action="check_in", user=request.user):
        return ratelimit.respond_429(request)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            given = form.cleaned_data
            actions.check_self_in(meeting, given["code"], key=given["key"], by=request.user, at=timezone.now())
            messages.success(request, _("You are checked in. It counts for your record."))
            return redirect("meetings:ticket", pk=meeting.pk)
        except actions.CheckInRefused as refusal:
            form.add_error("code", str(refusal))
    context = {"meeting": meeting, "form": form, "attendance": attended(request.user, meeting, at=timezone.now())}
    return render(request, "meetings/check_self_in.html", context, status=422 if form.errors else 200)


@require_POST
@of_meeting(COME_IN)
def apologies(request: Request, meeting: Meeting) -> HttpResponse:
    sorry = request.POST.get("do") != "come"
    try:
        actions.send_apologies(meeting, sorry, by=request.user, at=timezone.now())
        told = (
            _("The hosts know that you cannot come. Your place stays yours.") if sorry else _("The hosts expect you.")
        )
        messages.success(request, told)
    except actions.CheckInRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("meetings:ticket", pk=meeting.pk)
