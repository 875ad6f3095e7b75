from rounds.billing.actions.bank import (
    BankRefused,
    book_line,
    book_lines,
    set_line_aside,
    take_bank_file,
    take_line_back,
)
from rounds.billing.actions.dunning import DunningRefused, hold_reminders, resume_reminders, send_reminders
from rounds.billing.actions.invoicing import InvoiceRefused, credit_invoice, issue_invoice
from rounds.billing.actions.ordering import (
    NewLine,
    OrderRefused,
    accept_quote,
    cancel_order,
    change_lines,
    draft_order,
    name_purchase_order,
    place_draft,
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
from rounds.billing.actions.providing import begin_checkout, give_back, send_refund, take_event
from rounds.billing.actions.seller import add_payer, change_payer, describe_seller

__all__ = [
    "BankRefused",
    "DunningRefused",
    "InvoiceRefused",
    "NewLine",
    "OrderRefused",
    "PaymentRefused",
    "accept_quote",
    "add_payer",
    "begin_checkout",
    "book_line",
    "book_lines",
    "cancel_order",
    "change_lines",
    "change_payer",
    "credit_invoice",
    "describe_seller",
    "draft_order",
    "give_back",
    "hold_reminders",
    "issue_invoice",
    "name_purchase_order",
    "place_draft",
    "place_order",
    "quote_order",
    "record_payment",
    "refund_is_made",
    "refund_payment",
    "resume_reminders",
    "send_refund",
    "send_reminders",
    "set_line_aside",
    "take_bank_file",
    "take_event",
    "take_line_back",
    "use_credit",
]
