"""Letters about invoices: the invoice itself, reminders and receipts."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from rounds.billing.amounts import shown_money
from rounds.billing.models import Invoice, Payment
from rounds.billing.money import Money
from rounds.core.mail import letter, post
from rounds.core.queries import the_centre

TEMPLATE = "billing/mail/letter"


def send(invoice: Invoice, subject: str, lines: list[str], button: str, why: str) -> None:
    url = settings.BASE_URL + reverse("billing:invoice", args=[invoice.token])
    message: EmailMultiAlternatives = letter(
        TEMPLATE,
        to=invoice.payer.email,
        language=translation.get_language() or settings.LANGUAGE_CODE,
        context={
            "subject": subject,
            "lines": lines,
            "button": button,
            "url": url,
            "why": why,
            "seller": invoice.seller,
        },
    )
    post(message)


def write_reminder(invoice: Invoice, step: int) -> None:
    """One of three letters; each is plainer than the one before, and none threatens."""
    with translation.override(language_of(invoice)):
        facts = facts_of(invoice)
        subject = (
            _("Invoice %(number)s is open"),
            _("Second reminder: invoice %(number)s"),
            _("Last reminder: invoice %(number)s"),
        )[step - 1] % facts
        line = (
            _("Invoice %(number)s was due on %(due)s. %(open)s is still open. It may have slipped through."),
            _("Invoice %(number)s was due on %(due)s, and we have written before. %(open)s is still open."),
            _("Invoice %(number)s was due on %(due)s. We have written twice, and %(open)s is still open."),
        )[step - 1] % facts
        after = (
            _("If you have paid in the last few days, do nothing."),
            _("If something is wrong with the invoice, write to us and we put it right."),
            _("We will call you next. If you cannot pay now, tell us: we find a way."),
        )[step - 1]
        pay = _("Transfer it to %(iban)s and write %(number)s as the text.") % facts if facts["iban"] else ""
        send(invoice, subject, [each for each in (line, pay, after) if each], _("See the invoice"), why_of(invoice))


def write_invoice(invoice: Invoice) -> None:
    with translation.override(language_of(invoice)):
        facts = facts_of(invoice)
        lines = [_("Your invoice %(number)s over %(open)s is ready. Pay it by %(due)s.") % facts]
        send(invoice, _("Invoice %(number)s: pay by %(due)s") % facts, lines, _("See the invoice"), why_of(invoice))


def write_receipt(invoice: Invoice, payment: Payment) -> None:
    with translation.override(language_of(invoice)):
        facts = {**facts_of(invoice), "amount": shown_money(payment.amount)}
        lines = [_("We have received %(amount)s for invoice %(number)s. Thank you.") % facts]
        if invoice.standing.open_minor:
            lines.append(_("%(open)s is still open.") % facts)
        send(invoice, _("Received: %(amount)s") % facts, lines, _("See invoice and receipt"), why_of(invoice))


def facts_of(invoice: Invoice) -> dict[str, str]:
    return {
        "number": invoice.number,
        "due": formats.date_format(invoice.due_on, "DATE_FORMAT"),
        "open": shown_money(Money(invoice.standing.open_minor, invoice.currency)),
        "iban": invoice.seller.get("iban", ""),
    }


def language_of(invoice: Invoice) -> str:
    return invoice.language if invoice.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def why_of(invoice: Invoice) -> str:
    facts = {"centre": the_centre().name, "payer": invoice.payer.name}
    return _("%(centre)s has this address for the invoices of %(payer)s.") % facts
