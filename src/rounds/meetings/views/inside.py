"""What a reader may know of is loaded; anything else is not there for them."""

from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from rounds.accounts.access import Request, View, signed_in
from rounds.meetings.models import Meeting
from rounds.meetings.queries import meetings_visible_to
from rounds.network.queries.words import Checked
from rounds.screening.queries import findings_of

COME_IN, HOST = "meetings.come_in", "meetings.host_meeting"


def of_meeting(permission: str) -> Any:
    """Hand the meeting on: 404 where it is not to be seen, 403 where this may not be done.

    Inside, times are those of the meeting, as they stand at the head of its pages.
    """

    def decorate(view: View) -> View:
        @signed_in
        @wraps(view)
        def guarded(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
            person: Any = request.user
            meeting = get_object_or_404(meetings_visible_to(person), pk=pk)
            if not person.has_perm(permission, meeting):
                if permission == COME_IN:
                    return no_place(request, meeting)
                raise PermissionDenied
            with timezone.override(meeting.zone):
                return view(request, meeting, *args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def no_place(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """They see the meeting and have no place in it: say how to get one."""
    return render(request, "meetings/no_place.html", {"meeting": meeting}, status=403)


def hosts(request: Request, meeting: Meeting) -> bool:
    return bool(request.user.has_perm(HOST, meeting))


def findings_shown(checked: Checked | None) -> dict[str, object]:
    """The findings beside the box, and whether the same words may be sent all the same."""
    if checked is None:
        return {}
    return {"checked": checked, "findings": findings_of(checked.screening)}
