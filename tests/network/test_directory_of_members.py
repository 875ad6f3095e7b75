"""The directory of members: each field as its owner lets the reader see it."""

import pytest
from django.db import IntegrityError, transaction

from rounds.accounts.models import Person
from rounds.network.actions.listing import change_listing, withdraw_listing
from rounds.network.models import Consent, Listing, Membership, OrganisationListing, Seat
from rounds.network.queries import directory as queries
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.groups import ListingFactory, colleague, member_organisation
from tests.factories.network import NOON

pytestmark = pytest.mark.django_db
WORDS = {"role": "Crisis lead", "languages": "Finnish", "networks": "Mastodon", "helps": "Rumours"}


def shows(audience: str) -> dict[str, str]:
    return {f"show_{field}": audience for field in Listing.FIELDS}


def names(person: Person, **asked: str) -> list[str]:
    return [one.person.name for one in queries.find_listings(person, **asked)]


def test_nothing_is_shown_before_somebody_says_so() -> None:
    ListingFactory(person=colleague(), **WORDS)

    assert names(colleague()) == []


def test_each_field_has_its_own_audience() -> None:
    own = member_organisation(name="Northlake")
    owner = colleague(own)
    listing = ListingFactory(person=owner, **WORDS, show_name="members", show_role="colleagues", show_helps="members")

    inside = queries.entries_for(colleague(own), [listing])[0]
    outside = queries.entries_for(colleague(), [listing])[0]

    assert (inside.role, inside.helps, inside.languages, inside.organisation) == ("Crisis lead", "Rumours", "", "")
    assert (outside.role, outside.helps, outside.languages) == ("", "Rumours", "")


@pytest.mark.parametrize("field", ["role", "languages", "networks", "helps"])
def test_search_finds_nobody_by_what_is_not_shown(field: str) -> None:
    own = member_organisation()
    owner = colleague(own)
    ListingFactory(person=owner, **WORDS, show_name="members", **{f"show_{field}": "colleagues"})

    assert names(colleague(own), words=WORDS[field]) == [owner.name]
    assert names(colleague(), words=WORDS[field]) == []


def test_filters_find_nobody_by_what_is_not_shown() -> None:
    own = member_organisation(name="Northlake")
    owner = colleague(own, person__profession="nurse")
    listing = ListingFactory(person=owner, show_name="members")
    reader = colleague()

    hidden = [names(reader, profession="nurse"), names(reader, organisation=own.slug), names(reader, words="Northlake")]
    Listing.objects.filter(pk=listing.pk).update(show_profession="members", show_organisation="members")
    shown = [names(reader, profession="nurse"), names(reader, organisation=own.slug), names(reader, words="Northlake")]

    assert hidden == [[], [], []]
    assert shown == [[owner.name]] * 3
    assert queries.organisations_named(reader) == [(own.slug, "Northlake")]


def test_directory_is_for_members_and_of_members() -> None:
    owner = colleague()
    ListingFactory(person=owner, **shows("members"))
    lapsed = colleague()
    ListingFactory(person=lapsed, **shows("members"))
    Membership.objects.filter(organisation__seats__person=lapsed).update(lapsed=NOON)

    assert names(colleague()) == [owner.name]
    assert names(StaffFactory()) == [owner.name]
    assert [names(who) for who in (PersonFactory(), lapsed)] == [[], []]
    assert signed_in(PersonFactory()).get("/members").status_code == 403
    Seat.objects.filter(person=owner).update(ended=NOON)
    assert names(StaffFactory()) == []


def test_withdrawn_consent_is_gone_from_the_next_page_on_and_stays_in_the_record() -> None:
    owner, reader = colleague(), signed_in(colleague())
    change_listing(owner, words=WORDS, shown=dict.fromkeys(Listing.FIELDS, "members"), at=NOON)
    before = reader.get("/members").content.decode()

    withdraw_listing(owner, at=NOON)
    after = reader.get("/members").content.decode()

    assert [word in before for word in (owner.name, *WORDS.values())] == [True] * 5
    assert [word in after for word in (owner.name, *WORDS.values())] == [False] * 5
    assert Consent.objects.filter(person=owner, audience="nobody").count() == len(Listing.FIELDS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(person=owner).delete()


def test_entry_is_changed_by_its_owner_only_where_it_makes_sense() -> None:
    client = signed_in(colleague())
    typed = {**WORDS, **shows("nobody"), "show_helps": "members"}

    refused = client.post("/members/me", typed)
    half = client.post("/members/me", {**typed, "show_name": "colleagues"})
    saved = client.post("/members/me", {**typed, "show_name": "members"})

    assert [refused.status_code, half.status_code, saved.status_code] == [422, 422, 302]
    assert "Show your name as well" in refused.content.decode()
    assert "Crisis lead" in refused.content.decode()
    assert Listing.objects.get().show_helps == "members"


def test_organisation_shows_itself_when_a_manager_says_so() -> None:
    own = member_organisation(name="Northlake")
    manager = signed_in(colleague(own, manages=True))
    reader = signed_in(colleague())

    refused = manager.post(f"/org/{own.slug}/listing", {"about": "", "shown": "on"})
    before = reader.get("/members/organisations").content.decode()
    saved = manager.post(f"/org/{own.slug}/listing", {"about": "A hospital by a lake.", "shown": "on"})
    after = reader.get("/members/organisations").content.decode()

    assert (refused.status_code, saved.status_code) == (422, 302)
    assert ["A hospital by a lake." in page for page in (before, after)] == [False, True]
    assert OrganisationListing.objects.count() == 1
    assert signed_in(colleague(own)).get(f"/org/{own.slug}/listing").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_for_more(count: int, django_assert_num_queries: object) -> None:
    client = signed_in(colleague())
    for _ in range(count):
        ListingFactory(person=colleague(), **shows("members"))

    with django_assert_num_queries(12):  # type: ignore[operator]
        entries = client.get("/members").context["entries"]

    assert len(entries) == count
