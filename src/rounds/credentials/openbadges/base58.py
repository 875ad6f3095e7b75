"""Base58 with the Bitcoin alphabet, as the multibase prefix `z` asks for (W3C Controlled Identifiers, section 2.4)."""

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
VALUES = {letter: value for value, letter in enumerate(ALPHABET)}


def encode(data: bytes) -> str:
    """Bytes as base58 text; leading zero bytes become leading ones.

    >>> encode(b"Hello World!")
    '2NEpo7TZRRrLZSi2U'
    """
    number, letters = int.from_bytes(data), ""
    while number:
        number, rest = divmod(number, 58)
        letters = ALPHABET[rest] + letters
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + letters


def decode(text: str) -> bytes:
    """The bytes of base58 text; ValueError when it holds another letter or is longer than any key or signature.

    >>> decode("2NEpo7TZRRrLZSi2U")
    b'Hello World!'
    """
    if len(text) > 200 or not set(text) <= VALUES.keys():
        raise ValueError("not base58")
    number = 0
    for letter in text:
        number = number * 58 + VALUES[letter]
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)
