"""What managers tell their own people, and who has read it."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from rounds.accounts.access import Request, signed_in
from rounds.core.tables import csv_file
from rounds.network.actions import announcements as actions
from rounds.network.actions.words import WordsRefused
from rounds.network.forms.groups import AnnouncementForm
from rounds.network.markup import to_html
from rounds.network.models import Announcement, Organisation
from rounds.network.queries import announcements as queries
from rounds.network.queries.words import Checked
from rounds.network.tasks import deliver_announcement
from rounds.network.views.entering import at_organisation
from rounds.network.views.finding import findings_shown, tabs


@require_GET
@at_organisation("network.see_own_organisation")
def announcements(request: Request, organisation: Organisation) -> HttpResponse:
    found = queries.announcements_at(organisation, request.user)
    page = Paginator(found, 20).get_page(request.GET.get("page"))
    context = {**tabs(request, organisation, "announcements"), "page": page}
    return render(request, "network/announcements.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@at_organisation("network.announce")
def new(request: Request, organisation: Organisation) -> HttpResponse:
    form = AnnouncementForm(request.POST or None, organisation=organisation, initial={"key": uuid.uuid4()})
    found: Checked | None = None
    if form.is_valid():
        try:
            made = actions.announce(organisation, **form.cleaned_data, by=request.user, at=timezone.now())
            deliver_announcement.enqueue(made.pk)
            messages.success(request, _("It is sent. You see here who has read it."))
            return redirect("network:announcement", slug=organisation.slug, number=made.pk)
        except actions.AnnouncementRefused as refusal:
            form.add_error(None, str(refusal))
        except WordsRefused as refusal:
            form.add_error("words", str(refusal))
            found = refusal.checked
    context = {**tabs(request, organisation, "announcements"), "form": form, **findings_shown(found)}
    return render(request, "network/announcement_new.html", context, status=422 if form.errors else 200)


def announcement_at(request: Request, slug: str, number: int, permission: str = "") -> Announcement:
    seen = queries.announcements_visible_to(request.user)
    found: Announcement = get_object_or_404(seen, organisation__slug=slug, pk=number)
    if permission and not request.user.has_perm(permission, found):
        raise PermissionDenied
    return found


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in
def announcement(request: Request, slug: str, number: int) -> HttpResponse:
    """Opening it is noted; confirming is a button of its own."""
    found = announcement_at(request, slug, number)
    receipt = actions.open_announcement(found, by=request.user, at=timezone.now())
    if request.method == "POST":
        actions.confirm_reading(found, by=request.user, at=timezone.now())
        messages.success(request, _("Thank you. It is noted that you have read it."))
        return redirect("network:announcement", slug=slug, number=number)
    context = {
        **tabs(request, found.organisation, "announcements"),
        "announcement": found,
        "html": to_html(found.words),
        "receipt": receipt,
    }
    if context["manages"]:
        page = Paginator(queries.receipts_of(found), 50).get_page(request.GET.get("page"))
        context |= {"page": page, "reads": queries.reads_of(found)}
    return render(request, "network/announcement.html", context)


@require_GET
@signed_in
def reads_csv(request: Request, slug: str, number: int) -> HttpResponseBase:
    found = announcement_at(request, slug, number, "network.see_reads")
    rows = (
        [one.person.name, one.person.email, when(one.opened), when(one.confirmed)]
        for one in queries.receipts_of(found).iterator()
    )
    return csv_file("announcement", ["name", "address", "opened", "confirmed"], rows, on=timezone.localdate())


def when(at: object) -> str:
    return at.isoformat(timespec="seconds") if hasattr(at, "isoformat") else ""


@require_http_methods(["GET", "POST"])
@signed_in
def withdraw(request: Request, slug: str, number: int) -> HttpResponse:
    found = announcement_at(request, slug, number, "network.see_reads")
    if request.method == "POST":
        actions.withdraw_announcement(found, by=request.user, at=timezone.now())
        messages.success(request, _("It is taken back. Letters that went out cannot be called back."))
        return redirect("network:announcement", slug=slug, number=number)
    context = {**tabs(request, found.organisation, "announcements"), "announcement": found}
    return render(request, "network/announcement_withdraw.html", context)
