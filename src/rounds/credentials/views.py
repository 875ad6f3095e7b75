from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rounds.accounts.access import permitted, signed_in


@require_GET
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    return render(request, "credentials/mine.html")


@require_GET
@permitted("accounts.see_trail")
def issued(request: HttpRequest) -> HttpResponse:
    return render(request, "credentials/issued.html")
