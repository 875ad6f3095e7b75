"""Making groups, coming into them and leaving them."""

import datetime as dt

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.network.models import Draft, Group, GroupMember, Organisation
from rounds.network.queries.groups import meant_for
from rounds.network.vocabulary import Circle, Digest, Door

State = GroupMember.State


class GroupRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def make_group(
    name: str, *, about: str, door: str, organisation: Organisation | None = None, by: Person, at: dt.datetime
) -> Group:
    """A group of peers, or of the staff of an organisation; who makes it is its first moderator."""
    circle = Circle.STAFF if organisation else Circle.PEERS
    group = Group.objects.create(
        slug=free_address(name),
        name=name,
        about=about,
        circle=circle,
        organisation=organisation,
        door=door,
        made=at,
        made_by=by,
    )
    group.people.create(person=by, state=State.IN, moderates=True, digest_until=at, since=at)
    record("network.group_made", subject=group, by=by, at=at)
    return group


def free_address(name: str) -> str:
    stem = slugify(name)[:50].strip("-") or "group"
    if stem in {"new", "letters"}:
        stem = f"{stem}-group"
    taken = set(Group.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)


def hold_group(number: int) -> Group:
    """A group as it is now, held before the places in it: who comes, leaves or moderates does so one after the other."""
    held = Group.objects.select_for_update(of=("self",), no_key=True).select_related("organisation__place")
    return held.get(pk=number)


@transaction.atomic
def change_group(group: Group, *, name: str, about: str, door: str, by: Person, at: dt.datetime) -> None:
    held = hold_group(group.pk)
    new = {"name": name, "about": about, "door": door}
    fields = [field for field, value in new.items() if getattr(held, field) != value]
    if fields:
        Group.objects.filter(pk=held.pk).update(**new)
        record("network.group_changed", subject=held, by=by, at=at, fields=fields)


@transaction.atomic
def close_group(group: Group, *, by: Person, at: dt.datetime) -> None:
    """Nobody writes any more; what was written can still be read."""
    if Group.objects.filter(pk=group.pk, closed__isnull=True).update(closed=at):
        record("network.group_closed", subject=group, by=by, at=at)


@transaction.atomic
def join_group(group: Group, *, by: Person, at: dt.datetime) -> GroupMember:
    """Come into an open group, or ask where a moderator lets people in."""
    held = hold_group(group.pk)
    if not by.has_perm("network.join_group", held):
        raise GroupRefused(_("This group is not open to you."))
    wanted = State.IN if held.door == Door.OPEN else State.ASKED
    return stand(held, by, wanted, by=by, at=at)


def stand(group: Group, person: Person, wanted: str, *, by: Person, at: dt.datetime) -> GroupMember:
    place, new = GroupMember.objects.select_for_update().get_or_create(
        group=group, person=person, defaults={"state": wanted, "since": at, "digest_until": at}
    )
    if not new and place.state in {wanted, State.IN}:
        return place
    place.state, place.since, place.digest_until = wanted, at, at
    place.save(update_fields=["state", "since", "digest_until"])
    if wanted == State.IN:
        record("network.group_joined", subject=group, by=by, at=at, person=person.pk)
    else:
        record("network.group_asked", subject=group, by=by, at=at)
    return place


@transaction.atomic
def let_in(group: Group, person: Person, *, by: Person, at: dt.datetime) -> GroupMember:
    """A moderator lets in who asked, or adds somebody the group is for."""
    if not is_for(group, person):
        raise GroupRefused(_("This group is not for %(name)s.") % {"name": person})
    return stand(group, person, State.IN, by=by, at=at)


def is_for(group: Group, person: Person) -> bool:
    return Group.objects.filter(meant_for(person), pk=group.pk).exists()


@transaction.atomic
def put_out(place: GroupMember, *, by: Person, at: dt.datetime) -> None:
    """Leave, be taken out, or have one's question turned down: the words stay, the letters stop."""
    hold_group(place.group_id)
    held = GroupMember.objects.select_for_update(of=("self",)).select_related("group").get(pk=place.pk)
    if held.state == State.OUT:
        return
    others = held.group.people.filter(moderates=True).exclude(pk=held.pk).exists()
    if held.moderates and not others and held.group.people.filter(state=State.IN).count() > 1:
        raise GroupRefused(_("A group needs a moderator. Make somebody else one first."))
    was = held.state
    GroupMember.objects.filter(pk=held.pk).update(state=State.OUT, moderates=False, digest=Digest.NONE, since=at)
    Draft.objects.filter(person=held.person, group=held.group).delete()
    if was == State.ASKED and by.pk != held.person_id:
        record("network.group_turned_down", subject=held.group, by=by, at=at, person=held.person_id)
    else:
        record("network.group_left", subject=held.group, by=by, at=at, person=held.person_id)


@transaction.atomic
def make_moderator(place: GroupMember, moderates: bool, *, by: Person, at: dt.datetime) -> None:
    hold_group(place.group_id)
    held = GroupMember.objects.select_for_update(of=("self",)).select_related("group").get(pk=place.pk)
    if held.state != State.IN:
        raise GroupRefused(_("%(name)s has left the group.") % {"name": held.person})
    others = held.group.people.filter(moderates=True).exclude(pk=held.pk).exists()
    if not moderates and not others:
        raise GroupRefused(_("A group needs a moderator. Make somebody else one first."))
    if held.moderates != moderates:
        GroupMember.objects.filter(pk=held.pk).update(moderates=moderates)
        record(
            "network.moderator_changed", subject=held.group, by=by, at=at, person=held.person_id, moderates=moderates
        )


def choose_digest(place: GroupMember, digest: str, *, at: dt.datetime) -> None:
    """How often a letter tells what is new; what was said before is not told again."""
    GroupMember.objects.filter(pk=place.pk, state=State.IN).exclude(digest=digest).update(
        digest=digest, digest_until=at
    )


def stop_digests(person: Person) -> int:
    """One click in a letter ends the letters of all groups."""
    return GroupMember.objects.filter(person=person).exclude(digest=Digest.NONE).update(digest=Digest.NONE)
