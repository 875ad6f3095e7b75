from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render


class ContentPolicy:
    """Tells the browser to run nothing that does not come from this server."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        edits = request.path.startswith(("/cms/", "/cms-preview/"))
        policy = settings.EDITOR_CONTENT_POLICY if edits else settings.CONTENT_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class WrongWay:
    """Whoever opens an address that only takes forms reads what to do, instead of an empty page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        opened = request.method == "GET" and response.status_code == 405 and not response.streaming
        if not opened or response.content or not request.accepts("text/html"):
            return response
        page = render(request, "core/405.html", status=405)
        page.headers["Allow"] = response.headers.get("Allow", "POST")
        return page


class Compression(GZipMiddleware):
    """Sends pages and style sheets compressed; uploads as they are, because players ask for parts of them."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if request.path.startswith(settings.MEDIA_URL) else super().process_response(request, response)
