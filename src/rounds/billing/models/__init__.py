from rounds.billing.models.bank import BankFile, BankLine
from rounds.billing.models.disputes import Dispute, RefundFailure
from rounds.billing.models.invoices import CreditNote, CreditNoteLine, Invoice, InvoiceLine, Series, Standing
from rounds.billing.models.orders import Order, OrderLine, OrderState, totals_of
from rounds.billing.models.payer import Payer
from rounds.billing.models.payments import Credit, Method, Payment, Refund, Settlement
from rounds.billing.models.points import PointsAccount, PointsLot, PointsMove, PointsTransaction
from rounds.billing.models.prices import PriceBand, PriceList, PriceListWithdrawal, PriceRule
from rounds.billing.models.provider import Checkout, ProviderEvent
from rounds.billing.models.reductions import Discount, Voucher, VoucherUse
from rounds.billing.models.reminders import Hold, Reminder
from rounds.billing.models.seller import Seller
from rounds.billing.models.taxes import TaxRule

__all__ = [
    "BankFile",
    "BankLine",
    "Checkout",
    "Credit",
    "CreditNote",
    "CreditNoteLine",
    "Discount",
    "Dispute",
    "Hold",
    "Invoice",
    "InvoiceLine",
    "Method",
    "Order",
    "OrderLine",
    "OrderState",
    "Payer",
    "Payment",
    "PointsAccount",
    "PointsLot",
    "PointsMove",
    "PointsTransaction",
    "PriceBand",
    "PriceList",
    "PriceListWithdrawal",
    "PriceRule",
    "ProviderEvent",
    "Refund",
    "RefundFailure",
    "Reminder",
    "Seller",
    "Series",
    "Settlement",
    "Standing",
    "TaxRule",
    "Voucher",
    "VoucherUse",
    "totals_of",
]
