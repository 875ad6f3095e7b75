"""Who may enter a page of a meeting: to anybody it does not concern, it is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from rounds.accounts.access import View, reader
from rounds.meetings.models import Meeting

SEE = "meetings.see_meeting"


def at_meeting(permission: str) -> Callable[[View], View]:
    """Load the meeting of the URL for this person: 404 for strangers, 403 for those who may see it and not do this."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponseBase:
            person = reader(request)
            if person is None:
                return redirect_to_login(request.get_full_path())
            meeting = get_object_or_404(Meeting.objects.select_related("organisation", "pool", "series", "live"), pk=pk)
            if not person.has_perm(SEE, meeting):
                raise Http404
            if not person.has_perm(permission, meeting):
                raise PermissionDenied
            return view(request, meeting, *args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded

    return decorate
