"""What a member sees first."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from rounds.accounts.access import Request, signed_in
from rounds.network import queries
from rounds.network.models import Organisation
from rounds.network.queries.arriving import offer_for
from rounds.network.views.entering import at_organisation, tabs


@require_GET
@signed_in
def own(request: Request) -> HttpResponse:
    """One's organisation, or a list where there are several."""
    found = list(queries.organisations_of(request.user)[:100])
    offer = offer_for(request.user)
    if len(found) == 1 and offer is None:
        return redirect("network:organisation", slug=found[0].slug)
    return render(request, "network/own.html", {"organisations": found, "offer": offer})


@require_GET
@at_organisation("network.see_organisation")
def organisation(request: Request, organisation: Organisation) -> HttpResponse:
    now = timezone.now()
    standing = queries.standing_of(organisation, on=timezone.localdate())
    room = queries.room_of(organisation)
    context = {
        **tabs(request, organisation, "overview"),
        "standing": standing,
        "room": room,
        "tasks": queries.waiting_at(organisation, request.user, standing, room, at=now),
        "officials": queries.officials_of(organisation),
        "children": queries.children_of(organisation),
        "seat": queries.seat_of(request.user, organisation),
        "sizes": queries.latest_sizes(organisation).values(),
    }
    return render(request, "network/organisation.html", context)
