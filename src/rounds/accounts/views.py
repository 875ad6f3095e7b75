from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rounds.accounts.access import Request, permitted, signed_in


@require_GET
@signed_in
def account(request: Request) -> HttpResponse:
    return render(request, "accounts/account.html")


@require_GET
@permitted("accounts.see_trail")
def people(request: Request) -> HttpResponse:
    return render(request, "accounts/people.html")


@require_GET
@permitted("accounts.see_trail")
def trail(request: Request) -> HttpResponse:
    return render(request, "accounts/trail.html")
