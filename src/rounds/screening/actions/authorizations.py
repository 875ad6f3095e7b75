import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.screening.models import Authorization, Place, Withdrawal
from rounds.screening.queries.authorizations import WORD
from rounds.screening.queries.places import fingerprint


class AuthorizationRefused(Exception):
    """The message is written for the person who asked."""


def add_authorization(
    place: Place,
    *,
    reference: str,
    signer: str,
    names: str,
    scope: Iterable[str],
    channels: Iterable[str],
    signed_on: dt.date,
    expires: dt.date,
    by: Person,
    at: dt.datetime,
) -> Authorization:
    """Keep that a form was signed. Of the names only a fingerprint of each word stays."""
    if expires <= signed_on:
        raise AuthorizationRefused(_("A permission must be good for at least a day after it was signed."))
    try:
        with transaction.atomic():
            made = Authorization.objects.create(
                place=place,
                reference=reference,
                signer=signer,
                names=sorted({fingerprint(place, word) for word in WORD.findall(names)}),
                scope=sorted(scope),
                channels=sorted(channels),
                signed_on=signed_on,
                expires=expires,
                by=by,
                at=at,
            )
            record("screening.authorization_added", subject=made, by=by, at=at, place=place.name)
    except IntegrityError:
        raise AuthorizationRefused(_("Your place has a permission with this reference already.")) from None
    return made


@transaction.atomic
def withdraw_authorization(authorization: Authorization, *, by: Person, at: dt.datetime) -> None:
    """Take a permission back, as a new row; a second time changes nothing."""
    _row, new = Withdrawal.objects.get_or_create(authorization=authorization, defaults={"by": by, "at": at})
    if new:
        record("screening.authorization_withdrawn", subject=authorization, by=by, at=at, place=authorization.place.name)
