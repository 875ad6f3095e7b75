"""Keeping private keys: sealed with a key that is derived from the secret of this installation (decision 0030)."""

from cryptography.fernet import InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rounds.core.sealing import locks


class KeyUnreadable(Exception):
    """The message is written for the person who runs this installation."""


PURPOSE = "rounds.credentials signing keys"


def seal(key: Ed25519PrivateKey) -> str:
    return locks(PURPOSE).encrypt(key.private_bytes_raw()).decode()


def unseal(sealed: str) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(locks(PURPOSE).decrypt(sealed.encode()))
    except InvalidToken:
        raise KeyUnreadable(
            "The signing key cannot be read with this ROUNDS_SECRET_KEY. Restore the secret that was in use when "
            "the key was made, or rotate the key: badges that are already out stay valid."
        ) from None
