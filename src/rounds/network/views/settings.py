"""Name, invoices and mail domains of an organisation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rounds.accounts.access import Request
from rounds.network import actions
from rounds.network.forms import DetailsForm, DomainForm, HospitalForm
from rounds.network.models import DomainName, Organisation
from rounds.network.queries.sign_in import sign_in_of
from rounds.network.views.entering import at_organisation, tabs

MANAGE = "network.manage_organisation"


@require_http_methods(["GET", "POST"])
@at_organisation(MANAGE)
def settings(request: Request, organisation: Organisation) -> HttpResponse:
    form = DetailsForm(request.POST or None, organisation=organisation)
    if form.is_valid():
        name = form.cleaned_data["name"]
        actions.change_details(organisation, form.facts(), name=name, by=request.user, at=timezone.now())
        messages.success(request, _("Saved. Invoices that were sent stay as they are."))
        return redirect("network:settings", slug=organisation.slug)
    return shown(request, organisation, form, DomainForm())


@require_POST
@at_organisation(MANAGE)
def add_domain(request: Request, organisation: Organisation) -> HttpResponse:
    form = DomainForm(request.POST)
    if form.is_valid():
        try:
            actions.add_domain(organisation, form.cleaned_data["domain"], by=request.user, at=timezone.now())
            return redirect("network:settings", slug=organisation.slug)
        except actions.SettingsRefused as refusal:
            form.add_error("domain", str(refusal))
    return shown(request, organisation, DetailsForm(organisation=organisation), form)


@require_POST
@at_organisation(MANAGE)
def remove_domain(request: Request, organisation: Organisation, number: int) -> HttpResponse:
    found = get_object_or_404(DomainName.objects.select_related("organisation"), pk=number, organisation=organisation)
    actions.remove_domain(found, by=request.user, at=timezone.now())
    return redirect("network:settings", slug=organisation.slug)


def shown(request: Request, organisation: Organisation, form: DetailsForm, domain: DomainForm) -> HttpResponse:
    wrong = form if form.errors else domain
    name = Organisation.objects.values_list("name", flat=True).get(pk=organisation.pk)
    context = {
        **tabs(request, organisation, "settings"),
        "name": name,
        "form": form,
        "domain": domain,
        "wrong": wrong,
        "sign_in": sign_in_of(organisation),
        "domains": organisation.domains.order_by("name"),
    }
    return render(request, "network/settings.html", context, status=422 if wrong.errors else 200)


@require_http_methods(["GET", "POST"])
@at_organisation(MANAGE)
def add_hospital(request: Request, organisation: Organisation) -> HttpResponse:
    """A hospital below a system."""
    form = HospitalForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.add_hospital(organisation, form.cleaned_data["name"], by=request.user, at=timezone.now())
            return redirect("network:organisation", slug=made.slug)
        except actions.SettingsRefused as refusal:
            form.add_error("name", str(refusal))
    context = {"organisation": organisation, "form": form}
    return render(request, "network/add_hospital.html", context, status=422 if form.errors else 200)
