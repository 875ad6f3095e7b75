"""The short code of a ticket: it follows from the registration and the secret of the centre, so no table keeps it."""

import uuid

from django.utils.crypto import salted_hmac

SALT = "rounds.meetings.ticket"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O and U: nobody has to ask which it is
LENGTH = 8
ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", " ": "", "-": "", "\t": "", "\u00a0": ""})


def ticket_code(key: uuid.UUID) -> str:
    return code_from(salted_hmac(SALT, key.hex, algorithm="sha256").digest(), LENGTH)


def code_from(digest: bytes, length: int) -> str:
    """
    >>> code_from(bytes(range(8)), 8)
    '01234567'
    """
    return "".join(LETTERS[byte % 32] for byte in digest[:length])


def typed_code(text: str) -> str:
    """What was typed or scanned, as a code; of an address the last part.

    >>> typed_code("o1l2-3abc"), typed_code("https://centre.example/meetings/7/tickets/AB12CD34")
    ('01123ABC', 'AB12CD34')
    """
    return text.strip().rstrip("/").rsplit("/", 1)[-1].upper().translate(ALIKE)


def shown_code(code: str) -> str:
    """
    >>> shown_code("AB12CD34")
    'AB12 CD34'
    """
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
