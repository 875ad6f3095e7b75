"""Keys with which the staff directory of an organisation gives and ends seats."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from rounds.accounts.access import Request
from rounds.network.actions import programs as actions
from rounds.network.actions.domains import DomainRefused, prove_domain
from rounds.network.forms.groups import ScimKeyForm
from rounds.network.models import DomainName, Organisation, ScimKey
from rounds.network.queries.programs import RECORD, domain_line, scim_keys_of
from rounds.network.views.entering import at_organisation
from rounds.network.views.finding import tabs


@require_http_methods(["GET", "POST"])
@never_cache
@at_organisation("network.announce")
def keys(request: Request, organisation: Organisation) -> HttpResponse:
    form, secret = ScimKeyForm(request.POST or None), ""
    if form.is_valid():
        name = form.cleaned_data["name"]
        _key, secret = actions.make_scim_key(organisation, name=name, by=request.user, at=timezone.now())
        form = ScimKeyForm()
    context = {
        **tabs(request, organisation, "programs"),
        "form": form,
        "secret": secret,
        "keys": scim_keys_of(organisation),
        "address": request.build_absolute_uri("/scim/v2"),
        "domains": organisation.domains.order_by("name"),
    }
    return render(request, "network/staff_keys.html", context, status=422 if form.errors else 200)


@require_POST
@at_organisation("network.announce")
def end(request: Request, organisation: Organisation, number: int) -> HttpResponse:
    key = get_object_or_404(ScimKey, pk=number, organisation=organisation)
    actions.end_scim_key(key, by=request.user, at=timezone.now())
    messages.success(request, _("The key is ended. Programs that use it are refused from now on."))
    return redirect("network:staff_keys", slug=organisation.slug)


@require_http_methods(["GET", "POST"])
@never_cache
@at_organisation("network.manage_organisation")
def domain(request: Request, organisation: Organisation, number: int) -> HttpResponse:
    """Says what to write into the DNS of a domain, and looks for it."""
    found = get_object_or_404(DomainName.objects.select_related("organisation"), pk=number, organisation=organisation)
    refused = ""
    if request.method == "POST":
        try:
            prove_domain(found, by=request.user, at=timezone.now())
            messages.success(request, _("The domain is proven."))
            return redirect("network:settings", slug=organisation.slug)
        except DomainRefused as refusal:
            refused = str(refusal)
    context = {
        "organisation": organisation,
        "domain": found,
        "name": f"{RECORD}.{found.name}",
        "line": domain_line(found),
        "errors": [{"text": refused}] if refused else [],
    }
    return render(request, "network/domain.html", context, status=422 if refused else 200)
