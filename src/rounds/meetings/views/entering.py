"""Who may enter a page of a meeting: to anybody it does not concern, it is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from rounds.accounts.access import View, reader
from rounds.meetings.queries import meetings_visible_to

SEEN = ("meetings.see_meeting", "meetings.register")  # the list and the permission agree; a test proves it


def at_meeting(permission: str) -> Callable[[View], View]:
    """Load the meeting of the URL for this person: 404 for strangers, 403 for those who may see it and not do this."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponseBase:
            person = reader(request)
            if person is None:
                return redirect_to_login(request.get_full_path())
            meeting = get_object_or_404(meetings_visible_to(person), pk=pk)
            if permission not in SEEN and not person.has_perm(permission, meeting):
                raise PermissionDenied
            return view(request, meeting, *args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded

    return decorate
