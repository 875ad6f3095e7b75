import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.directory.outgoing import OutgoingRefused, text_records
from rounds.network.models import DomainName
from rounds.network.queries.programs import RECORD, domain_line


class DomainRefused(Exception):
    """The message is written for the person who asked."""


def prove_domain(domain: DomainName, *, by: Person, at: dt.datetime) -> None:
    """Look for our line in the DNS of a domain. Who can write there decides about its mail; a web page is not enough."""
    try:
        found = text_records(f"{RECORD}.{domain.name}")
    except OutgoingRefused as refusal:
        raise DomainRefused(str(refusal)) from None
    if domain_line(domain) not in (one.strip() for one in found):
        raise DomainRefused(_("The record is not there yet. It can take an hour until everybody sees a new one."))
    try:
        with transaction.atomic():
            if DomainName.objects.filter(pk=domain.pk, proven__isnull=True).update(proven=at):
                record("network.domain_proven", subject=domain.organisation, by=by, at=at, domain=domain.name)
    except IntegrityError:
        raise DomainRefused(
            _("Another member has proven this domain already. Write to us, and we look into it.")
        ) from None
