"""Every view says who may reach it: @public, @signed_in or @permitted(permission, Model)."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

import requests
import rules
from allauth.account.signals import user_logged_in
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from rounds.accounts.models import Person

log = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]
AnyView = TypeVar("AnyView", bound=View)


class Request(HttpRequest):
    """A request by somebody who is signed in."""

    user: Person
    htmx: Any


@rules.predicate
def is_centre_staff(person: Person) -> bool:
    """Asked by the rules of every app, and written here once: rules do not import each other's."""
    return person.is_active and person.is_staff


def public(view: AnyView) -> AnyView:
    view.access = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.access = "signed_in"  # type: ignore[attr-defined]
    return guarded


def permitted(permission: str, model: type[Model] | None = None, *, by: str = "pk") -> Callable[[View], View]:
    """Load the object named in the URL, ask for the permission, hand the object on; 403 when refused.

    `by` is the field that the URL's keyword names. Without a model the permission is asked of nothing in particular.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            found = (get_object_or_404(model, **{by: kwargs.pop(by)}),) if model else ()
            if not request.user.has_perm(permission, *found):
                raise PermissionDenied
            return view(request, *found, *args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def reader(request: HttpRequest) -> Person | None:
    """The person who reads this page, or None for a visitor."""
    return request.user if isinstance(request.user, Person) else None


def start_session(request: HttpRequest, person: Person) -> None:
    """Sign a person in whose identity is proven otherwise; it stands in the trail and in the list of devices."""
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    user_logged_in.send(sender=Person, request=request, user=person)


def leave(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Go to another site by a page of ours: our policy lets a form lead nowhere else, not even through a redirect."""
    target = response.headers.get("Location", "")
    if response.status_code != 302 or urlsplit(target).netloc in {"", request.get_host()}:
        return response
    return render(
        request, "socialaccount/login_redirect.html", {"redirect_to": target, "host": urlsplit(target).netloc}
    )


def answered(request: HttpRequest, asked: Callable[[], HttpResponse]) -> HttpResponse:
    """What another server says may be anything; what we cannot read is told to the person and not to the world."""
    try:
        return asked()
    except (requests.RequestException, LookupError, SyntaxError, TypeError, ValueError) as error:
        log.warning("The sign-in of an organisation did not answer as it should: %s", error)
        return render(request, "socialaccount/authentication_error.html", status=502)
