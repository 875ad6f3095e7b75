from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rounds.accounts.access import Request
from rounds.core.tables import csv_file
from rounds.events.models import Event
from rounds.events.queries.figures import Figure
from rounds.events.queries.report import report_of, report_rows
from rounds.events.views.finding import at_event, desk_of


@require_GET
@at_event("events.run_event")
def report(request: Request, event: Event) -> HttpResponse:
    """What the event came to, also to print."""
    now = timezone.now()
    parts: dict[str, list[Figure]] = {}
    for one in report_of(event, at=now):
        parts.setdefault(one.part, []).append(one)
    context = {**desk_of(request, event, "after"), "parts": parts, "now": now}
    return render(request, "events/report.html", context)


@require_GET
@at_event("events.run_event")
def report_csv(request: Request, event: Event) -> StreamingHttpResponse:
    head = [_("Part"), _("Figure"), _("Shown as"), _("Number"), _("Out of"), _("Share")]
    head += [_("Definition"), _("Source"), _("Date")]
    return csv_file(f"{event.slug}-report", head, report_rows(event, at=timezone.now()), on=timezone.localdate())
