"""The way to a place: ask, check, pay or be ready; take an offer; give a place back."""

import contextlib
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request, public
from rounds.billing.amounts import price_words
from rounds.billing.models import OrderState, Payer
from rounds.billing.providers import the_provider
from rounds.meetings import actions, queries
from rounds.meetings.forms import RegisterForm
from rounds.meetings.models import Meeting, Registration
from rounds.meetings.queries.shown import clocks, on_clock, standing
from rounds.meetings.views.entering import at_meeting
from rounds.meetings.vocabulary import RegistrationState


@require_http_methods(["GET", "POST"])
@never_cache
@at_meeting("meetings.register")
def register(request: Request, meeting: Meeting) -> HttpResponse:
    """One form; what costs something is shown once more with its price before anything is ordered."""
    if request.method == "POST":
        return register_typed(request, meeting)
    form = RegisterForm(initial={"key": uuid.uuid4()}, meeting=meeting, payers=payers_of(request, meeting))
    return register_page(request, meeting, form)


def payers_of(request: Request, meeting: Meeting) -> list[Payer]:
    return queries.payers_for(request.user) if meeting.subject else []


def register_typed(request: Request, meeting: Meeting) -> HttpResponse:
    """Whoever presses the button is answered before anything is looked up for a page."""
    payers = payers_of(request, meeting) if request.POST.get("payer") or request.POST.get("do") != "register" else []
    form = RegisterForm(request.POST, meeting=meeting, payers=payers)
    do, checked = request.POST.get("do"), None
    if do == "change":
        return register_page(request, meeting, form, asked=False)
    if form.is_valid():
        if do == "register" or not meeting.subject:
            done = ask(request, meeting, form)
            if done:
                return done
        else:
            checked = shown_price(request, meeting, form)
    return register_page(request, meeting, form, checked=checked)


def register_page(
    request: Request,
    meeting: Meeting,
    form: RegisterForm,
    *,
    checked: dict[str, Any] | None = None,
    asked: bool = True,
) -> HttpResponse:
    stands = standing(meeting, request.user, at=timezone.now())
    if stands.registration and not form.is_bound:
        return redirect("meetings:place", pk=meeting.pk)
    context = {"meeting": meeting, "clocks": clocks(meeting, request.user), "form": form, "standing": stands}
    template = "meetings/register_check.html" if checked else "meetings/register.html"
    bad = asked and bool(form.errors)
    return render(request, template, {**context, "checked": checked}, status=422 if bad else 200)


def ask(request: Request, meeting: Meeting, form: RegisterForm) -> HttpResponse | None:
    try:
        actions.register(meeting, request.user, **form.wish(), at=timezone.now())
    except actions.RegistrationRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
    return redirect("meetings:place", pk=meeting.pk)


def shown_price(request: Request, meeting: Meeting, form: RegisterForm, party: int = 0) -> dict[str, Any] | None:
    """What the check shows: places, price, what comes off, who pays."""
    told = form.wish()
    party = party or told.get("party", 1)
    price = queries.price_of(meeting, request.user, told["payer"], party=party, at=timezone.now())
    if price is None:
        form.add_error(None, _("We have no price for you yet. Write to us, and we set one."))
        return None
    return {
        "party": party,
        "price": price_words(price.left),
        "free": not price.left,
        "why": price.price.why,
        "off": price_words(price.off) if price.off else "",
        "payer": told["payer"].name if told["payer"] else request.user.name,
        "voucher": told.get("voucher", ""),
        "points": told.get("points", 0),
        "needs": told.get("needs", ""),
    }


@require_GET
@never_cache
@at_meeting("meetings.register")
def place(request: Request, meeting: Meeting) -> HttpResponse:
    """Where somebody stands, and what comes next."""
    stands = standing(meeting, request.user, at=timezone.now())
    if stands.registration is None:
        return redirect("meetings:meeting", pk=meeting.pk)
    order = stands.registration.order
    context = {
        "meeting": meeting,
        "clocks": clocks(meeting, request.user),
        "standing": stands,
        "registration": stands.registration,
        "order": order,
        "lines": list(order.lines.order_by("position")) if order else [],
        "invoice": getattr(order, "invoice", None) if order else None,
        "another_day": queries.names_another_day(stands.registration),
        "card": the_provider().on,
    }
    return render(request, "meetings/place.html", context)


