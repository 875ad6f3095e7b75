"""Secrets at rest: sealed with a key that is derived from the secret of this installation (decision 0030)."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def lock(secret: str, purpose: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def locks(purpose: str) -> MultiFernet:
    """Seals with the secret of today and opens with former ones as well; what is sealed for one purpose opens for none other."""
    return MultiFernet([lock(str(secret), purpose) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def sealed(text: str, purpose: str) -> str:
    return locks(purpose).encrypt(text.encode()).decode()


def opened(text: str, purpose: str) -> str:
    """What was sealed; nothing where it was sealed with a secret that this installation no longer has."""
    try:
        return locks(purpose).decrypt(text.encode()).decode()
    except InvalidToken:
        return ""
