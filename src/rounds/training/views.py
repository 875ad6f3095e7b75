from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rounds.accounts.access import permitted, public, signed_in


@require_GET
@signed_in
def me(request: HttpRequest) -> HttpResponse:
    return render(request, "training/me.html")


@require_GET
@public
def catalogue(request: HttpRequest) -> HttpResponse:
    return render(request, "training/catalogue.html")


@require_GET
@permitted("accounts.see_trail")
def courses(request: HttpRequest) -> HttpResponse:
    return render(request, "training/courses.html")
