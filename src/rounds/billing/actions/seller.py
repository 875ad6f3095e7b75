import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.models import Payer, Seller


@transaction.atomic
def describe_seller(values: Mapping[str, object], *, by: Person | None, at: dt.datetime) -> Seller:
    """Say who sells. Invoices that are issued keep what stood there before."""
    seller, _new = Seller.objects.update_or_create(pk=1, defaults=dict(values))
    record("billing.seller_described", subject=seller, by=by, at=at)
    return seller


@transaction.atomic
def change_payer(payer: Payer, values: Mapping[str, object], *, by: Person, at: dt.datetime) -> None:
    """Change where invoices of a payer go and what stands on the next ones."""
    changed = sorted(name for name, value in values.items() if getattr(payer, name) != value)
    if changed:
        Payer.objects.filter(pk=payer.pk).update(**{name: values[name] for name in changed})
        payer.refresh_from_db()
        record("billing.payer_changed", subject=payer, by=by, at=at, fields=changed)


@transaction.atomic
def add_payer(values: Mapping[str, object], *, by: Person | None, at: dt.datetime) -> Payer:
    payer = Payer.objects.create(**values)
    record("billing.payer_added", subject=payer, by=by, at=at)
    return payer
