import rules
from django.db.models import Q

from rounds.accounts.access import is_centre_staff
from rounds.accounts.models import Person
from rounds.network.models import Announcement, Group, GroupMember, Organisation, Post, Seat
from rounds.network.vocabulary import Door


@rules.predicate
def sits_at(person: Person, organisation: Organisation | None) -> bool:
    return has_seat(person, organisation, Q())


@rules.predicate
def manages(person: Person, organisation: Organisation | None) -> bool:
    """Whether the person is a manager here or of the system it belongs to."""
    return has_seat(person, organisation, Q(manages=True), above=True)


@rules.predicate
def pays(person: Person, organisation: Organisation | None) -> bool:
    return has_seat(person, organisation, Q(pays=True) | Q(manages=True), above=True)


def has_seat(person: Person, organisation: Organisation | None, role: Q, *, above: bool = False) -> bool:
    if organisation is None or not person.is_active:
        return False
    where = [organisation.pk, organisation.parent_id] if above else [organisation.pk]
    return bool(Seat.objects.open().filter(role, person=person, organisation__in=where).exists())


rules.add_perm("network.see_organisation", is_centre_staff | sits_at | pays)
rules.add_perm("network.manage_organisation", is_centre_staff | manages)
rules.add_perm("network.change_sign_in", manages)  # whoever enters it could sign in as its people: never the centre
rules.add_perm("network.see_dues", is_centre_staff | pays)
rules.add_perm("network.see_members", is_centre_staff)
rules.add_perm("network.change_member", is_centre_staff)
rules.add_perm("network.decide_hardship", is_centre_staff)


@rules.predicate
def in_network(person: Person) -> bool:
    """Whether the person sits at an organisation that is a member."""
    return bool(person.is_active and Seat.objects.open().of_members().filter(person=person).exists())


@rules.predicate
def manages_somewhere(person: Person) -> bool:
    return bool(Seat.objects.open().of_members().filter(person=person, manages=True).exists())


@rules.predicate
def is_for(person: Person, group: Group) -> bool:
    """Whether the group is meant for the person."""
    if group.is_peers:
        return in_network(person) or is_centre_staff(person)
    seats = Seat.objects.open().of_members()
    return bool(person.is_active and seats.filter(person=person, organisation=group.organisation_id).exists())


@rules.predicate
def looks_after(person: Person, group: Group) -> bool:
    """Centre staff for peers; the organisation's managers for its staff, whose words centre staff do not see."""
    return is_centre_staff(person) if group.is_peers else manages(person, group.organisation)


@rules.predicate
def is_in(person: Person, group: Group) -> bool:
    return group.people.filter(person=person, state=GroupMember.State.IN).exists()


@rules.predicate
def leads(person: Person, group: Group) -> bool:
    return group.people.filter(person=person, moderates=True).exists()


@rules.predicate
def is_visible(person: Person, group: Group) -> bool:
    return group.door != Door.CLOSED


@rules.predicate
def is_open(person: Person, group: Group) -> bool:
    return group.door == Door.OPEN


@rules.predicate
def goes_on(person: Person, group: Group) -> bool:
    return group.closed is None


@rules.predicate
def wrote(person: Person, post: Post) -> bool:
    return post.by_id == person.pk and post.hidden is None and MEMBER.test(person, post.topic.group)


@rules.predicate
def was_told(person: Person, announcement: Announcement) -> bool:
    """Whether it was meant for a person who still sits there."""
    told = announcement.receipts.filter(person=person).exists()
    return bool(told and announcement.withdrawn is None and sits_at(person, announcement.organisation))


@rules.predicate
def announces(person: Person, announcement: Announcement) -> bool:
    return manages(person, announcement.organisation)


MODERATOR = looks_after | (is_for & leads)
MEMBER = is_for & is_in
rules.add_perm("network.in_network", in_network | is_centre_staff)
rules.add_perm("network.make_peer_group", is_centre_staff | (in_network & manages_somewhere))
rules.add_perm("network.announce", manages)
rules.add_perm("network.see_own_organisation", is_centre_staff | sits_at | manages)  # the centre finds it empty
rules.add_perm("network.see_group", MODERATOR | MEMBER | (is_for & is_visible))
rules.add_perm("network.read_group", MODERATOR | MEMBER | (is_for & is_open))
rules.add_perm("network.join_group", is_for & is_visible & goes_on)
rules.add_perm("network.write_in_group", MEMBER & goes_on)
rules.add_perm("network.moderate_group", MODERATOR)
rules.add_perm("network.change_post", wrote)
rules.add_perm("network.see_announcement", was_told | announces)
rules.add_perm("network.see_reads", announces)
