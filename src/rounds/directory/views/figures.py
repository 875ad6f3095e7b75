"""The public pages of figures: of today, of each day that was kept, of earlier years, and of what changed."""

import datetime as dt

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rounds.accounts.access import public
from rounds.core.queries import the_centre
from rounds.core.tables import csv_file
from rounds.directory.citing import Citation
from rounds.directory.figure_forms import ChangesForm, CompareForm, WantedForm
from rounds.directory.figures import CSV_HEAD, DEFINITIONS, csv_row
from rounds.directory.models import Snapshot
from rounds.directory.queries import changes as changes_queries
from rounds.directory.queries import history as history_queries
from rounds.directory.queries import snapshots as snapshot_queries
from rounds.directory.queries.adoption import Adoption, adoption
from rounds.directory.queries.showing import history_shown, slices_shown, stats_of

A_PAGE = 50


def citation_of(snapshot: Snapshot) -> Citation:
    address = settings.BASE_URL + reverse("directory:snapshot", args=[snapshot])
    return Citation(the_centre().name, _("Hospitals on social media"), snapshot.on, address, snapshot.digest)


def shown(figures: Adoption) -> dict[str, object]:
    """What every page with figures shows."""
    slices = slices_shown(figures)
    return {
        "stats": stats_of(figures),
        "drawn": [each for each in slices if each.chart],
        "tabled": [each for each in slices if not each.chart],
        "undated": figures.undated,
        "empty": not figures.of("all")[0].denominator,
        "on": figures.on,
        "definitions": DEFINITIONS.values(),
    }


@require_GET
@public
def data(request: HttpRequest) -> HttpResponseBase:
    """Also its CSV file, from the same question."""
    form, today = WantedForm(request.GET), timezone.localdate()
    if not form.is_valid():
        return render(request, "directory/data.html", {"form": form}, status=422)
    figures = adoption(form.wanted, on=today)
    if "csv" in request.GET:
        return csv_file("adoption", CSV_HEAD, map(csv_row, figures.figures), on=today)
    asked = "&".join(part for part in request.GET.urlencode().split("&") if not part.endswith("="))
    context = {"form": form, "asked": asked, "chosen": str(form.wanted), **shown(figures)}
    latest = snapshot_queries.snapshots().first()
    context |= {"latest": latest, "citation": citation_of(latest) if latest else None}
    response = render(request, f"directory/data.html{'#found' if request.headers.get('HX-Request') else ''}", context)
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


@require_GET
@public
def history(request: HttpRequest) -> HttpResponseBase:
    figures = history_queries.published()
    if "csv" in request.GET:
        rows = map(history_queries.history_row, figures)
        return csv_file("history", history_queries.HISTORY_HEAD, rows, on=timezone.localdate())
    noted = [figure for figure in figures if figure.notes]
    return render(request, "directory/history.html", {"series": history_shown(figures), "noted": noted})


@require_GET
@public
def changes(request: HttpRequest) -> HttpResponse:
    form = ChangesForm(request.GET)
    found = changes_queries.changes(form.cleaned_data["kind"]) if form.is_valid() else []
    context = {"form": form, "changes": found, "most": changes_queries.SHOWN}
    return render(request, "directory/changes.html", context, status=200 if form.is_valid() else 422)


@require_GET
@public
def changes_feed(request: HttpRequest) -> HttpResponse:
    """Atom, which every feed reader knows."""
    page = settings.BASE_URL + reverse("directory:changes")
    title = _("%(centre)s: changes in the register of hospitals") % {"centre": the_centre().name}
    here = settings.BASE_URL + reverse("directory:changes_feed")
    feed = Atom1Feed(
        title, page, "", language=get_language(), feed_url=here, feed_guid=here, author_name=the_centre().name
    )
    for change in changes_queries.changes():
        address = settings.BASE_URL + change.hospital.get_absolute_url() if change.hospital else page
        feed.add_item(
            f"{change.kind_words}: {change.words}"[:200],
            address,
            change.words,
            unique_id=f"{page}#{change.key}",
            pubdate=change.at,
            updateddate=change.at,
            categories=[change.kind],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


@require_GET
@public
def snapshots(request: HttpRequest) -> HttpResponse:
    page = Paginator(snapshot_queries.snapshots(), A_PAGE).get_page(request.GET.get("page"))
    days = list(page.object_list)
    first, second = (days[-1], days[0]) if len(days) > 1 else (None, None)
    form = CompareForm(initial={"first": first.on, "second": second.on}) if first and second else None
    return render(request, "directory/snapshots.html", {"page": page, "days": days, "form": form})


def found_snapshot(day: str) -> Snapshot:
    try:
        found = snapshot_queries.snapshot_on(dt.date.fromisoformat(day))
    except ValueError:
        found = None
    if found is None:
        raise Http404(_("There is no snapshot of this day."))
    return found


@require_GET
@public
def snapshot(request: HttpRequest, day: str) -> HttpResponseBase:
    kept = found_snapshot(day)
    figures = snapshot_queries.figures_of(kept)
    if "csv" in request.GET:
        return csv_file("adoption", CSV_HEAD, map(csv_row, figures), on=kept.on)
    before, after = snapshot_queries.neighbours(kept)
    context = {
        **shown(Adoption(kept.on, tuple(figures))),
        "snapshot": kept,
        "whole": snapshot_queries.is_whole(kept, figures),
        "before": before,
        "after": after,
        "citation": citation_of(kept),
    }
    return render(request, "directory/snapshot.html", context)


@require_GET
@public
def cite_bibtex(request: HttpRequest, day: str) -> HttpResponse:
    kept = found_snapshot(day)
    headers = {"Content-Disposition": f'attachment; filename="hospitals-on-social-media-{kept.on}.bib"'}
    return HttpResponse(citation_of(kept).bibtex, content_type="application/x-bibtex; charset=utf-8", headers=headers)


@require_GET
@public
def cite_csl(request: HttpRequest, day: str) -> HttpResponse:
    kept = found_snapshot(day)
    headers = {"Content-Disposition": f'attachment; filename="hospitals-on-social-media-{kept.on}.json"'}
    kind = "application/vnd.citationstyles.csl+json"
    return JsonResponse(citation_of(kept).csl, safe=False, content_type=kind, headers=headers)


@require_GET
@public
def compare(request: HttpRequest) -> HttpResponse:
    form = CompareForm(request.GET)
    if not form.is_valid():
        return render(request, "directory/compare.html", {"form": form}, status=422)
    first, second = form.cleaned_data["first"], form.cleaned_data["second"]
    rows = snapshot_queries.differences(first, second)
    moved = [row for row in rows if row.moved]
    context = {"form": form, "first": first, "second": second, "rows": moved, "same": len(rows) - len(moved)}
    return render(request, "directory/compare.html", context)
