"""How the web asks for accounts."""

from rounds.accounts.views.limits import too_many

__all__ = ["too_many"]
