"""The book of abstracts as a page and as a PDF, and recordings of talks."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rounds.accounts.access import Request, public
from rounds.core.paper import Unprintable, written
from rounds.core.queries import the_centre
from rounds.events.actions import recordings as actions
from rounds.events.forms.recordings import RecordingForm
from rounds.events.models import Event, Recording
from rounds.events.queries.book import book_of, languages_heard, recording_of, recordings_listed, speakers_of
from rounds.events.queries.book import library as recordings_found
from rounds.events.queries.events import talks_of
from rounds.events.recordings import video_origin
from rounds.events.views.finding import at_event, desk_of, either, open_event, refuse, site_of
from rounds.meetings.vocabulary import SPOKEN

A_PAGE = 20


@require_GET
@public
def library(request: HttpRequest) -> HttpResponse:
    """What may be watched and read of all events."""
    words, language = (request.GET.get(name, "").replace("\0", "")[:80] for name in ("words", "language"))
    page = Paginator(recordings_found(words=words, language=language), A_PAGE).get_page(request.GET.get("page"))
    names, spoken = speakers_of([one.talk.proposal for one in page]), dict(SPOKEN)
    heard = sorted((spoken.get(code, code), code) for code in languages_heard() - {""})
    choices = [("", _("All languages")), *((code, name) for name, code in heard)]
    fields: list[dict[str, Any]] = [{"name": "words", "label": _("Words"), "value": words}]
    if len(heard) > 1 or language:
        fields.append({"name": "language", "label": _("Language"), "options": choices, "value": language})
    rows = [(one, names.get(one.talk.proposal_id, []), spoken.get(one.talk.proposal.language, "")) for one in page]
    context = {"page": page, "rows": rows, "fields": fields, "filtered": bool(words or language)}
    return render(request, "events/library.html", context)


@require_GET
@open_event
def abstracts(request: HttpRequest, event: Event) -> HttpResponse:
    return render(request, "events/abstracts.html", {**site_of(request, event, "talks"), "book": book_of(event)})


@require_GET
@open_event
def abstracts_pdf(request: HttpRequest, event: Event) -> HttpResponse:
    """Tagged, with contents and an index that know their pages."""
    book = book_of(event)
    if not book.abstracts:
        raise Http404
    html = render_to_string("events/pdf/abstracts.html", {"event": event, "book": book, "centre": the_centre()})
    try:
        pdf = written(html, refusal=_("This server has no font for some letters in the book. Read it as a page."))
    except Unprintable as refusal:
        messages.warning(request, str(refusal))
        return redirect("events:abstracts", slug=event.slug)
    headers = {"Content-Disposition": f'inline; filename="{event.slug}-abstracts.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@require_GET
@open_event
def transcript(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """What is said in the recording of a talk, to read; a plain video file plays here, with its captions."""
    talk = get_object_or_404(talks_of(event), proposal__code=code)
    found = recording_of(talk)
    if found is None:
        raise Http404
    origin = video_origin(found.link)
    context = {**site_of(request, event, "talks"), "talk": talk, "proposal": talk.proposal, "recording": found}
    answer = render(request, "events/transcript.html", {**context, "plays": bool(origin)})
    if origin:
        answer.headers["Content-Security-Policy"] = f"{settings.CONTENT_POLICY}; media-src 'self' {origin}"
    return answer


@require_GET
@open_event
def captions(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    found = recording_of(get_object_or_404(talks_of(event), proposal__code=code))
    if found is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{code}.vtt"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(found.captions, content_type="text/vtt; charset=utf-8", headers=headers)


@require_GET
@at_event("events.run_event")
def recordings(request: Request, event: Event) -> HttpResponse:
    rows = [(talk, getattr(talk, "recording", None)) for talk in recordings_listed(event)]
    return render(request, "events/recordings.html", {**desk_of(request, event, "after"), "rows": rows})


@either
@at_event("events.run_event")
def recording(request: Request, event: Event, code: str) -> HttpResponse:
    talk = get_object_or_404(talks_of(event).select_related("meeting"), proposal__code=code)
    held = Recording.objects.filter(talk=talk).first()
    first = {name: getattr(held, name) for name in ("link", "captions", "transcript", "published")} if held else {}
    form = RecordingForm(request.POST or None, request.FILES or None, initial=first)
    if form.is_valid():
        try:
            actions.keep_recording(talk, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("events:recordings", slug=event.slug)
        except actions.RecordingRefused as refusal:
            refuse(form, refusal)
    context = {**desk_of(request, event, "after"), "form": form, "talk": talk}
    return render(request, "events/recording.html", context, status=422 if form.errors else 200)
