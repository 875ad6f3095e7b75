"""Keeping private keys: sealed with a key that is derived from the secret of this installation (decision 0030)."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class KeyUnreadable(Exception):
    """The message is written for the person who runs this installation."""


def lock(secret: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"rounds.credentials signing keys").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def locks() -> MultiFernet:
    return MultiFernet([lock(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def seal(key: Ed25519PrivateKey) -> str:
    return locks().encrypt(key.private_bytes_raw()).decode()


def unseal(sealed: str) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(locks().decrypt(sealed.encode()))
    except InvalidToken:
        raise KeyUnreadable(
            "The signing key cannot be read with this ROUNDS_SECRET_KEY. Restore the secret that was in use when "
            "the key was made, or rotate the key: badges that are already out stay valid."
        ) from None
