"""Places and their rules, for the centre's staff and each place's privacy officers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request, permitted, signed_in
from rounds.core.tables import csv_file
from rounds.screening import actions, queries
from rounds.screening.forms import NewPlaceForm, PlaceForm, PlaceKeyForm, SeatForm
from rounds.screening.models import Place, PlaceKey, PlaceMember
from rounds.screening.sentences import BY_RULE, BY_TYPE

A_PAGE = 50


@require_http_methods(["GET", "POST"])
@permitted("screening.add_place")
def places(request: Request) -> HttpResponse:
    form = NewPlaceForm(request.POST or None)
    if form.is_valid():
        try:
            place = actions.make_place(form.cleaned_data["name"], by=request.user, at=timezone.now())
            return redirect("screening:rules", pk=place.pk)
        except actions.PlaceRefused as refusal:
            form.add_error("name", str(refusal))
    page = Paginator(queries.places_counted(request.user), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "screening/places.html", {"form": form, "page": page}, status=422 if form.errors else 200)


@require_GET
@signed_in
def own_places(request: Request) -> HttpResponse:
    """The rules of one's own place, or a list of one's places where there are several."""
    found = list(queries.places_counted(request.user)[:A_PAGE])
    if len(found) == 1:
        return redirect("screening:rules", pk=found[0].pk)
    return render(request, "screening/own_places.html", {"places": found, "mine": queries.places_of(request.user)})


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("sample")
@permitted("screening.change_place", Place)
def rules(request: Request, place: Place) -> HttpResponse:
    form = PlaceForm(request.POST or None, instance=place)
    marks = None
    if form.is_valid():
        if request.POST.get("do") == "try":
            tried = Place(secret=place.secret, **form.rules())
            marks = queries.marks_for(form.cleaned_data["sample"].replace("\r\n", "\n"), place=tried)
        else:
            try:
                actions.change_rules(
                    place, form.rules(), edition=form.cleaned_data["edition"], by=request.user, at=timezone.now()
                )
                messages.success(request, _("The rules are saved. They hold from now on."))
                return redirect("screening:rules", pk=place.pk)
            except actions.PlaceRefused as refusal:
                form.add_error(None, str(refusal))
    name = Place.objects.values_list("name", flat=True).get(pk=place.pk)
    context = {"place": place, "name": name, "form": form, "marks": marks}
    return render(request, "screening/rules.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted("screening.change_place", Place)
def people(request: Request, place: Place) -> HttpResponse:
    form = SeatForm(request.POST or None)
    if form.is_valid():
        try:
            actions.seat_person(place, form.person, form.cleaned_data["role"], by=request.user, at=timezone.now())
            return redirect("screening:people", pk=place.pk)
        except actions.PlaceRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"place": place, "form": form, "members": queries.members_of(place)}
    return render(request, "screening/people.html", context, status=422 if form.errors else 200)


@require_POST
@permitted("screening.change_place", Place)
def unseat(request: Request, place: Place, number: int) -> HttpResponse:
    seat = get_object_or_404(PlaceMember.objects.select_related("place"), pk=number, place=place)
    try:
        actions.unseat_person(seat, by=request.user, at=timezone.now())
    except actions.PlaceRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("screening:people", pk=place.pk)


@require_http_methods(["GET", "POST"])
@never_cache
@permitted("screening.change_place", Place)
def keys(request: Request, place: Place) -> HttpResponse:
    form, secret = PlaceKeyForm(request.POST or None), ""
    if form.is_valid():
        name = form.cleaned_data["name"]
        _key, secret = actions.make_place_key(place, name=name, by=request.user, at=timezone.now())
        form = PlaceKeyForm()
    context = {"place": place, "form": form, "secret": secret, "keys": queries.keys_of(place)}
    return render(request, "screening/keys.html", context, status=422 if form.errors else 200)


@require_POST
@permitted("screening.change_place", Place)
def end_key(request: Request, place: Place, number: int) -> HttpResponse:
    key = get_object_or_404(PlaceKey, pk=number, place=place)
    actions.end_place_key(key, by=request.user, at=timezone.now())
    messages.success(request, _("The key is ended. Programs that use it are refused from now on."))
    return redirect("screening:keys", pk=place.pk)


@require_GET
@permitted("screening.change_place", Place)
def decisions(request: Request, place: Place) -> HttpResponse:
    page = Paginator(queries.decisions_of(place), A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, BY_TYPE.get(one.kind) or BY_RULE.get(one.rule) or one.rule) for one in page]
    return render(request, "screening/decisions.html", {"place": place, "page": page, "rows": rows})


@require_GET
@permitted("screening.change_place", Place)
def decisions_csv(request: Request, place: Place) -> HttpResponseBase:
    head = ["when", "who", "rule", "type", "level", "reason"]
    rows = (
        [one.at.isoformat(timespec="seconds"), one.by, one.rule, one.kind, one.level, one.reason]
        for one in queries.decisions_of(place).iterator()
    )
    return csv_file("decisions", head, rows, on=timezone.localdate())
