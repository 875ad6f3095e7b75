"""Payment providers: each opens a page of its own to pay on, gives money back, and tells us what happened.

`Stripe`, in stripe_pages.py, is the real one. Without its key the provider is `Off`: no button is shown, nothing leaves the server.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from rounds.billing.money import Money


class ProviderFailed(Exception):
    """The message is written for the person who asked."""


class Unsigned(Exception):
    """A message without a good signature is none."""


@dataclass(frozen=True)
class Visit:
    """Somebody wants to pay. `key` makes a second try of the same visit find the first."""

    key: str
    words: str
    amount: Money
    email: str
    back: str


@dataclass(frozen=True)
class Page:
    session: str
    url: str


@dataclass(frozen=True)
class Told:
    """What a provider told us. `kind` is paid, waiting, declined, failed, over, refunded, disputed, refund_failed or other."""

    event: str
    kind: str
    about: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


class PaymentProvider(Protocol):
    on: bool
    origin: str

    def open_page(self, visit: Visit) -> Page: ...

    def refund(self, payment: str, amount: Money, *, key: str) -> str: ...

    def read(self, body: bytes, signature: str) -> Told: ...


class Off:
    """No provider: payers are shown the other ways to pay."""

    on = False
    origin = ""

    def open_page(self, visit: Visit) -> Page:
        raise ProviderFailed(_("Card payment is not set up here. Use one of the other ways to pay."))

    def refund(self, payment: str, amount: Money, *, key: str) -> str:
        raise ProviderFailed(_("Card payment is not set up here, so the money has to go back another way."))

    def read(self, body: bytes, signature: str) -> Told:
        raise Unsigned


def the_provider() -> PaymentProvider:
    """The provider that the settings name."""
    if not settings.STRIPE_KEY:
        return Off()
    from rounds.billing.stripe_pages import Stripe  # its library takes a second and a half to import

    return Stripe(settings.STRIPE_KEY, secret=settings.STRIPE_WEBHOOK_SECRET, url=settings.STRIPE_URL)
