"""The directory of members, by people and by organisations. There is no file of it to download: a copy could not be
taken back when somebody withdraws."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request, permitted
from rounds.accounts.models import Profession
from rounds.billing.vocabulary import PayerKind
from rounds.network.actions import listing as actions
from rounds.network.forms.groups import ListingForm, OrganisationListingForm
from rounds.network.models import Listing, Organisation, OrganisationListing
from rounds.network.queries import directory as queries
from rounds.network.queries.groups import seats_as_member
from rounds.network.views.entering import at_organisation
from rounds.network.views.finding import tabs
from rounds.network.vocabulary import Audience

A_PAGE = 24


@require_GET
@never_cache
@permitted("network.in_network")
def people(request: Request) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("words", "profession", "organisation")}
    found = queries.find_listings(request.user, **asked)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    own = Listing.objects.filter(person=request.user).first()
    professions = [("", _("All")), *Profession.choices]
    organisations = [("", _("All")), *queries.organisations_named(request.user)]
    context = {
        "page": page,
        "entries": queries.entries_for(request.user, list(page)),
        "listed": bool(own and own.show_name != Audience.NOBODY),
        "filtered": any(asked.values()),
        "fields": [
            {"name": "words", "label": _("Words"), "value": asked["words"]},
            {"name": "profession", "label": _("Profession"), "options": professions, "value": asked["profession"]},
            {
                "name": "organisation",
                "label": _("Organisation"),
                "options": organisations,
                "value": asked["organisation"],
            },
        ],
    }
    return render(request, "network/directory.html", context)


@require_GET
@never_cache
@permitted("network.in_network")
def organisations(request: Request) -> HttpResponse:
    words, kind = request.GET.get("words", ""), request.GET.get("kind", "")
    found = queries.organisations_shown_to(request.user, words=words, kind=kind)
    kinds = [("", _("All")), *PayerKind.choices]
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "filtered": bool(words or kind),
        "fields": [
            {"name": "words", "label": _("Words"), "value": words},
            {"name": "kind", "label": _("Kind"), "options": kinds, "value": kind},
        ],
    }
    return render(request, "network/directory_organisations.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@permitted("network.in_network")
def own_listing(request: Request) -> HttpResponse:
    listing = Listing.objects.filter(person=request.user).first() or Listing(person=request.user)
    form = ListingForm(request.POST or None, listing=listing)
    if form.is_valid():
        actions.change_listing(request.user, words=form.words(), shown=form.shown(), at=timezone.now())
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("network:own_listing")
    own = Organisation.objects.filter(pk__in=seats_as_member(request.user).values("organisation")).order_by("name")
    context = {"form": form, "listed": listing.show_name != Audience.NOBODY, "organisations": own}
    return render(request, "network/own_listing.html", context, status=422 if form.errors else 200)


@require_POST
@permitted("network.in_network")
def withdraw(request: Request) -> HttpResponse:
    actions.withdraw_listing(request.user, at=timezone.now())
    messages.success(request, _("You are out of the directory. Nobody sees an entry of yours."))
    return redirect("network:own_listing")


@require_http_methods(["GET", "POST"])
@at_organisation("network.announce")
def organisation_listing(request: Request, organisation: Organisation) -> HttpResponse:
    listing = OrganisationListing.objects.filter(organisation=organisation).first()
    form = OrganisationListingForm(
        request.POST or None, instance=listing or OrganisationListing(organisation=organisation)
    )
    if form.is_valid():
        actions.change_organisation_listing(organisation, form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("network:organisation_listing", slug=organisation.slug)
    context = {**tabs(request, organisation, "listing"), "form": form}
    return render(request, "network/organisation_listing.html", context, status=422 if form.errors else 200)
