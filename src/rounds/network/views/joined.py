from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from rounds.accounts.access import Request
from rounds.network import queries
from rounds.network.models import Organisation
from rounds.network.views.entering import at_organisation


@require_GET
@at_organisation("network.see_dues")
def joined(request: Request, organisation: Organisation) -> HttpResponse:
    """What happened, what happens next, and who acts."""
    context = {
        "organisation": organisation,
        "standing": queries.standing_of(organisation, on=timezone.localdate()),
        "waiting": queries.waiting_year(organisation),
    }
    return render(request, "network/joined.html", context)
