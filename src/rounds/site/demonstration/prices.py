"""Price lists, vouchers and points of the demonstration. The numbers are invented defaults, and no real centre's."""

import datetime as dt
from collections.abc import Mapping, Sequence

from rounds.accounts.models import Person
from rounds.billing.actions import points, reductions, taxes
from rounds.billing.actions.prices import add_price_rule, draft_price_list, schedule_price_list, write_bands
from rounds.billing.models import Payer, PriceList
from rounds.billing.pricing import Band

Prices = Mapping[str, tuple[str, Sequence[Band]]]


def dollars(low: int, price: int, *, members: int | None = None, seats: int | None = None, votes: int = 0) -> Band:
    return Band(low, price * 100, None if members is None else members * 100, seats, votes)


def dues(percent: int = 100) -> Prices:
    """Our own defaults over the usual bands; another year's list is a percentage of them."""

    def band(low: int, price: int, seats: int, votes: int = 1) -> Band:
        return dollars(low, price * percent // 100, seats=seats, votes=votes)

    return {
        "hospital": ("beds", [band(0, 1200, 5), band(100, 2400, 15), band(300, 4000, 30, 2)]),
        "health_system": ("beds", [band(0, 6000, 60, 2), band(1000, 9000, 120, 3)]),
        "school": ("staff", [band(0, 900, 10), band(500, 1800, 25)]),
        "non_profit": ("staff", [band(0, 300, 3), band(50, 600, 6)]),
        "patient_association": ("", [band(0, 200, 5)]),
        "professional_body": ("", [band(0, 1500, 10)]),
        "industry": (
            "revenue",
            [band(0, 5000, 5, 0), band(10_000_000, 10_000, 10, 0), band(100_000_000, 20_000, 20, 0)],
        ),
        "individual": ("", [band(0, 150, 1)]),
        "student": ("", [band(0, 0, 1, 0)]),
        "patient": ("", [band(0, 0, 1, 0)]),
    }


OTHERS: Mapping[str, tuple[str, Prices]] = {
    "course": ("Our defaults: courses", {"": ("", [dollars(0, 120, members=90)])}),
    "event": ("Our defaults: events", {"": ("", [dollars(0, 600, members=450)]), "patient": ("", [dollars(0, 0)])}),
    "consulting": ("Our defaults: an hour of advice", {"": ("", [dollars(0, 200, members=160)])}),
    "points": ("Our defaults: a point", {"": ("", [Band(0, 75)])}),
}


def load_prices(people: dict[str, Person], *, at: dt.datetime) -> None:
    staff, on = people["staff"], at.date()
    year = dt.timedelta(days=365)
    held(staff, "dues", "Our defaults: dues, last year", dues(92), starts=on - year - year // 2, at=at)
    now = held(staff, "dues", "Our defaults: dues", dues(), starts=on - year // 2, at=at)
    for subject, (name, prices) in OTHERS.items():
        held(staff, subject, name, prices, starts=on - year, at=at)
    held(staff, "dues", "Dues from next year", dues(104), starts=dt.date(on.year + 1, 1, 1), at=at)
    draft_price_list(
        subject="dues", name="An idea: more steps for hospitals", currency="USD", by=staff, at=at, copy_of=now
    )
    load_reductions(staff, at=at)


def held(staff: Person, subject: str, name: str, prices: Prices, *, starts: dt.date, at: dt.datetime) -> PriceList:
    made_at = min(at, dt.datetime.combine(starts, dt.time(9), dt.UTC) - dt.timedelta(days=30))
    made = draft_price_list(subject=subject, name=name, currency="USD", by=staff, at=made_at)
    for kind, (metric, bands) in prices.items():
        made.refresh_from_db()
        rule = add_price_rule(made, kind=kind, metric=metric, edition=made.edition, by=staff, at=made_at)
        write_bands(rule, bands, edition=made.edition + 1, by=staff, at=made_at)
    made.refresh_from_db()
    return schedule_price_list(made, starts=starts, edition=made.edition, by=staff, at=made_at, on=made_at.date())


VOUCHERS = (
    ("SCHOLARSHIP", "Patients who won the essay contest", 100, "event", 6, -20, 60),
    ("FIRST-COURSE", "The first course of a new member", 50, "course", 40, -90, 200),
    ("SPRING-FAIR", "Visitors of our stand at the fair", 10, "", 100, -200, -30),
)


def load_reductions(staff: Person, *, at: dt.datetime) -> None:
    on = at.date()
    for code, words, percent, subject, limit, first, last in VOUCHERS:
        reductions.make_voucher(
            code=code,
            words=words,
            percent=percent,
            amount=None,
            currency="",
            subject=subject,
            kind="patient" if percent == 100 else "",
            limit=limit,
            starts=on + dt.timedelta(days=first),
            ends=on + dt.timedelta(days=last),
            by=staff,
            at=at + dt.timedelta(days=first),
        )
    begins = on - dt.timedelta(days=180)
    for subject, reason, threshold, percent in (
        ("dues", "years", 2, 5),
        ("dues", "years", 3, 10),
        ("event", "days_early", 60, 10),
        ("event", "places", 5, 15),
    ):
        facts = {"subject": subject, "reason": reason, "threshold": threshold, "percent": percent}
        reductions.make_discount(**facts, starts=begins, ends=None, by=staff, at=at)  # type: ignore[arg-type]
    for country, rate in (("DE", 1900), ("NL", 2100)):
        taxes.write_tax_rule(
            country=country, kind="", subject="", category="S", rate=rate, words="", starts=begins, by=staff, at=at
        )


def load_points(people: dict[str, Person], *, at: dt.datetime) -> None:
    """Northlake has points of two years, has passed some on, and has been to an event with others."""
    payer = Payer.objects.get(name="Northlake Hospital")
    priya, staff = people["communications"], people["staff"]
    shared = points.account_of(payer)
    for number, (who, count, what) in enumerate(
        (("Lena Kovac", 200, "Nurses' workshop"), ("physician", 450, "Talk at the conference"))
    ):
        account = points.account_of(payer, people[who])
        points.pass_points_on(
            shared,
            account,
            count,
            key=f"demonstration:passed:{number}",
            by=priya,
            at=at - dt.timedelta(days=30 - number),
            reason=what,
        )
    spent = points.spend_points(
        shared,
        600,
        subject="event",
        reference="demonstration:conference",
        key="demonstration:spent",
        by=priya,
        at=at - dt.timedelta(days=21),
    )
    points.refund_points(
        spent, 150, key="demonstration:refunded", by=staff, at=at - dt.timedelta(days=12), reason="One place given back"
    )
    points.grant_points(
        shared,
        100,
        reason="Thank you for hosting our visit.",
        key="demonstration:granted",
        by=staff,
        at=at - dt.timedelta(days=5),
    )
