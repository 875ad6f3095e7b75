import datetime as dt

from rounds.accounts.models import Person
from rounds.billing.actions.ordering import BEFORE_INVOICE, cancel_order
from rounds.billing.models import BankLine, Checkout, Order, OrderState, Payer


def forget_payer(person: Person, at: dt.datetime) -> None:
    """Take away who a payer is, and what they had not bought yet.

    Invoices, credit notes and payments are books that the law makes a seller keep: they stay as they were printed.
    """
    payers = Payer.objects.filter(person=person)
    for order in Order.objects.filter(payer__in=payers, state__in=BEFORE_INVOICE).select_related("payer"):
        cancel_order(order, by=None, at=at)
    Order.objects.filter(payer__in=payers, state=OrderState.CANCELLED).update(purchase_order="")
    BankLine.objects.filter(payment__payer__in=payers).update(payer_name="", text="")
    Checkout.objects.filter(by=person).update(by=None)
    payers.update(
        name="Erased person", address="", city="", postcode="", tax_number="", peppol_id="", email="", language="en"
    )
