"""Files of the bank: bring one, look at what fits, book it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from rounds.accounts.access import Request, permitted
from rounds.billing import actions, queries
from rounds.billing.bank_files import LARGEST, NotABankFile
from rounds.billing.forms import BankFileForm, ReasonForm
from rounds.billing.models import BankLine

A_PAGE = 100
FILES = 10


@require_http_methods(["GET", "POST"])
@permitted("billing.keep_books")
def bank(request: Request) -> HttpResponse:
    form = BankFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            file = actions.take_bank_file(
                upload.read(LARGEST + 1),
                name=upload.name,
                currency=form.cleaned_data["currency"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, told(file.rows - file.known, file.known))
            return redirect("billing:bank")
        except NotABankFile as refusal:
            form.add_error("file", str(refusal))
    waiting = queries.bank_lines_visible_to(request.user).filter(state=BankLine.State.WAITING)
    page = Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))
    matches = queries.matches_of(page)
    context = {
        "form": form,
        "page": page,
        "matched": [match for match in matches if match.invoice],
        "unmatched": [match for match in matches if not match.invoice],
        "files": queries.bank_files_visible_to(request.user)[:FILES],
        "aside": queries.bank_lines_visible_to(request.user).filter(state=BankLine.State.ASIDE).order_by("-pk")[:FILES],
    }
    return render(request, "billing/staff/bank.html", context, status=422 if form.errors else 200)


def told(new: int, known: int) -> str:
    words = ngettext("%(count)s new payment is waiting.", "%(count)s new payments are waiting.", new) % {"count": new}
    if not known:
        return words
    return f"{words} " + _("Here before, and left as they are: %(count)s.") % {"count": known}


@require_POST
@permitted("billing.keep_books")
def book(request: Request) -> HttpResponse:
    """Book the chosen lines, each with the invoice that stood beside it on the page."""
    pairs = queries.chosen_pairs(request.user, request.POST.getlist("pair"))
    try:
        count = actions.book_lines(pairs, by=request.user, at=timezone.now())
        messages.success(request, _("Payments booked: %(count)s.") % {"count": count})
    except (actions.BankRefused, actions.PaymentRefused) as refusal:
        messages.warning(request, str(refusal))
    return redirect("billing:bank")


@require_http_methods(["GET", "POST"])
@permitted("billing.keep_books", BankLine)
def line(request: Request, line: BankLine) -> HttpResponse:
    """Find the invoice of one line by hand, or set the line aside."""
    form = ReasonForm(request.POST if request.POST.get("do") == "aside" else None)
    words = request.GET.get("words", "").strip()[:100]
    if request.method == "POST":
        try:
            if request.POST.get("do") == "back":
                actions.take_line_back(line, by=request.user, at=timezone.now())
                return redirect("billing:bank")
            if form.is_valid():
                actions.set_line_aside(line, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
                return redirect("billing:bank")
        except actions.BankRefused as refusal:
            form.add_error("reason", str(refusal))
    found = queries.invoices_for(line, words)[:FILES]
    context = {"line": line, "form": form, "found": found, "words": words}
    return render(request, "billing/staff/bank_line.html", context, status=422 if form.errors else 200)
