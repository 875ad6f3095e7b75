"""Answers to what is too large or too often."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rounds.accounts.access import public


@public
def too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "accounts/429.html", status=429)
    response["Retry-After"] = "300"
    return response
