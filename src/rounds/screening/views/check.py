"""The page on which anybody checks a post. The text is read, answered and forgotten: never stored, never logged."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from rounds.accounts.access import public
from rounds.screening import queries
from rounds.screening.pictures import TOO_LARGE, PictureRefused, clean_picture
from rounds.screening.views.composing import Composed, Composer, empty
from rounds.screening.views.uploads import InMemory, keep_in_memory

PAGE = "screening/check.html"


def example() -> str:
    return _(
        "Proud of our team! Yesterday we discharged Margaret, 84, from Ely Street after her second heart valve "
        "replacement on 12 November. Her daughter called it a miracle. Thank you, Dr Osei!"
    )


@csrf_exempt  # asked for below, once the uploads are told to stay in memory
@require_http_methods(["GET", "POST"])
@never_cache
@vary_on_headers("HX-Request")
@public
def check(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return checked(request, keep_in_memory(request))
    text = example() if "example" in request.GET else ""
    return shown(request, empty(request, text, on=timezone.localdate()))


@sensitive_variables()
def checked(request: HttpRequest, uploads: InMemory) -> HttpResponse:
    @csrf_protect
    @sensitive_post_parameters()
    def answer(request: HttpRequest) -> HttpResponse:
        composed = Composer(request, at=timezone.now(), uploads=uploads).answer()
        return shown(request, composed, status=composed.status)

    return answer(request)


def shown(request: HttpRequest, composed: Composed, status: int = 200) -> HttpResponse:
    channel = composed.form["channel"].value() or ""
    context: dict[str, Any] = {
        "composed": composed,
        "form": composed.form,
        "marks": composed.marks,
        "previews": queries.previews_of(composed.text, channel),
        "count": queries.length_words(composed.text),
        "title": _("Check a post"),
    }
    if request.headers.get("HX-Request"):
        return render(request, "screening/checked.html", {**context, "swap": True}, status=status)
    return render(request, PAGE, context, status=status)


@csrf_exempt  # asked for below, once the uploads are told to stay in memory
@require_POST
@never_cache
@public
def picture(request: HttpRequest) -> HttpResponse:
    """The chosen picture without its hidden facts, as a download."""
    uploads = keep_in_memory(request)

    @csrf_protect
    def answer(request: HttpRequest) -> HttpResponse:
        chosen = request.FILES.get("picture")
        try:
            if uploads.over:
                raise PictureRefused(TOO_LARGE)
            if chosen is None:
                raise PictureRefused(_("Choose a picture first."))
            cleaned = clean_picture(chosen.read())
        except PictureRefused as refusal:
            composed = Composer(request, at=timezone.now()).answer()
            composed.picture, composed.picture_error = None, str(refusal)
            return shown(request, composed, status=422)
        response = HttpResponse(cleaned.data, content_type=cleaned.type)
        response.headers["Content-Disposition"] = content_disposition_header(True, cleaned.name) or ""
        return response

    return answer(request)
