"""The way to tickets: choose, check, pay or be ready; take an offer or pass it on."""

import contextlib
import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request, public, reader
from rounds.billing.money import Money
from rounds.billing.providers import the_provider
from rounds.events.actions import buying as actions
from rounds.events.actions import ticket_money
from rounds.events.actions.ticket_changes import decline_offer
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.forms.tickets import AcceptForm, ChooseForm, OrderForm
from rounds.events.models import Bought, Event, Purchase
from rounds.events.queries.purchases import (
    offer_token,
    own_purchases,
    purchase_at,
    purchase_by_token,
    refund_steps,
)
from rounds.events.queries.tickets import (
    kinds_shown,
    kinds_unpriced,
    place_in_line,
    price_of,
    sales_of,
    terms_at,
    tickets_in,
)
from rounds.events.tickets import in_words
from rounds.events.views.finding import at_event, either, open_event, refuse, site_of
from rounds.meetings.actions import CARD, INVOICE
from rounds.meetings.queries import payers_for


@require_GET
@never_cache
@open_event
def tickets(request: Request, event: Event) -> HttpResponse:
    """What there is, for everybody; the numbers that are typed go on to the order, through signing in if need be."""
    person = reader(request)
    kinds = kinds_shown(event, person, at=timezone.now())
    form = ChooseForm(kinds=kinds)
    mine = own_purchases(person).filter(event=event).exclude(state=Bought.CANCELLED) if person else []
    context = {
        **site_of(request, event, "tickets"),
        "rows": [(one, form[f"kind-{one.kind.pk}"] if f"kind-{one.kind.pk}" in form.fields else None) for one in kinds],
        "buys": bool(form.fields),
        "sales": sales_of(event),
        "steps": refund_steps(event),
        "mine": mine,
    }
    return render(request, "events/tickets.html", context)


@either
@never_cache
@at_event()
def order(request: Request, event: Event) -> HttpResponse:
    """The order, checked once more before anything is held."""
    do, refusal = request.POST.get("do"), None
    if do == "buy":
        answer, refusal = take(request, event)
        if answer:
            return answer
    kinds = kinds_shown(event, request.user, at=timezone.now())
    payers = payers_for(request.user) if any(one.price for one in kinds) else []
    if request.method == "POST":
        form = OrderForm(request.POST, kinds=kinds, payers=payers)
        if refusal:
            refuse(form, refusal)
        elif do is None and form.is_valid():
            answer = check(request, event, form)
            if answer:
                return answer
        status = 422 if do != "change" and form.errors else 200
    else:
        chosen = {name: request.GET[name] for name in request.GET if name.startswith("kind-")}
        form, status = OrderForm(initial={"key": uuid.uuid4(), **chosen}, kinds=kinds, payers=payers), 200
    context = {**site_of(request, event, "tickets"), "form": form, "waits": [one for one in kinds if one.do == "list"]}
    return render(request, "events/order.html", context, status=status)


def take(request: Request, event: Event) -> tuple[HttpResponse | None, TicketsRefused | None]:
    """Whoever presses the button is answered before anything is looked up for a page."""
    payers = payers_for(request.user) if request.POST.get("payer") else []
    form = OrderForm(request.POST, kinds=kinds_unpriced(event), payers=payers)
    if not form.is_valid():
        return None, None
    try:
        made = actions.buy(event, request.user, actions.Wish(**form.facts()), at=timezone.now())
    except TicketsRefused as refusal:
        return None, refusal
    return redirect("events:purchase", slug=event.slug, number=made.pk), None