@require_POST
@at_meeting("meetings.register")
def pay(request: Request, meeting: Meeting) -> HttpResponse:
    mine = queries.living_registration(meeting, request.user)
    if mine is None or mine.order is None:
        messages.warning(request, _("The time for this cart is over. Register again."))
        return redirect("meetings:meeting", pk=meeting.pk)
    how = actions.CARD if request.POST.get("how") == actions.CARD else actions.INVOICE
    try:
        invoice = actions.ask_invoice(mine, how, by=request.user, at=timezone.now())
    except actions.RegistrationRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("meetings:place", pk=meeting.pk)
    return redirect("billing:invoice", token=invoice.token)


@require_http_methods(["GET", "POST"])
@never_cache
@at_meeting("meetings.register")
def accept(request: Request, meeting: Meeting) -> HttpResponse:
    """Take a place that is offered; what costs something is paid next."""
    mine = queries.living_registration(meeting, request.user)
    if mine is None or mine.state != RegistrationState.OFFERED:
        return redirect("meetings:place" if mine else "meetings:meeting", pk=meeting.pk)
    payers = payers_of(request, meeting)
    typed = request.POST if request.method == "POST" else None
    form = RegisterForm(typed, initial={"key": mine.key}, meeting=meeting, payers=payers, offer=True)
    if request.method == "POST" and form.is_valid():
        done = take_offer(request, mine, form)
        if done:
            return done
    context = {
        "meeting": meeting,
        "clocks": clocks(meeting, request.user),
        "form": form,
        "registration": mine,
        "until": on_clock(mine.until, request.user) if mine.until else "",
        "price": offer_price(request, mine),
        "token": queries.token_of(mine),
    }
    return render(request, "meetings/accept.html", context, status=422 if form.errors else 200)


def offer_price(request: Request, registration: Registration) -> str:
    """What the places cost whoever pays for themselves."""
    if not registration.meeting.subject:
        return ""
    price = queries.price_of(registration.meeting, request.user, None, party=registration.party, at=timezone.now())
    return price_words(price.left) if price and price.left else ""


def take_offer(request: Request, registration: Registration, form: RegisterForm) -> HttpResponse | None:
    told = form.wish()
    facts = {"payer": told["payer"], "voucher": told.get("voucher", ""), "points": told["points"]}
    try:
        actions.accept_offer(registration, **facts, at=timezone.now())
    except actions.RegistrationRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
    return redirect("meetings:place", pk=registration.meeting_id)


@require_http_methods(["GET", "POST"])
@never_cache
@public
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter: one click says no, whoever is signed in. Nothing else can be done with it."""
    found = queries.registration_by_token(token)
    if found is None:
        raise Http404
    open_offer = found.state in {RegistrationState.OFFERED, RegistrationState.WAITING}
    if request.method == "POST" and open_offer:
        with contextlib.suppress(actions.LeavingRefused):
            actions.decline_offer(found, at=timezone.now())
        found.refresh_from_db()
        open_offer = False
    context = {"registration": found, "meeting": found.meeting, "open": open_offer, "token": token}
    return render(request, "meetings/decline.html", {**context, "clocks": clocks(found.meeting, None)})


@require_http_methods(["GET", "POST"])
@never_cache
@at_meeting("meetings.register")
def leave(request: Request, meeting: Meeting) -> HttpResponse:
    mine = queries.living_registration(meeting, request.user)
    if mine is None:
        return redirect("meetings:meeting", pk=meeting.pk)
    refused = ""
    if request.method == "POST":
        try:
            actions.leave(mine, by=request.user, at=timezone.now())
            messages.success(request, _("Done. Somebody else can take the place now."))
            return redirect("meetings:mine")
        except actions.LeavingRefused as refusal:
            refused = str(refusal)
    back = queries.back_for(mine, at=timezone.now())
    context = {
        "meeting": meeting,
        "clocks": clocks(meeting, request.user),
        "registration": mine,
        "refused": refused,
        "back": back,
        "amount": price_words(back.amount) if back else "",
        "cart": bool(mine.order and mine.order.state == OrderState.PLACED),
    }
    return render(request, "meetings/leave.html", context, status=422 if refused else 200)
