from rounds.billing.models.payer import Payer

__all__ = ["Payer"]
