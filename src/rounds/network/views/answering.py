"""The link of an invitation, for whoever got it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rounds.accounts.access import Request, public, reader
from rounds.network import actions, queries
from rounds.network.models import Invitation


@require_http_methods(["GET", "POST"])
@never_cache
@public
def invitation(request: Request, token: str) -> HttpResponse:
    """What is offered by whom; a person who is signed in says yes or no."""
    found = queries.read_invitation(token)
    if found is None or found.accepted or found.closed or found.until < timezone.now():
        return render(request, "network/invitation_over.html", status=410)
    person, refused = reader(request), ""
    if request.method == "POST" and person:
        try:
            return answered(request, found)
        except actions.InvitationRefused as refusal:
            refused = str(refusal)
    fits = person is not None and queries.has_address(person, found.email)
    context = {"fits": fits, "invitation": found, "person": person, "refused": refused, "here": request.get_full_path()}
    return render(request, "network/invitation.html", context, status=422 if refused else 200)


def answered(request: Request, found: Invitation) -> HttpResponse:
    if request.POST.get("do") == "decline":
        actions.decline_invitation(found, request.user, at=timezone.now())
        messages.success(request, _("You have declined. Nobody writes to you about it again."))
        return redirect("site:own_home")
    actions.accept_invitation(found, request.user, at=timezone.now())
    messages.success(request, _("You have a seat at %(name)s.") % {"name": found.organisation})
    return redirect("network:organisation", slug=found.organisation.slug)
