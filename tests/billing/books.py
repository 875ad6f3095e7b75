"""Whether the books balance, counted anew from the rows that are never changed."""

from rounds.billing.queries.proof import differences


def balanced() -> bool:
    assert differences() == []
    return True
