"""Price lists: from the draft to their first day, and the price of a payer."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from rounds.accounts.models import Entry
from rounds.billing.actions import prices as actions
from rounds.billing.actions.prices import PriceRefused
from rounds.billing.models import PriceBand, PriceList, PriceRule
from rounds.billing.money import Money
from rounds.billing.pricing import Band
from rounds.billing.queries import prices as queries
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.prices import NOW, TODAY, draft_list, held_list

pytestmark = pytest.mark.django_db
HOSPITAL = {"hospital": ("beds", [Band(0, 120_000, seats=5, votes=1), Band(100, 240_000, seats=15, votes=2)])}


def price(subject: str = "dues", on: dt.date = TODAY, **more: object) -> queries.Price | None:
    facts = {"kind": "hospital", "sizes": {"beds": 80}, **more}
    return queries.price_for(subject, on=on, **facts)  # type: ignore[arg-type]


def test_price_follows_kind_and_size_and_says_why() -> None:
    held_list(HOSPITAL)

    found = price()

    assert found is not None
    assert (found.amount, found.seats, found.votes) == (Money(120_000, "USD"), 5, 1)
    assert found.why == "Hospital. Beds: fewer than 100"
    assert (found.larger, found.larger_words) == ((100, Money(240_000, "USD")), "Beds: 100 or more")


@pytest.mark.parametrize(
    "asked", [{"kind": "school"}, {"sizes": {"staff": 40}}, {"on": TODAY - dt.timedelta(days=400)}, {"currency": "EUR"}]
)
def test_no_list_band_or_size_is_no_price(asked: dict[str, object]) -> None:
    held_list(HOSPITAL)

    assert price(**asked) is None  # type: ignore[arg-type]


def test_everybody_else_has_a_price_where_the_list_says_so() -> None:
    held_list({**HOSPITAL, "": ("", [Band(0, 5000)])})

    found = price(kind="student", sizes={})

    assert found is not None
    assert (found.amount.minor, found.why) == (5000, "Student.")


def test_members_pay_the_price_for_members() -> None:
    held_list({"": ("", [Band(0, 20_000, 15_000)])}, subject="course")

    amounts = [found.amount.minor for member in (True, False) if (found := price("course:12", member=member))]

    assert amounts == [15_000, 20_000]


def test_one_course_may_have_a_list_of_its_own() -> None:
    held_list({"": ("", [Band(0, 20_000)])}, subject="course")
    held_list({"": ("", [Band(0, 90_000)])}, subject="course:12", starts=TODAY - dt.timedelta(days=1))

    amounts = [found.amount.minor for subject in ("course:12", "course:13") if (found := price(subject))]

    assert amounts == [90_000, 20_000]


def test_the_list_that_began_last_holds() -> None:
    held_list({"": ("", [Band(0, 100)])}, starts=TODAY - dt.timedelta(days=20))
    held_list({"": ("", [Band(0, 200)])}, starts=TODAY)
    held_list({"": ("", [Band(0, 300)])}, starts=TODAY + dt.timedelta(days=1))
    days = (TODAY - dt.timedelta(days=1), TODAY, TODAY + dt.timedelta(days=1))

    assert [found.amount.minor for day in days if (found := price(on=day))] == [100, 200, 300]


def test_a_list_scheduled_later_for_the_same_day_replaces_the_other() -> None:
    held_list({"": ("", [Band(0, 100)])}, starts=TODAY)
    held_list({"": ("", [Band(0, 200)])}, starts=TODAY, at=NOW + dt.timedelta(hours=1))

    found = price()

    assert found is not None
    assert found.amount.minor == 200


def test_a_draft_is_no_price() -> None:
    draft_list(HOSPITAL)

    assert price() is None


def test_a_price_asks_the_database_three_times(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    held_list({**HOSPITAL, "": ("", [Band(0, 5000)])})

    with django_assert_num_queries(3):
        price()


def test_a_copy_begins_with_the_same_prices() -> None:
    staff, old = StaffFactory(), held_list(HOSPITAL)

    made = actions.draft_price_list(subject="dues", name="Next", currency="USD", by=staff, at=NOW, copy_of=old)

    assert queries.book_of(made) == queries.book_of(old)
    assert Entry.objects.get(verb="billing.price_list_drafted", subject_id=str(made.pk)).actor == staff


@pytest.mark.parametrize(
    ("prices", "words"),
    [
        ({}, "The list has no prices yet. Add a kind of payer."),
        ({"hospital": ("beds", [])}, "Hospital: no price yet."),
        ({"hospital": ("beds", [Band(100, 5)])}, "Hospital: no price for Beds from 0 to 99."),
        ({"": ("staff", [Band(1000, 5)])}, "Everybody else: no price for Staff from 0 to 999."),
    ],
)
def test_a_list_with_a_gap_cannot_be_scheduled(prices: dict[str, object], words: str) -> None:
    made = draft_list(prices)  # type: ignore[arg-type]

    with pytest.raises(PriceRefused) as refusal:
        schedule(made)

    assert str(refusal.value) == words


def schedule(made: PriceList, starts: dt.date = TODAY, edition: int | None = None) -> PriceList:
    made.refresh_from_db()
    edition = made.edition if edition is None else edition
    return actions.schedule_price_list(made, starts=starts, edition=edition, by=StaffFactory(), at=NOW, on=TODAY)


def test_prices_do_not_begin_in_the_past() -> None:
    with pytest.raises(PriceRefused, match="today or a later day"):
        schedule(draft_list(HOSPITAL), TODAY - dt.timedelta(days=1))


def test_what_is_scheduled_is_what_was_looked_at() -> None:
    made = draft_list(HOSPITAL)
    made.refresh_from_db()
    seen = made.edition
    rule = made.rules.get()
    actions.write_bands(rule, [Band(0, 1)], edition=seen, by=StaffFactory(), at=NOW)

    with pytest.raises(PriceRefused, match="Somebody else has changed"):
        schedule(made, edition=seen)


def test_a_scheduled_list_cannot_be_changed() -> None:
    held = held_list(HOSPITAL)
    rule, staff = held.rules.get(), StaffFactory()

    for change in (
        lambda: actions.write_bands(rule, [], edition=held.edition, by=staff, at=NOW),
        lambda: actions.remove_price_rule(rule, edition=held.edition, by=staff, at=NOW),
        lambda: actions.add_price_rule(held, kind="school", metric="", edition=held.edition, by=staff, at=NOW),
        lambda: actions.discard_price_list(held, by=staff, at=NOW),
        lambda: schedule(held),
    ):
        with pytest.raises(PriceRefused, match="stays as it is"):
            change()


def test_the_database_keeps_a_scheduled_list() -> None:
    held = held_list(HOSPITAL)
    rule = held.rules.get()

    for change in (
        lambda: PriceBand.objects.update(amount=1),
        lambda: PriceBand.objects.all().delete(),
        lambda: PriceBand.objects.create(rule=rule, low=300, amount=1),
        lambda: PriceRule.objects.create(price_list=held, kind="school"),
        lambda: PriceRule.objects.update(metric="staff"),
        lambda: PriceList.objects.update(starts=TODAY + dt.timedelta(days=9)),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        ([Band(0, 1), Band(0, 2)], "Two bands begin at the same size"),
        ([Band(0, 100, 101)], "Members cannot pay more"),
    ],
)
def test_bands_that_make_no_sense_are_refused(bands: list[Band], words: str) -> None:
    rule = draft_list(HOSPITAL).rules.get()

    with pytest.raises(PriceRefused, match=words):
        actions.write_bands(rule, bands, edition=rule.price_list.edition, by=StaffFactory(), at=NOW)


def test_without_a_size_there_is_one_price() -> None:
    rule = draft_list({"": ("", [Band(0, 1)])}).rules.get()

    with pytest.raises(PriceRefused, match="one price, from 0"):
        actions.write_bands(rule, [Band(0, 1), Band(5, 2)], edition=rule.price_list.edition, by=StaffFactory(), at=NOW)


def test_a_kind_stands_in_a_list_once() -> None:
    made = draft_list(HOSPITAL)
    made.refresh_from_db()

    with pytest.raises(PriceRefused, match="prices for this kind already"):
        actions.add_price_rule(made, kind="hospital", metric="", edition=made.edition, by=StaffFactory(), at=NOW)


def test_a_list_can_be_withdrawn_before_its_first_day_only() -> None:
    staff, ahead = StaffFactory(), held_list({"": ("", [Band(0, 9)])}, starts=TODAY + dt.timedelta(days=3))
    held = held_list({"": ("", [Band(0, 1)])})

    for _ in range(2):
        actions.withdraw_price_list(ahead, by=staff, at=NOW, on=TODAY)
    with pytest.raises(PriceRefused, match="does not hold yet"):
        actions.withdraw_price_list(held, by=staff, at=NOW, on=TODAY)

    found = price(on=TODAY + dt.timedelta(days=4))
    assert found is not None
    assert found.amount.minor == 1
    assert Entry.objects.filter(verb="billing.price_list_withdrawn").count() == 1


def test_a_deleted_draft_is_told_in_the_other_tab() -> None:
    made = draft_list(HOSPITAL)
    actions.discard_price_list(made, by=StaffFactory(), at=NOW)
    gone = PriceList(pk=10**6)

    with pytest.raises(PriceRefused, match="deleted this draft"):
        actions.discard_price_list(gone, by=StaffFactory(), at=NOW)


def test_states_of_lists() -> None:
    past = held_list(HOSPITAL, starts=TODAY - dt.timedelta(days=9))
    held, ahead, draft = held_list(HOSPITAL), held_list(HOSPITAL, starts=TODAY + dt.timedelta(days=9)), draft_list({})

    words = [queries.state_words(one, on=TODAY)[0] for one in (past, held, ahead, draft)]

    assert words == ["Past", "In force", "Scheduled", "Draft"]


def test_only_staff_see_lists_and_the_permission_agrees() -> None:
    made = draft_list({})

    for person in (StaffFactory(), PersonFactory()):
        assert queries.price_lists_visible_to(person).filter(pk=made.pk).exists() == person.has_perm(
            "billing.set_prices", made
        )
