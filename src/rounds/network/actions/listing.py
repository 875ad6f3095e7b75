import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.network.models import Consent, Listing, Organisation, OrganisationListing
from rounds.network.vocabulary import Audience


@transaction.atomic
def change_listing(person: Person, *, words: Mapping[str, str], shown: Mapping[str, str], at: dt.datetime) -> None:
    """Say who sees which field. Each yes and each no is kept; what is taken back is gone from the next page on."""
    listing, _new = Listing.objects.select_for_update().get_or_create(person=person, defaults={"changed": at})
    changed = {
        field: shown[field]
        for field in Listing.FIELDS
        if field in shown and getattr(listing, f"show_{field}") != shown[field]
    }
    for field, value in words.items():
        setattr(listing, field, value)
    for field, audience in changed.items():
        setattr(listing, f"show_{field}", audience)
    listing.changed = at
    listing.save()
    Consent.objects.bulk_create(
        [Consent(person=person, field=field, audience=audience, at=at) for field, audience in changed.items()]
    )
    record("network.listing_changed", subject=person, by=person, at=at, shown=changed)


def withdraw_listing(person: Person, *, at: dt.datetime) -> None:
    """Out of the directory with one click; the words stay for another time."""
    change_listing(person, words={}, shown=dict.fromkeys(Listing.FIELDS, Audience.NOBODY), at=at)


@transaction.atomic
def change_organisation_listing(
    organisation: Organisation, values: Mapping[str, object], *, by: Person, at: dt.datetime
) -> None:
    OrganisationListing.objects.update_or_create(organisation=organisation, defaults={**values, "changed": at})
    record("network.organisation_listing_changed", subject=organisation, by=by, at=at, shown=values.get("shown"))
