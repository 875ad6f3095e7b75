from rounds.billing.models.payer import Payer
from rounds.billing.models.points import PointsAccount, PointsLot, PointsMove, PointsTransaction
from rounds.billing.models.prices import PriceBand, PriceList, PriceListWithdrawal, PriceRule
from rounds.billing.models.reductions import Discount, Voucher, VoucherUse
from rounds.billing.models.taxes import TaxRule

__all__ = [
    "Discount",
    "Payer",
    "PointsAccount",
    "PointsLot",
    "PointsMove",
    "PointsTransaction",
    "PriceBand",
    "PriceList",
    "PriceListWithdrawal",
    "PriceRule",
    "TaxRule",
    "Voucher",
    "VoucherUse",
]
