import datetime as dt
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.models import Payer
from rounds.billing.vocabulary import PayerKind
from rounds.network.models import DomainName, Organisation
from rounds.network.queries.organisations import free_slug
from rounds.screening.models import Place


class SettingsRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def change_details(
    organisation: Organisation, values: Mapping[str, str], *, name: str, by: Person, at: dt.datetime
) -> None:
    """The name, and what stands on invoices from now on; invoices that were sent stay as they are."""
    payer = Payer.objects.select_for_update().get(pk=organisation.payer_id)
    new = {**values, "name": name}
    changed = [field for field, value in new.items() if getattr(payer, field) != value]
    if name != organisation.name:
        changed = [*changed, "name"] if "name" not in changed else changed
    if not changed:
        return
    Organisation.objects.filter(pk=organisation.pk).update(name=name)
    Payer.objects.filter(pk=payer.pk).update(**new)
    organisation.name = name
    record("network.details_changed", subject=organisation, by=by, at=at, fields=changed)


def add_domain(organisation: Organisation, name: str, *, by: Person, at: dt.datetime) -> DomainName:
    """Note a domain of the organisation's mail; it lets nobody in before its control is proven."""
    try:
        with transaction.atomic():
            made = organisation.domains.create(name=name.lower(), added=at)
            record("network.domain_added", subject=organisation, by=by, at=at, domain=made.name)
    except IntegrityError:
        raise SettingsRefused(_("This domain is there already.")) from None
    return made


@transaction.atomic
def remove_domain(domain: DomainName, *, by: Person, at: dt.datetime) -> None:
    name, organisation = domain.name, domain.organisation
    if DomainName.objects.filter(pk=domain.pk).delete()[0]:
        record("network.domain_removed", subject=organisation, by=by, at=at, domain=name)


@transaction.atomic
def change_links(
    organisation: Organisation,
    *,
    system: Organisation | None,
    place: Place | None,
    by: Person,
    at: dt.datetime,
) -> None:
    """What only centre staff change: the system above, and the place with the rules for posts."""
    put_in_system(organisation, system, by=by, at=at)
    if organisation.place_id != (place.pk if place else None):
        link_place(organisation, place, by=by, at=at)


@transaction.atomic
def link_place(organisation: Organisation, place: Place | None, *, by: Person, at: dt.datetime) -> None:
    """Centre staff say by whose rules the posts of an organisation are checked."""
    try:
        with transaction.atomic():
            Organisation.objects.filter(pk=organisation.pk).update(place=place)
    except IntegrityError:
        raise SettingsRefused(_("This place belongs to another organisation.")) from None
    record("network.place_linked", subject=organisation, by=by, at=at, place=str(place or ""))


@transaction.atomic
def put_in_system(organisation: Organisation, system: Organisation | None, *, by: Person, at: dt.datetime) -> None:
    """Centre staff say that a hospital belongs to a system: from then on its seats are the system's."""
    locked = {
        one.pk: one
        for one in Organisation.objects.select_for_update()
        .order_by("pk")
        .filter(pk__in=[organisation.pk, organisation.parent_id, system.pk if system else None])
    }
    held = locked[organisation.pk]
    if held.parent_id == (system.pk if system else None):
        return
    if system and (system.parent_id or system.pk == held.pk or held.children.exists()):
        raise SettingsRefused(_("A system has hospitals below it, and none above."))
    open_seats = held.seats.open().count()
    move_seats(held.pool_id, -open_seats)
    Organisation.objects.filter(pk=held.pk).update(parent=system)
    move_seats(system.pk if system else held.pk, open_seats)
    record("network.system_changed", subject=held, by=by, at=at, system=str(system or ""))


@transaction.atomic
def add_hospital(system: Organisation, name: str, *, by: Person, at: dt.datetime) -> Organisation:
    """A hospital of a system, which is covered by the system's membership and shares its seats."""
    if system.parent_id or system.kind != PayerKind.HEALTH_SYSTEM:
        raise SettingsRefused(_("Only a health system has hospitals below it."))
    facts = {fact: getattr(system.payer, fact) for fact in ("address", "city", "postcode", "country", "email")}
    payer = Payer.objects.create(name=name, kind=PayerKind.HOSPITAL, language=system.payer.language, **facts)
    made = Organisation.objects.create(
        slug=free_slug(name), name=name, kind=PayerKind.HOSPITAL, payer=payer, parent=system, joined=at
    )
    record("network.hospital_added", subject=system, by=by, at=at, hospital=name)
    return made


def move_seats(pool: int, number: int) -> None:
    Organisation.objects.filter(pk=pool).update(seats_taken=F("seats_taken") + number)
