"""Invoices, credit notes, quotes and receipts on paper: PDF/UA-1 in the colours of the centre."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from rounds.billing.models import CreditNote, Invoice, Order, Payment, totals_of
from rounds.billing.models.orders import LineFacts
from rounds.billing.money import Money
from rounds.billing.queries.payers import the_seller
from rounds.billing.totals import Taxed, Totals, totals
from rounds.core.paper import written
from rounds.core.queries import the_centre

LETTER = {"US", "CA", "MX", "CO", "CL", "VE", "PH"}  # countries that print on letter paper


def words_language(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def size(country: str) -> str:
    return "letter" if country in LETTER else "A4"


def totals_on(paper: Invoice | CreditNote, lines: "list[LineFacts]") -> Totals:
    return totals([Taxed(Money(line.net_minor, paper.currency), line.tax) for line in lines], paper.currency)


def invoice_pdf(paper: Invoice | CreditNote) -> bytes:
    lines: list[LineFacts] = list(paper.lines.order_by("position"))
    return printed(
        "billing/pdf/invoice.html",
        paper.language,
        {
            "paper": paper,
            "credits": isinstance(paper, CreditNote),
            "lines": lines,
            "totals": totals_on(paper, lines),
            "seller": paper.seller,
            "buyer": paper.buyer,
            "size": size(paper.buyer["country"]),
        },
    )


def quote_pdf(order: Order) -> bytes:
    lines = list(order.lines.order_by("position"))
    return printed(
        "billing/pdf/quote.html",
        order.payer.language,
        {
            "order": order,
            "lines": lines,
            "totals": totals_of(lines, order.currency),
            "seller": the_seller(),
            "buyer": order.payer,
            "size": size(order.payer.country),
        },
    )


def receipt_pdf(payment: Payment) -> bytes:
    settled = payment.settlements.select_related("invoice").order_by("pk")
    rest = payment.amount_minor - sum(each.amount_minor for each in settled)
    return printed(
        "billing/pdf/receipt.html",
        payment.payer.language,
        {
            "payment": payment,
            "settled": settled,
            "rest": Money(rest, payment.currency),
            "refunds": payment.refunds.filter(failure__isnull=True).order_by("pk"),
            "seller": the_seller(),
            "buyer": payment.payer,
            "size": size(payment.payer.country),
        },
    )


def printed(template: str, language: str, facts: dict[str, Any]) -> bytes:
    with translation.override(words_language(language)):
        html = render_to_string(template, {"centre": the_centre(), **facts})
        refusal = _(
            "This server has no font for some letters of the names, so it cannot print them. "
            "The centre can install one, such as Noto Sans CJK."
        )
    return written(html, refusal=refusal)
