"""Tax rules. A rate that changes is a new row; the old one keeps what was sold by it."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.models import TaxRule


class TaxRefused(Exception):
    """The message is written for the person who asked."""


def write_tax_rule(
    *,
    country: str,
    kind: str,
    subject: str,
    category: str,
    rate: int,
    words: str,
    starts: dt.date,
    by: Person,
    at: dt.datetime,
) -> TaxRule:
    if (category == "S") != (rate > 0):
        raise TaxRefused(_("A taxed sale has a rate above 0, and no other has one."))
    if category in {"E", "O"} and not words:
        raise TaxRefused(_("Write why no tax is due. The invoice must say it."))
    try:
        with transaction.atomic():
            made = TaxRule.objects.create(
                country=country,
                kind=kind,
                subject=subject,
                category=category,
                rate=rate,
                words=words,
                starts=starts,
                by=by,
                at=at,
            )
            record("billing.tax_rule_written", subject=made, by=by, at=at, country=country)
    except IntegrityError:
        raise TaxRefused(_("There is a rule for this from the same day already.")) from None
    return made


@transaction.atomic
def end_tax_rule(rule: TaxRule, *, by: Person, at: dt.datetime, on: dt.date) -> None:
    """The rule holds to the end of today, or of its first day; a second time changes nothing."""
    if TaxRule.objects.filter(pk=rule.pk, ends=None).update(ends=max(on, rule.starts)):
        record("billing.tax_rule_ended", subject=rule, by=by, at=at, country=rule.country)
