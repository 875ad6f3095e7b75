"""How the web asks for accounts."""

from rounds.accounts.views.limits import too_many, unreadable

__all__ = ["too_many", "unreadable"]
