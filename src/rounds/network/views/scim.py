"""The door of SCIM. What speaks it is loaded with the first request: its library takes half a second to import."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from rounds.accounts.access import public


@csrf_exempt
@public
def door(request: HttpRequest, way: str, **named: Any) -> HttpResponse:
    """`way` names the part that answers: discovery, many, one or nothing."""
    from rounds.network.views import scim_spoken

    return scim_spoken.WAYS[way](request, **named)
