"""What staff and hospitals change in the register, and the networks."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.directory.actions.planning import searched
from rounds.directory.models import FormerName, Hospital, NetworkName, SocialNetwork
from rounds.directory.vocabulary import Source

OPEN_TO_HOSPITALS = ("website", "beds", "teaching", "rural")


class RegisterRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def change_hospital(hospital: Hospital, values: Mapping[str, Any], *, by: Person, at: dt.datetime) -> list[str]:
    """Write what staff, or the hospital itself, know better than the files; the names of what changed.

    A new website has been looked at when staff write it; what a hospital writes waits for staff.
    """
    held = Hospital.objects.select_for_update().get(pk=hospital.pk)
    source = Source.STAFF if by.is_staff else Source.HOSPITAL
    open_to = (*OPEN_TO_HOSPITALS, "name", "website_good") if by.is_staff else OPEN_TO_HOSPITALS
    given = {name: value for name, value in values.items() if name in open_to}
    good = given.pop("website_good", None)
    changed = [name for name, value in given.items() if getattr(held, name) != value]
    if "name" in changed:
        FormerName.objects.create(hospital=held, name=held.name, until=at.date(), source=source)
    for name in changed:
        setattr(held, name, given[name])
    if "beds" in changed:
        held.beds_source, held.beds_on = (source, at.date()) if held.beds else ("", None)
    if "website" in changed:
        held.website_source, held.website_checked = source if held.website else "", None
    if good is not None and good != bool(held.website_checked):
        held.website_checked = at if good and held.website else None
        changed.append("website_checked")
    if not changed:
        return []
    held.words = searched(held, list(held.former_names.order_by("pk").values_list("name", flat=True)))
    held.save()
    record("directory.hospital_changed", subject=held, by=by, at=at, fields=changed)
    return changed


def add_network(slug: str, name: str, *, hosts: list[str], by: Person, at: dt.datetime) -> SocialNetwork:
    try:
        with transaction.atomic():
            network = SocialNetwork.objects.create(slug=slug, name=name, hosts=hosts)
            record("directory.network_added", subject=network, by=by, at=at)
    except IntegrityError:
        raise RegisterRefused(_("There is a network of this name already.")) from None
    return network


def change_network(
    network: SocialNetwork, *, name: str, hosts: list[str], retired_on: dt.date | None, by: Person, at: dt.datetime
) -> None:
    """Rename a network, as Twitter became X, or say that it has closed; its history stays."""
    try:
        with transaction.atomic():
            held = SocialNetwork.objects.select_for_update().get(pk=network.pk)
            before = (held.name, held.hosts, held.retired_on)
            if before == (name, hosts, retired_on):
                return
            held.name, held.hosts, held.retired_on = name, hosts, retired_on
            held.save()
            if before[0] != name:
                NetworkName.objects.create(network=held, name=before[0], until=at.date())
            record("directory.network_changed", subject=held, by=by, at=at, before=before[0])
    except IntegrityError:
        raise RegisterRefused(_("There is a network of this name already.")) from None
