"""The list of groups, a group's own pages, and coming and going."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request, permitted, public, signed_in
from rounds.network.actions import groups as actions
from rounds.network.forms.groups import AddForm, DigestForm, GroupForm, group_initial
from rounds.network.group_letters import read_stop_token
from rounds.network.models import Organisation
from rounds.network.queries import announcements
from rounds.network.queries import groups as queries
from rounds.network.views.entering import at_organisation
from rounds.network.views.finding import group_at
from rounds.network.vocabulary import Circle

A_PAGE = 20
either = require_http_methods(["GET", "POST"])


@require_GET
@signed_in
def groups(request: Request) -> HttpResponse:
    words, circle = request.GET.get("words", ""), request.GET.get("circle", "")
    if circle not in Circle.values:
        circle = ""
    found = queries.groups_listed(request.user, words=words, circle=circle)
    circles = [("", _("All")), *Circle.choices]
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "mentions": queries.mentions_of(request.user) if not (words or circle) else [],
        "waiting": announcements.waiting_to_confirm(request.user)[:5],
        "managed": Organisation.objects.filter(pk__in=managed_by(request)).order_by("name"),
        "filtered": bool(words or circle),
        "fields": [
            {"name": "words", "label": _("Words"), "value": words},
            {"name": "circle", "label": _("For whom"), "options": circles, "value": circle},
        ],
    }
    return render(request, "network/groups.html", context)


def managed_by(request: Request) -> list[int]:
    seats = queries.seats_as_member(request.user).filter(manages=True)
    return list(seats.values_list("organisation", flat=True))


@either
@permitted("network.make_peer_group")
def new_peer_group(request: Request) -> HttpResponse:
    return made_by_form(request, None)


@either
@at_organisation("network.announce")
def new_staff_group(request: Request, organisation: Organisation) -> HttpResponse:
    return made_by_form(request, organisation)


def made_by_form(request: Request, organisation: Organisation | None) -> HttpResponse:
    form = GroupForm(request.POST or None)
    if form.is_valid():
        group = actions.make_group(**form.cleaned_data, organisation=organisation, by=request.user, at=timezone.now())
        return redirect("network:group", slug=group.slug)
    context = {"form": form, "organisation": organisation}
    return render(request, "network/group_new.html", context, status=422 if form.errors else 200)


@require_GET
@signed_in
def group(request: Request, slug: str) -> HttpResponse:
    found = group_at(request, slug)
    reads = request.user.has_perm("network.read_group", found)
    moderates = request.user.has_perm("network.moderate_group", found)
    place = queries.place_in(found, request.user)
    words = request.GET.get("words", "")
    topics = queries.topics_of(found, words=words) if reads else found.topics.none()
    context = {
        "group": found,
        "reads": reads,
        "moderates": moderates,
        "writes": request.user.has_perm("network.write_in_group", found),
        "joins": request.user.has_perm("network.join_group", found),
        "place": place,
        "digest": DigestForm(initial={"digest": place.digest}) if place and place.state == "in" else None,
        "page": Paginator(topics, A_PAGE).get_page(request.GET.get("page")),
        "words": words,
        "fields": [{"name": "words", "label": _("Search in this group"), "value": words}],
        "size": queries.people_in(found).count(),
        "reports": queries.open_reports(found) if moderates else 0,
        "asking": queries.people_asking(found).count() if moderates else 0,
        "draft": queries.draft_of(request.user, found),
    }
    return render(request, "network/group.html", context)


@require_POST
@signed_in
def join(request: Request, slug: str) -> HttpResponse:
    found = group_at(request, slug)
    try:
        place = actions.join_group(found, by=request.user, at=timezone.now())
        if place.state == "asked":
            messages.success(request, _("A moderator will look at it. You see here when you are in."))
    except actions.GroupRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("network:group", slug=slug)


@require_POST
@signed_in
def leave(request: Request, slug: str) -> HttpResponse:
    place = queries.place_in(group_at(request, slug), request.user)
    try:
        if place:
            actions.put_out(place, by=request.user, at=timezone.now())
            messages.success(request, _("You have left the group. What you wrote stays there."))
    except actions.GroupRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("network:group", slug=slug)
    return redirect("network:groups")


@require_POST
@signed_in
def digest(request: Request, slug: str) -> HttpResponse:
    place = queries.place_in(group_at(request, slug), request.user)
    form = DigestForm(request.POST)
    if place and form.is_valid():
        actions.choose_digest(place, form.cleaned_data["digest"], at=timezone.now())
        messages.success(request, _("Your choice is saved."))
    return redirect("network:group", slug=slug)


@either
@signed_in
def people(request: Request, slug: str) -> HttpResponse:
    """Who is in; moderators also let people in, and name further moderators."""
    found = group_at(request, slug, "network.read_group" if request.method == "GET" else "network.moderate_group")
    moderates = request.user.has_perm("network.moderate_group", found)
    form = AddForm(request.POST or None)
    if form.is_valid():
        try:
            actions.let_in(found, form.person, by=request.user, at=timezone.now())
            return redirect("network:group_people", slug=slug)
        except actions.GroupRefused as refusal:
            form.add_error("email", str(refusal))
    context = {
        "group": found,
        "moderates": moderates,
        "form": form,
        "page": Paginator(queries.people_in(found), 50).get_page(request.GET.get("page")),
        "asking": queries.people_asking(found) if moderates else [],
    }
    return render(request, "network/group_people.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def change_place(request: Request, slug: str, number: int) -> HttpResponse:
    """What a moderator does with one person: let in, take out, make or unmake a moderator."""
    found = group_at(request, slug, "network.moderate_group")
    place = get_object_or_404(found.people.select_related("person", "group"), pk=number)
    now, by, step = timezone.now(), request.user, request.POST.get("do")
    try:
        if step == "let_in":
            actions.let_in(found, place.person, by=by, at=now)
        elif step == "take_out":
            actions.put_out(place, by=by, at=now)
        elif step in {"make_moderator", "unmake_moderator"}:
            actions.make_moderator(place, step == "make_moderator", by=by, at=now)
    except actions.GroupRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("network:group_people", slug=slug)


@either
@signed_in
def settings(request: Request, slug: str) -> HttpResponse:
    found = group_at(request, slug, "network.moderate_group")
    form = GroupForm(request.POST or None, initial=group_initial(found))
    if request.POST.get("do") == "close":
        actions.close_group(found, by=request.user, at=timezone.now())
        messages.success(request, _("The group is closed. What was written can still be read."))
        return redirect("network:group", slug=slug)
    if form.is_valid():
        actions.change_group(found, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("network:group", slug=slug)
    context = {"group": found, "form": form}
    return render(request, "network/group_settings.html", context, status=422 if form.errors else 200)


@require_GET
@signed_in
def close(request: Request, slug: str) -> HttpResponse:
    """Asks before a group is closed for good."""
    return render(request, "network/group_close.html", {"group": group_at(request, slug, "network.moderate_group")})


@csrf_exempt
@never_cache
@either
@public
def stop_digests(request: HttpRequest, token: str) -> HttpResponse:
    """Mail programs post here without a session (RFC 8058); a plain visit only asks, since scanners open links."""
    person = read_stop_token(token)
    if person is None:
        return render(request, "network/digests_stopped.html", {"state": "unknown"}, status=404)
    if request.method == "POST":
        actions.stop_digests(person)
    return render(request, "network/digests_stopped.html", {"state": "done" if request.method == "POST" else "ask"})
