from rounds.billing.queries.accounts import Move, Owed, owed_by, statement_of
from rounds.billing.queries.papers import (
    INVOICE_STATES,
    State,
    credit_notes_visible_to,
    find_invoices,
    find_orders,
    invoice_state,
    invoices_visible_to,
    order_state,
    orders_visible_to,
    payments_visible_to,
)
from rounds.billing.queries.payers import payers_visible_to, the_seller
from rounds.billing.queries.proof import differences
from rounds.billing.rules import payers_of

__all__ = [
    "INVOICE_STATES",
    "Move",
    "Owed",
    "State",
    "credit_notes_visible_to",
    "differences",
    "find_invoices",
    "find_orders",
    "invoice_state",
    "invoices_visible_to",
    "order_state",
    "orders_visible_to",
    "owed_by",
    "payers_of",
    "payers_visible_to",
    "payments_visible_to",
    "statement_of",
    "the_seller",
]
