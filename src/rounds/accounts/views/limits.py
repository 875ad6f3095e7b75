"""Answers to what is too large or too often."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rounds.accounts.access import public


@public
def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "accounts/413.html", status=413)
    return render(request, "accounts/400.html", status=400)


@public
def too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "accounts/429.html", status=429)
    response["Retry-After"] = "300"
    return response
