"""What the payment provider tells us."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rounds.accounts.access import public
from rounds.billing import actions
from rounds.billing.providers import Unsigned, the_provider


@require_POST
@csrf_exempt
@public
def stripe_told(request: HttpRequest) -> HttpResponse:
    """A message with a good signature is kept; the answer 200 tells Stripe not to send it again."""
    try:
        told = the_provider().read(request.body, request.headers.get("Stripe-Signature", ""))
    except Unsigned:
        return HttpResponse("The signature is not good.", status=400, content_type="text/plain")
    actions.take_event(told, at=timezone.now())
    return HttpResponse("Kept.", content_type="text/plain")
