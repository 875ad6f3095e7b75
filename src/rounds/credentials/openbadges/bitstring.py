"""Bitstring status lists: one bit for each credential, compressed (W3C Bitstring Status List v1.0)."""

import base64
import binascii
import gzip
import zlib
from collections.abc import Iterable

SIZE = 131_072
LARGEST = SIZE * 64


def encode(positions: Iterable[int], size: int = SIZE) -> str:
    """The list with a one at each of the positions, as multibase base64url of gzip.

    >>> revoked(encode([7, 131071]), 131071), revoked(encode([7]), 8)
    (True, False)
    """
    bits = bytearray(size // 8)
    for position in positions:
        bits[position // 8] |= 0x80 >> position % 8
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def revoked(encoded: str, position: int) -> bool:
    """Whether the bit at `position` is set; ValueError when the list is damaged, too long or too short."""
    try:
        packed = base64.urlsafe_b64decode(encoded.removeprefix("u") + "=" * (-len(encoded[1:]) % 4))
        bits = zlib.decompressobj(wbits=31).decompress(packed, LARGEST // 8)
    except (zlib.error, binascii.Error):
        raise ValueError("not a status list") from None
    if not 0 <= position < len(bits) * 8:
        raise ValueError("the list does not reach this credential")
    return bool(bits[position // 8] & 0x80 >> position % 8)
