"""Who may enter a page of an organisation: to anybody it does not concern, it is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from rounds.accounts.access import View
from rounds.network.models import Organisation
from rounds.network.queries import organisations_visible_to


def at_organisation(permission: str) -> Callable[[View], View]:
    """Load the organisation of the URL for this person: 404 for strangers, 403 for its people who may not do this."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, slug: str, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            organisation = get_object_or_404(organisations_visible_to(request.user), slug=slug)
            if not request.user.has_perm(permission, organisation):
                raise PermissionDenied
            return view(request, organisation, *args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def tabs(request: HttpRequest, organisation: Organisation, at: str) -> dict[str, Any]:
    """What the head of a page of an organisation shows."""
    return {
        "organisation": organisation,
        "manages": request.user.has_perm("network.manage_organisation", organisation),
        "pays": request.user.has_perm("network.see_dues", organisation),
        "at": at,
    }
