"""Claiming a hospital, and what its people may then change."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request, permitted, public, signed_in
from rounds.directory import actions, queries
from rounds.directory.actions.proving import FILE, RECORD
from rounds.directory.forms import ClaimForm, DomainMailForm, HospitalForm
from rounds.directory.handles import domain_of
from rounds.directory.models import Claim, Hospital, HospitalAccount
from rounds.directory.tasks import prove_account
from rounds.directory.vocabulary import Answer, Result


@require_http_methods(["GET", "POST"])
@signed_in
def claim(request: Request, slug: str) -> HttpResponse:
    found = get_object_or_404(Hospital, slug=slug)
    if held := queries.claim_of(request.user, found):
        return redirect("directory:claim_proof", pk=held.pk)
    form = ClaimForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.claim_hospital(found, form.cleaned_data["role"], by=request.user, at=timezone.now())
        except actions.ClaimRefused as refusal:
            form.add_error("role", str(refusal))
        else:
            return redirect("directory:claim_proof", pk=made.pk)
    return render(
        request, "directory/claim.html", {"hospital": found, "form": form}, status=422 if form.errors else 200
    )


@require_GET
@never_cache
@permitted("directory.see_claim", Claim)
def claim_proof(request: Request, claim: Claim) -> HttpResponse:
    return claim_page(request, claim, DomainMailForm())


def claim_page(request: Request, claim: Claim, form: DomainMailForm) -> HttpResponse:
    """Where a claim stands, and the three ways to prove it."""
    website = claim.hospital.website
    context = {
        "claim": claim,
        "hospital": claim.hospital,
        "mine": claim.person_id == request.user.pk,
        "line": queries.claim_line(claim),
        "domain": domain_of(website),
        "file": website.split("/")[0] + "//" + website.split("/")[2] + FILE if website else "",
        "record": f"{RECORD}.{domain_of(website)}",
        "proofs": claim.proofs.order_by("-checked_at", "-pk")[:10],
        "form": form,
    }
    return render(request, "directory/claim_proof.html", context, status=422 if form.errors else 200)


@require_POST
@permitted("directory.change_claim", Claim)
def look_for_proof(request: Request, claim: Claim) -> HttpResponse:
    if not ratelimit.consume(request, action="prove_claim", user=request.user):
        return ratelimit.respond_429(request)
    try:
        proof = actions.prove_claim(claim, by=request.user, at=timezone.now())
    except actions.ClaimRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        found = proof.result == Result.PROVEN
        words = _("We found the line.") if found else _("We did not find the line yet. A DNS record can take an hour.")
        (messages.success if found else messages.warning)(request, words)
    return redirect("directory:claim_proof", pk=claim.pk)


@require_POST
@permitted("directory.change_claim", Claim)
def write_to_domain(request: Request, claim: Claim) -> HttpResponse:
    form = DomainMailForm(request.POST)
    if not ratelimit.consume(request, action="prove_claim", user=request.user):
        return ratelimit.respond_429(request)
    if form.is_valid():
        try:
            actions.write_to_domain(claim, form.cleaned_data["address"], by=request.user, at=timezone.now())
        except actions.ClaimRefused as refusal:
            form.add_error("address", str(refusal))
        else:
            messages.success(request, _("The letter is on its way. Open the link in it within 3 days."))
            return redirect("directory:claim_proof", pk=claim.pk)
    return claim_page(request, claim, form)


@require_http_methods(["GET", "POST"])
@never_cache
@public
def claim_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of a letter; only the button on it proves anything."""
    link = actions.read_link(token)
    if link and request.method == "POST":
        try:
            actions.confirm_mail(link, at=timezone.now())
        except actions.ClaimRefused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("Thank you. The address is confirmed."))
        return redirect("directory:hospital", slug=link.claim.hospital.slug)
    waits = bool(link and link.claim.state == Answer.WAITING)
    return render(request, "directory/claim_mail.html", {"link": link, "waits": waits}, status=200 if waits else 410)


@require_http_methods(["GET", "POST"])
@permitted("directory.change_claim", Claim)
def withdraw(request: Request, claim: Claim) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.withdraw_claim(claim, by=request.user, at=timezone.now())
        except actions.ClaimRefused as refusal:
            messages.warning(request, str(refusal))
        return redirect("directory:hospital", slug=claim.hospital.slug)
    return render(request, "directory/withdraw.html", {"claim": claim})


@require_http_methods(["GET", "POST"])
@permitted("directory.change_hospital", Hospital, by="slug")
def change(request: Request, hospital: Hospital) -> HttpResponse:
    yes_no = {True: "yes", False: "no", None: ""}
    initial = {
        "name": hospital.name,
        "website": hospital.website,
        "website_good": bool(hospital.website_checked),
        "beds": hospital.beds,
        "teaching": yes_no[hospital.teaching],
        "rural": yes_no[hospital.rural],
    }
    form = HospitalForm(request.POST or None, initial=initial, staff=request.user.is_staff)
    if form.is_valid():
        actions.change_hospital(hospital, form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The page is up to date."))
        return redirect("directory:hospital", slug=hospital.slug)
    context = {"hospital": hospital, "form": form}
    return render(request, "directory/change.html", context, status=422 if form.errors else 200)


@require_POST
@permitted("directory.prove_account", HospitalAccount)
def prove(request: Request, account: HospitalAccount) -> HttpResponse:
    """Look for a proof now instead of at night."""
    if not ratelimit.consume(request, action="prove_claim", user=request.user):
        return ratelimit.respond_429(request)
    prove_account.enqueue(account.pk)
    messages.info(request, _("We are looking. Open this page again in a minute."))
    return redirect("directory:proofs", slug=account.hospital.slug, number=account.pk)