def check(request: Request, event: Event, form: OrderForm) -> HttpResponse | None:
    """What it comes to, and what happens next; refused here already where the action would refuse."""
    facts, now = form.facts(), timezone.now()
    try:
        basket = actions.basket_of(event, request.user, actions.Wish(**facts), at=now)
        lines = actions.priced(basket)
        full = actions.full_kinds(basket)
        if full and len(basket.kinds) > 1:
            actions.wait_or_refuse(basket, full, request.user, actions.Wish(**facts), at=now)
    except TicketsRefused as refusal:
        refuse(form, refusal)
        return None
    total = sum((net for _kind, _count, net in lines), Money(0, basket.terms.currency))
    context = {
        **site_of(request, event, "tickets"),
        "form": form,
        "lines": lines,
        "total": total,
        "facts": facts,
        "payer": facts["payer"].name if facts["payer"] else request.user.name,
        "waits": bool(full),
        "steps": refund_steps(event) if total else [],
        "proofs": [kind for kind in basket.kinds.values() if kind.proof],
    }
    return render(request, "events/order_check.html", context)


def own(request: Request, event: Event, number: int) -> Purchase:
    found = purchase_at(event, request.user, number)
    if found is None:
        raise Http404
    return found


@require_GET
@never_cache
@at_event()
def purchase(request: Request, event: Event, number: int) -> HttpResponse:
    """Where an order stands, and what comes next."""
    found, now = own(request, event, number), timezone.now()
    placed = found.order
    listed = tickets_in(found)
    context = {
        **site_of(request, event, "tickets"),
        "purchase": found,
        "tickets": listed,
        "unnamed": sum(not one.name and not one.ended for one in listed),
        "lines": list(placed.lines.order_by("position")) if placed else [],
        "invoice": getattr(placed, "invoice", None) if placed else None,
        "card": the_provider().on,
        "position": place_in_line(found) if found.state == Bought.WAITING else 0,
        "hours": in_words(max(0, int((found.until - now).total_seconds()))) if found.until else None,
        "sales": sales_of(event),
        "over": found.until is not None and found.until <= now,
    }
    return render(request, "events/purchase.html", context)


@require_POST
@at_event()
def pay(request: Request, event: Event, number: int) -> HttpResponse:
    how = CARD if request.POST.get("how") == CARD else INVOICE
    try:
        invoice = ticket_money.ask_invoice(own(request, event, number), how, by=request.user, at=timezone.now())
    except TicketsRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("events:purchase", slug=event.slug, number=number)
    return redirect("billing:invoice", token=invoice.token)


@either
@never_cache
@at_event()
def accept(request: Request, event: Event, number: int) -> HttpResponse:
    """Take tickets that are offered; what costs something is paid next."""
    found = own(request, event, number)
    if found.state != Bought.OFFERED:
        return redirect("events:purchase", slug=event.slug, number=number)
    total = offer_price(request, found)
    form = AcceptForm(request.POST or None, payers=payers_for(request.user), free=not total)
    if request.method == "POST" and (form.is_valid() or not form.fields):
        try:
            facts = form.facts() if form.fields else {}
            actions.accept_offer(found, **facts, at=timezone.now())
            return redirect("events:purchase", slug=event.slug, number=number)
        except TicketsRefused as refusal:
            refuse(form, refusal)
    context = {**site_of(request, event, "tickets"), "form": form, "purchase": found, "total": total}
    context |= {"token": offer_token(found), "tickets": list(found.tickets.select_related("kind").order_by("pk"))}
    return render(request, "events/accept_tickets.html", context, status=422 if form.errors else 200)


def offer_price(request: Request, found: Purchase) -> Money | None:
    """What offered tickets cost whoever pays for themselves."""
    terms = terms_at(found.event, request.user, None, at=timezone.now())
    ones = list(found.tickets.filter(ended__isnull=True).select_related("kind__event"))
    price = price_of(ones[0].kind, terms, count=len(ones), all_of_them=len(ones)) if ones else None
    return price.left if price and price.left else None


@either
@never_cache
@public
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter: one click says no, whoever is signed in. Nothing else can be done with it."""
    found = purchase_by_token(token)
    if found is None:
        raise Http404
    open_offer = found.state in {Bought.OFFERED, Bought.WAITING}
    if request.method == "POST" and open_offer:
        with contextlib.suppress(TicketsRefused):
            decline_offer(found, at=timezone.now())
        found.refresh_from_db()
        open_offer = False
    context = {**site_of(request, found.event, "tickets"), "purchase": found, "open": open_offer, "token": token}
    return render(request, "events/decline_tickets.html", context)
