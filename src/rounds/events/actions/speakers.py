"""What speakers tell about themselves, and what they bring."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.events.actions.proposals import ProposalRefused
from rounds.events.models import Availability, Event, Material, Proposal, Speaker
from rounds.events.storing import Stored, drop_file

MOST_MATERIALS = 20
Span = tuple[dt.date, dt.time, dt.time]


@transaction.atomic
def save_profile(
    event: Event,
    values: Mapping[str, Any],
    *,
    photo: str | None = None,
    spans: Sequence[Span],
    by: Person,
    at: dt.datetime,
) -> Speaker:
    """Write one's profile; `photo` is a stored name, empty to take it away, None to leave it."""
    held = Speaker.objects.select_for_update().filter(event=event, person=by).first()
    old = held.photo if held else ""
    new = old if photo is None else photo
    if new and not values["photo_alt"]:
        raise ProposalRefused(_("Say what the photo shows, for those who do not see it."), field="photo_alt")
    speaker, _new = Speaker.objects.update_or_create(
        event=event, person=by, defaults={**values, "photo": new, "changed": at}
    )
    speaker.available.all().delete()
    Availability.objects.bulk_create(
        Availability(speaker=speaker, day=day, starts=starts, ends=ends) for day, starts, ends in spans
    )
    if old and old != new:
        transaction.on_commit(lambda: drop_file(old))
    record("events.profile_changed", subject=event, by=by, at=at)
    return speaker


@transaction.atomic
def add_material(
    proposal: Proposal, stored: Stored, *, title: str, shown: bool, by: Person, at: dt.datetime
) -> Material:
    Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.materials.count() >= MOST_MATERIALS:
        raise ProposalRefused(_("A talk has at most %(most)s files.") % {"most": MOST_MATERIALS}, field="file")
    made = Material.objects.create(
        proposal=proposal,
        by=by,
        title=title,
        stored=stored.stored,
        name=stored.name,
        size=stored.size,
        shown=shown,
        at=at,
    )
    record("events.material_added", subject=proposal.event, by=by, at=at)
    return made


@transaction.atomic
def remove_material(material: Material, *, by: Person, at: dt.datetime) -> None:
    deleted, _rows = Material.objects.filter(pk=material.pk).delete()
    if deleted:
        transaction.on_commit(lambda: drop_file(material.stored))
        record("events.material_removed", subject=material.proposal.event, by=by, at=at)
