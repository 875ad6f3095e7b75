from rounds.billing.queries.payers import payers_visible_to, the_seller
from rounds.billing.rules import payers_of

__all__ = ["payers_of", "payers_visible_to", "the_seller"]
