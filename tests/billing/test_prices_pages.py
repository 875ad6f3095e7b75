"""Price lists as staff change them, and the prices everybody sees."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail import hooks

from rounds.billing.actions.reductions import make_discount
from rounds.billing.comparing import PricedMember
from rounds.billing.models import PriceList
from rounds.billing.pricing import Band
from rounds.billing.queries.prices import book_of, list_in_force
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.prices import draft_list, held_list

pytestmark = pytest.mark.django_db
HOSPITAL = {"hospital": ("beds", [Band(0, 120_000, seats=5, votes=1), Band(100, 240_000, seats=15)])}


@pytest.fixture
def staff() -> Client:
    return signed_in(StaffFactory())


def rows(*bands: dict[str, object]) -> dict[str, object]:
    cells = {f"form-{place}-{name}": value for place, band in enumerate(bands) for name, value in band.items()}
    return {"form-TOTAL_FORMS": len(bands), "form-INITIAL_FORMS": 0, **cells}


@pytest.mark.parametrize(
    "page", ["", "/compare", "/{pk}", "/{pk}/kinds/{rule}", "/{pk}/schedule", "/{pk}/discard", "/{pk}/preview.csv"]
)
def test_price_lists_are_for_staff(page: str) -> None:
    made = draft_list(HOSPITAL)
    url = f"/staff/prices{page}".format(pk=made.pk, rule=made.rules.get().pk)

    found = [signed_in(person).get(url).status_code for person in (StaffFactory(), PersonFactory())]

    assert (found, Client().get(url).status_code) == ([200, 403], 302)


def test_a_draft_is_made_by_hand(staff: Client) -> None:
    typed = {"name": "Dues", "subject": "dues", "currency": "usd", "copy_of": ""}

    staff.post("/staff/prices", typed)

    made = PriceList.objects.get()
    assert (made.name, made.currency, made.draft) == ("Dues", "USD", True)


def test_what_is_wrong_with_a_new_list_stands_beside_the_field(staff: Client) -> None:
    answer = staff.post("/staff/prices", {"name": "Dues", "subject": "Dues!", "currency": "dollar"})

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"subject", "currency"})
    assert "Dues!" in answer.content.decode()


def test_kinds_and_bands_are_written_in_two_steps(staff: Client) -> None:
    made = draft_list({})
    answer = staff.post(f"/staff/prices/{made.pk}", {"kind": "hospital", "metric": "beds", "edition": made.edition})
    made.refresh_from_db()
    typed = rows({"low": "0", "amount": "1,200", "seats": "5"}, {"low": "100", "amount": "2400.50"}, {})

    staff.post(answer.url, {**typed, "edition": made.edition})  # type: ignore[attr-defined]

    assert book_of(made).ladders["hospital"].bands == (Band(0, 120_000, seats=5), Band(100, 240_050))


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"low": "0", "amount": "cheap"}, "Write an amount such as 1200 or 1200.50."),
        ({"low": "0", "amount": "10.001"}, "Write an amount such as 1200 or 1200.50."),
        ({"low": "0", "amount": "-5"}, "Write an amount from 0 up."),
        ({"low": "0", "amount": ""}, "Write a price, or 0 where it is free."),
        ({"low": "", "amount": "5"}, "Write the size from which this price holds."),
        ({"low": "0", "amount": "5", "member_amount": "6"}, "Members cannot pay more than others."),
    ],
)
def test_a_bad_band_is_told_beside_it_and_nothing_is_lost(staff: Client, bad: dict[str, object], words: str) -> None:
    made = draft_list(HOSPITAL)
    url = f"/staff/prices/{made.pk}/kinds/{made.rules.get().pk}"
    typed = {"low": "70", "amount": "777"}
    more = {"seats": "9"} if not bad.get("amount") else {}

    answer = staff.post(url, {**rows(typed, {**bad, **more}), "edition": made.edition})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(words) == 2
    assert 'value="777"' in page
    assert book_of(made).ladders["hospital"].bands[0].amount == 120_000


def test_a_second_tab_does_not_overwrite_the_first(staff: Client) -> None:
    made = draft_list(HOSPITAL)
    url = f"/staff/prices/{made.pk}/kinds/{made.rules.get().pk}"
    typed = {**rows({"low": "0", "amount": "1"}), "edition": made.edition}
    staff.post(url, typed)

    answer = staff.post(url, {**typed, "form-0-amount": "2"})

    assert answer.status_code == 422
    assert book_of(made).ladders["hospital"].bands == (Band(0, 100),)


def test_a_list_is_looked_at_and_then_scheduled(staff: Client) -> None:
    held_list({"hospital": ("beds", [Band(0, 100_000)])}, starts=dt.date(2026, 1, 1))
    made = draft_list(HOSPITAL)
    members = [PricedMember("Northlake", "hospital", {"beds": 120}), PricedMember("Port", "school", {})]

    with hooks.register_temporarily("rounds_priced_members", lambda subject: members if subject == "dues" else []):
        page = staff.get(f"/staff/prices/{made.pk}/schedule")
        csv = b"".join(staff.get(f"/staff/prices/{made.pk}/preview.csv").streaming_content)  # type: ignore[attr-defined]
    starts = timezone.localdate() + dt.timedelta(days=40)
    staff.post(f"/staff/prices/{made.pk}/schedule", {"starts": starts.isoformat(), "edition": made.edition})

    found = page.context["found"]
    assert [(row.member.name, row.before, row.after) for row in found.rows] == [
        ("Northlake", 100_000, 240_000),
        ("Port", None, None),
    ]
    assert csv.decode().splitlines()[1] == "Northlake,Hospital,120,,,1000.00,2400.00,1400.00,USD"
    assert list_in_force("dues", on=starts, currency="USD") == made


def test_a_list_with_a_gap_offers_no_day(staff: Client) -> None:
    made = draft_list({"hospital": ("beds", [Band(100, 5)])})

    page = staff.get(f"/staff/prices/{made.pk}/schedule").content.decode()

    assert "Hospital: no price for Beds from 0 to 99." in page
    assert "Schedule the list" not in page


def test_a_list_ahead_is_withdrawn_after_a_question(staff: Client) -> None:
    made = held_list(HOSPITAL, starts=timezone.localdate() + dt.timedelta(days=5))
    url = f"/staff/prices/{made.pk}/withdraw"

    asked = staff.get(url).status_code
    staff.post(url)

    assert (asked, PriceList.objects.filter(withdrawal=None).exists()) == (200, False)


def test_a_draft_is_deleted_and_its_page_is_gone(staff: Client) -> None:
    made = draft_list(HOSPITAL)

    staff.post(f"/staff/prices/{made.pk}/discard")

    assert staff.get(f"/staff/prices/{made.pk}").status_code == 404


def test_bands_of_a_scheduled_list_have_no_page_to_change_them(staff: Client) -> None:
    made = held_list(HOSPITAL)

    assert staff.get(f"/staff/prices/{made.pk}/kinds/{made.rules.get().pk}").status_code == 404


def test_a_kind_is_taken_out_of_a_draft(staff: Client) -> None:
    made = draft_list(HOSPITAL)
    url = f"/staff/prices/{made.pk}/kinds/{made.rules.get().pk}/remove"

    staff.post(url, {"edition": made.edition - 1})
    kept = made.rules.count()
    staff.post(url, {"edition": made.edition})

    assert (kept, made.rules.count()) == (1, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_lists_asks_as_often_for_three(
    staff: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        held_list(HOSPITAL)
    staff.get("/staff/prices")

    with django_assert_num_queries(6):
        staff.get("/staff/prices")


FILE = "name,kind,beds\nNorth,hospital,120\nEast,castle,3\nWest,hospital,many\n,hospital,5\n"


def compared(staff: Client, **more: object) -> object:
    before, after = held_list({"hospital": ("", [Band(0, 100_000)])}), draft_list(HOSPITAL)
    return staff.post("/staff/prices/compare", {"before": before.pk, "after": after.pk, **more})


def test_a_file_of_members_is_compared_and_bad_rows_are_listed(staff: Client) -> None:
    answer = compared(staff, members=SimpleUploadedFile("members.csv", FILE.encode()))

    context, page = answer.context, answer.content.decode()  # type: ignore[attr-defined]
    assert [(row.name, row.before, row.after, row.change) for row in context["rows"]] == [
        ("North", 100_000, 240_000, 140_000)
    ]
    assert [(row.line, row.reason) for row in context["bad"]] == [
        (3, "“castle” is not a kind of member."),
        (4, "beds is “many”, not a whole number."),
        (5, "The name is empty."),
    ]
    assert "North,hospital,120" in page


def test_a_comparison_comes_as_csv(staff: Client) -> None:
    answer = compared(staff, text=FILE, do="csv")

    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert lines[1:] == ["North,Hospital,120,,,1000.00,2400.00,1400.00,USD"]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"\xff\xfe", "not CSV in UTF-8"),
        (b"title\nNorth\n", "Not found: kind, name."),
        (b'name,kind\n"North,hospital\n', "From line 2 on the file cannot be read as CSV"),
        (b"name,kind\n" + b"A,hospital\n" * 5001, "more than 5000 rows"),
        (b"x" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(staff: Client, file: bytes, words: str) -> None:
    answer = compared(staff, members=SimpleUploadedFile("members.csv", file))

    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert words in str(answer.context["form"].errors["members"])  # type: ignore[attr-defined]


def test_todays_members_are_compared_without_a_file(staff: Client) -> None:
    members = [PricedMember("Northlake", "hospital", {"beds": 20})]

    with hooks.register_temporarily("rounds_priced_members", lambda _subject: members):
        answer = compared(staff)

    assert [row.change for row in answer.context["rows"]] == [20_000]  # type: ignore[attr-defined]


def test_everybody_sees_the_prices_and_their_own() -> None:
    held_list(HOSPITAL, starts=dt.date(2026, 1, 1))
    client = Client()

    page = client.get("/membership/prices").content.decode()
    own = client.get("/membership/prices?kind=hospital&beds=40").content.decode()
    unsized = client.get("/membership/prices?kind=hospital").content.decode()
    unknown = client.get("/membership/prices?kind=school&beds=40").content.decode()

    assert "Beds: 100 or more" in page
    assert "$1,200 a year" in own
    assert "The next step: Beds: 100 or more, $2,400 a year." in own
    assert "we need one more number: Beds" in unsized
    assert "We have no set price for you yet" in unknown


def test_prices_without_a_list_say_so() -> None:
    assert "The centre has not set its prices." in Client().get("/membership/prices").content.decode()


def test_a_size_that_is_none_is_told_beside_the_field() -> None:
    held_list(HOSPITAL, starts=dt.date(2026, 1, 1))

    answer = Client().get("/membership/prices?kind=hospital&beds=many")

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["beds"])


@pytest.mark.slow
def test_a_price_is_worked_out_step_by_step(staff: Client) -> None:
    held_list({"hospital": ("", [Band(0, 36_500)])}, starts=dt.date(2026, 1, 1))
    make_discount(
        subject="dues",
        reason="years",
        threshold=2,
        percent=10,
        starts=dt.date(2026, 1, 1),
        ends=None,
        by=StaffFactory(),
        at=timezone.now(),
    )
    asked = {"subject": "dues", "kind": "hospital", "on": "2027-01-01", "places": 1}

    one = staff.get("/staff/prices/work-out", {**asked, "years": 1}).context["answer"]
    part = staff.get("/staff/prices/work-out", {**asked, "years": 2, "until": "2027-01-11"}).context["answer"]
    none = staff.get("/staff/prices/work-out", {**asked, "years": 1, "kind": "school"})
    far = staff.get("/staff/prices/work-out", {**asked, "years": 1, "until": "2028-02-01"})

    assert (one.full.minor, one.off.minor, one.left.minor) == (36_500, 0, 36_500)
    assert (part.full.minor, part.off.minor, part.percents) == (37_500, 3750, (10,))
    assert "No list has a price for this." in none.content.decode()
    assert (far.status_code, list(far.context["form"].errors)) == (422, ["until"])
