from rounds.billing.actions.invoicing import InvoiceRefused, credit_invoice, issue_invoice
from rounds.billing.actions.ordering import (
    NewLine,
    OrderRefused,
    accept_quote,
    cancel_order,
    change_lines,
    draft_order,
    name_purchase_order,
    place_order,
    quote_order,
)
from rounds.billing.actions.paying import (
    PaymentRefused,
    record_payment,
    refund_is_made,
    refund_payment,
    use_credit,
)
from rounds.billing.actions.seller import change_payer, describe_seller

__all__ = [
    "InvoiceRefused",
    "NewLine",
    "OrderRefused",
    "PaymentRefused",
    "accept_quote",
    "cancel_order",
    "change_lines",
    "change_payer",
    "credit_invoice",
    "describe_seller",
    "draft_order",
    "issue_invoice",
    "name_purchase_order",
    "place_order",
    "quote_order",
    "record_payment",
    "refund_is_made",
    "refund_payment",
    "use_credit",
]
