"""What a year costs, what was paid, and the next year."""

from django.contrib import messages
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from rounds.accounts.access import Request
from rounds.network import actions, queries
from rounds.network.forms import HardshipForm, OrderNumberForm, SizeForm
from rounds.network.models import DeclaredSize, Organisation
from rounds.network.views.entering import at_organisation, tabs

DUES = "network.see_dues"


@require_GET
@at_organisation(DUES)
def membership(request: Request, organisation: Organisation) -> HttpResponse:
    today = timezone.localdate()
    context = {
        **tabs(request, organisation, "membership"),
        "standing": queries.standing_of(organisation, on=today),
        "room": queries.room_of(organisation),
        "years": queries.years_of(organisation),
        "waiting": queries.waiting_year(organisation),
        "sizes": organisation.sizes.select_related("by").order_by("-pk")[:20],
        "paid": queries.paid_side(organisation, on=today),
    }
    return render(request, "network/membership.html", context)


@require_http_methods(["GET", "POST"])
@at_organisation(DUES)
def renew(request: Request, organisation: Organisation) -> HttpResponse:
    """First the size, then the price to say yes to; both on this page, one after the other."""
    today = timezone.localdate()
    typed = request.POST if request.method == "POST" else None
    sizes = queries.latest_sizes(organisation)
    known = {metric: size.number for metric, size in sizes.items()}
    size = SizeForm(typed, request.FILES or None, kind=organisation.kind, initial=known)
    extra, hardship = OrderNumberForm(typed), HardshipForm(typed)
    sound = all([size.is_valid(), extra.is_valid(), hardship.is_valid()])
    price, refused = None, ""
    if sound:
        price = queries.price_of(organisation.kind, size.numbers(), on=today)
        if request.POST.get("do") == "order":
            try:
                return ordered(request, organisation, size, extra, hardship)
            except (actions.MembershipRefused, actions.EvidenceRefused) as refusal:
                refused = str(refusal)
    context = {
        "organisation": organisation,
        "standing": queries.standing_of(organisation, on=today),
        "size": size,
        "extra": extra,
        "hardship": hardship,
        "asked": sound,
        "price": price,
        "together": queries.together(price, extra.asked_years(), on=today) if price else None,
        "refused": refused,
        "errors": [{"text": refused, "url": ""}] if refused else [],
    }
    wrong = refused or size.errors or extra.errors or hardship.errors
    return render(request, "network/renew.html", context, status=422 if wrong else 200)


def ordered(
    request: Request, organisation: Organisation, size: SizeForm, extra: OrderNumberForm, hardship: HardshipForm
) -> HttpResponse:
    upload = size.cleaned_data.get("evidence")
    kept, named = actions.keep_evidence(upload) if upload else ("", "")
    year = actions.renew(
        organisation,
        size.numbers(),
        evidence=kept,
        evidence_name=named,
        years=extra.asked_years(),
        purchase_order=extra.cleaned_data["purchase_order"],
        ground=hardship.cleaned_data["ground"],
        words=hardship.cleaned_data["words"],
        by=request.user,
        at=timezone.now(),
    )
    year.refresh_from_db()
    if year.started:
        messages.success(request, _("The membership goes on. Nothing is to pay."))
    elif hardship.cleaned_data["ground"]:
        messages.success(request, _("We have your request, and decide within 10 working days."))
    else:
        messages.success(request, _("The year is ordered. The invoice waits for you here."))
    return redirect("network:membership", slug=organisation.slug)


@require_GET
@never_cache
@at_organisation(DUES)
def evidence(request: Request, organisation: Organisation, number: int) -> FileResponse:
    """The file that shows a declared size, as a download: nothing of it is ever run in this site's name."""
    size = get_object_or_404(DeclaredSize, pk=number, organisation=organisation)
    if not size.evidence or not storages["private"].exists(size.evidence):
        raise Http404
    return FileResponse(storages["private"].open(size.evidence), as_attachment=True, filename=size.evidence_name)
