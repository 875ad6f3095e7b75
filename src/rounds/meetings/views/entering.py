"""Who may enter a page of a meeting: to anybody it does not concern, it is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from rounds.accounts.access import View, reader
from rounds.core.prepared import Prepared
from rounds.meetings.models import Meeting

SEE = "meetings.see_meeting"
WITH = ("organisation", "pool", "series", "live")
BY_NUMBER = Prepared(lambda number: Meeting.objects.filter(pk=number).select_related(*WITH))


def at_meeting(permission: str) -> Callable[[View], View]:
    """Load the meeting of the URL for this person: 404 for strangers, 403 for those who may see it and not do this.

    Inside, days and times are those of the meeting.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponseBase:
            person = reader(request)
            if person is None:
                return redirect_to_login(request.get_full_path())
            meeting = BY_NUMBER(pk)
            if meeting is None or not person.has_perm(SEE, meeting):
                raise Http404
            if not person.has_perm(permission, meeting):
                raise PermissionDenied
            with timezone.override(meeting.zone):
                return view(request, meeting, *args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded

    return decorate
