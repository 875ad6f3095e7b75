from rounds.billing.models.bank import BankFile, BankLine
from rounds.billing.models.invoices import CreditNote, CreditNoteLine, Invoice, InvoiceLine, Series, Standing
from rounds.billing.models.orders import Order, OrderLine, OrderState, totals_of
from rounds.billing.models.payer import Payer
from rounds.billing.models.payments import Credit, Method, Payment, Refund, Settlement
from rounds.billing.models.provider import Checkout, ProviderEvent
from rounds.billing.models.reminders import Hold, Reminder
from rounds.billing.models.seller import Seller

__all__ = [
    "BankFile",
    "BankLine",
    "Checkout",
    "Credit",
    "CreditNote",
    "CreditNoteLine",
    "Hold",
    "Invoice",
    "InvoiceLine",
    "Method",
    "Order",
    "OrderLine",
    "OrderState",
    "Payer",
    "Payment",
    "ProviderEvent",
    "Refund",
    "Reminder",
    "Seller",
    "Series",
    "Settlement",
    "Standing",
    "totals_of",
]
