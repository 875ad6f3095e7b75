"""Seats, invitations and departments, for managers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request
from rounds.core.tables import csv_file
from rounds.network import actions, queries
from rounds.network.forms import DepartmentForm, InviteForm, RosterForm, SeatForm, SeatsFilter
from rounds.network.models import Department, Invitation, Organisation, Seat
from rounds.network.queries.arriving import open_requests
from rounds.network.roster import RosterRefused, read_roster
from rounds.network.views.entering import at_organisation, tabs

A_PAGE = 50
MANAGE = "network.manage_organisation"


@require_GET
@at_organisation(MANAGE)
def people(request: Request, organisation: Organisation) -> HttpResponse:
    form = SeatsFilter(request.GET, organisation=organisation)
    page = Paginator(queries.seats_of(organisation, **form.asked()), A_PAGE).get_page(request.GET.get("page"))
    context = {
        **tabs(request, organisation, "people"),
        "form": form,
        "page": page,
        "query": request.GET.urlencode(),
        "room": queries.room_of(organisation),
        "standing": queries.standing_of(organisation, on=timezone.localdate()),
        "invitations": queries.open_invitations(organisation),
        "asked": open_requests(organisation),
        "departments": queries.departments_of(organisation),
        "now": timezone.now(),
    }
    return render(request, "network/people.html", context)


@require_GET
@at_organisation(MANAGE)
def people_csv(request: Request, organisation: Organisation) -> HttpResponseBase:
    form = SeatsFilter(request.GET, organisation=organisation)
    head = [_("Name"), _("E-mail address"), _("Roles"), _("Department"), _("Since")]
    rows = (
        [one.person.name, one.person.email, one.role_words, one.department, timezone.localdate(one.given).isoformat()]
        for one in queries.seats_of(organisation, **form.asked()).iterator()
    )
    return csv_file("people", head, rows, on=timezone.localdate())


@require_http_methods(["GET", "POST"])
@at_organisation(MANAGE)
def invite(request: Request, organisation: Organisation) -> HttpResponse:
    form = InviteForm(request.POST or None, organisation=organisation)
    if form.is_valid():
        try:
            actions.invite(organisation, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
            return redirect("network:people", slug=organisation.slug)
        except actions.InvitationRefused as refusal:
            form.add_error("email", str(refusal))
    context = {"organisation": organisation, "form": form, "room": queries.room_of(organisation)}
    return render(request, "network/invite.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@at_organisation(MANAGE)
def invite_many(request: Request, organisation: Organisation) -> HttpResponse:
    """A list is shown row by row with what will happen, before anybody gets a letter."""
    form, rows = RosterForm(request.POST or None, request.FILES or None), None
    if form.is_valid():
        try:
            rows = read_roster(form.cleaned_data["lines"])
        except RosterRefused as refusal:
            form.add_error(None, str(refusal))
    if rows and request.POST.get("do") == "invite":
        return invite_rows(request, organisation, form)
    context = {"organisation": organisation, "form": form, "room": queries.room_of(organisation)}
    if rows:
        found = queries.outcomes(organisation, rows, at=timezone.now())
        told = {"outcomes": found, "lines": form.cleaned_data["lines"]}
        counts = {
            "invited": sum(one.will == "invite" for one in found),
            "refused": sum(o.will == "refuse" for o in found),
        }
        return render(request, "network/invite_many_preview.html", {**context, **told, **counts})
    return render(request, "network/invite_many.html", context, status=422 if form.errors else 200)


def invite_rows(request: Request, organisation: Organisation, form: RosterForm) -> HttpResponse:
    rows = read_roster(form.cleaned_data["lines"])
    try:
        count = actions.invite_all(organisation, rows, by=request.user, at=timezone.now())
        words = ngettext("%(count)s invitation is on its way.", "%(count)s invitations are on their way.", count)
        messages.success(request, words % {"count": count})
    except (actions.InvitationRefused, actions.DepartmentRefused) as refusal:
        messages.warning(request, str(refusal))
    return redirect("network:people", slug=organisation.slug)


@require_POST
@at_organisation(MANAGE)
def invitation_again(request: Request, organisation: Organisation, number: int) -> HttpResponse:
    found = get_object_or_404(Invitation, pk=number, organisation=organisation)
    try:
        actions.send_again(found, by=request.user, at=timezone.now())
        messages.success(request, _("A new letter is on its way. The link of the old one no longer works."))
    except actions.InvitationRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("network:people", slug=organisation.slug)


@require_POST
@at_organisation(MANAGE)
def invitation_back(request: Request, organisation: Organisation, number: int) -> HttpResponse:
    found = get_object_or_404(Invitation, pk=number, organisation=organisation)
    actions.close_invitation(found, by=request.user, at=timezone.now())
    messages.success(request, _("The invitation is taken back. Its link no longer works."))
    return redirect("network:people", slug=organisation.slug)


def open_seat(organisation: Organisation, number: int) -> Seat:
    seats = Seat.objects.open().select_related("person", "organisation", "department")
    found: Seat = get_object_or_404(seats, pk=number, organisation=organisation)
    return found


@require_http_methods(["GET", "POST"])
@at_organisation(MANAGE)
def seat(request: Request, organisation: Organisation, number: int) -> HttpResponse:
    found = open_seat(organisation, number)
    initial = {"roles": found.roles, "department": found.department}
    form = SeatForm(request.POST or None, organisation=organisation, initial=initial)
    if form.is_valid():
        try:
            actions.change_seat(found, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("network:people", slug=organisation.slug)
        except actions.SeatRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"organisation": organisation, "seat": found, "form": form}
    return render(request, "network/seat.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@at_organisation(MANAGE)
def off_board(request: Request, organisation: Organisation, number: int) -> HttpResponse:
    found, refused = open_seat(organisation, number), ""
    if request.method == "POST":
        try:
            count = actions.off_board(organisation, found.person, by=request.user, at=timezone.now())
            words = ngettext("%(count)s seat has ended.", "%(count)s seats have ended.", count) % {"count": count}
            messages.success(request, words)
            return after(found, request)
        except actions.SeatRefused as refusal:
            refused = str(refusal)
    context = {"organisation": organisation, "seat": found, "refused": refused}
    context["leaving"] = queries.leaving(organisation, found.person)
    return render(request, "network/off_board.html", context, status=422 if refused else 200)


def after(seat: Seat, request: Request) -> HttpResponse:
    if seat.person == request.user:
        return redirect("network:own")
    return redirect("network:people", slug=seat.organisation.slug)


@require_POST
@at_organisation(MANAGE)
def add_department(request: Request, organisation: Organisation) -> HttpResponse:
    return department_named(request, organisation, None)


@require_http_methods(["GET", "POST"])
@at_organisation(MANAGE)
def department(request: Request, organisation: Organisation, number: int) -> HttpResponse:
    found = get_object_or_404(Department.objects.select_related("organisation"), pk=number, organisation=organisation)
    return department_named(request, organisation, found)


def department_named(request: Request, organisation: Organisation, found: Department | None) -> HttpResponse:
    form = DepartmentForm(request.POST or None, initial={"name": found.name if found else ""})
    if form.is_valid():
        name = form.cleaned_data["name"]
        try:
            if found:
                actions.rename_department(found, name, by=request.user, at=timezone.now())
            else:
                actions.add_department(organisation, name, by=request.user, at=timezone.now())
            return redirect("network:people", slug=organisation.slug)
        except actions.DepartmentRefused as refusal:
            form.add_error("name", str(refusal))
    context = {"organisation": organisation, "department": found, "form": form}
    return render(request, "network/department.html", context, status=422 if form.errors else 200)


@require_POST
@at_organisation(MANAGE)
def remove_department(request: Request, organisation: Organisation, number: int) -> HttpResponse:
    found = get_object_or_404(Department.objects.select_related("organisation"), pk=number, organisation=organisation)
    actions.remove_department(found, by=request.user, at=timezone.now())
    messages.success(request, _("The department is gone. Its people keep their seats."))
    return redirect("network:people", slug=organisation.slug)
