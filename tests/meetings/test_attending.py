"""The rule that turns what was seen into who was there."""

import datetime as dt
import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rounds.meetings.attending import CORRECTIONS, Attendance, How, Seen, What, settled

NINE = dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)
TEN = NINE + dt.timedelta(hours=1)


def at(minutes: int) -> dt.datetime:
    return NINE + dt.timedelta(minutes=minutes)


numbers = itertools.count()


def seen(what: str = What.CAME, how: str = How.QR, when: int = 0, **facts: Any) -> Seen:
    given_facts = {"noted": at(when), "key": f"{next(numbers):06}", **facts}
    return Seen(what=what, how=how, at=at(when), **given_facts)


def meaning(*rows: Seen, now: dt.datetime = TEN, clicks: bool = True) -> Attendance:
    return settled(rows, starts=NINE, ends=TEN, now=now, clicks_count=clicks)


def test_nothing_seen_is_not_there() -> None:
    assert meaning() == Attendance()


def test_who_was_seen_once_stayed_until_the_end() -> None:
    assert meaning(seen(when=12)) == Attendance(True, at(12), 48, How.QR)


def test_coming_early_gives_no_minutes_before_the_start() -> None:
    assert meaning(seen(when=-10)).minutes == 60


def test_earliest_scan_counts_whoever_tells_first() -> None:
    late, early = seen(when=9, noted=at(9)), seen(when=3, noted=at(50))

    assert meaning(late, early) == meaning(early, late) == Attendance(True, at(3), 57, How.QR)


def test_leaving_ends_the_minutes() -> None:
    assert meaning(seen(when=10), seen(What.LEFT, How.HOST, 30)).minutes == 20


def test_minutes_so_far_while_it_goes_on() -> None:
    assert meaning(seen(when=0), now=at(25)).minutes == 25


def test_times_that_overlap_count_once() -> None:
    rows = [seen(how=How.LIST, when=begin, until=at(end)) for begin, end in ((0, 20), (10, 30), (40, 50))]

    assert meaning(*rows).minutes == 40


def test_click_counts_only_where_the_list_does_not_know_them() -> None:
    click, listed = seen(What.CLICKED, How.LINK, 1), seen(how=How.LIST, when=5, until=at(15))

    assert meaning(click).minutes == 59
    assert meaning(click, listed).minutes == 10
    assert meaning(click, clicks=False) == Attendance()


def test_last_correction_holds_against_all_that_is_heard_later() -> None:
    out = seen(What.WAS_NOT, How.HOST, 5, reason="Wrong ticket")
    back = seen(What.WAS, How.HOST, 6, minutes=30, reason="It was hers")
    scan = seen(when=1, noted=at(59))

    assert meaning(seen(when=2), out, scan) == Attendance(False, None, None, How.HOST, True, "Wrong ticket")
    assert meaning(out, back, scan) == Attendance(True, at(1), 30, How.HOST, True, "It was hers")


def test_apologies_stand_until_they_are_taken_back() -> None:
    sorry, comes = seen(What.APOLOGY, How.PERSON, -60), seen(What.COMES, How.PERSON, -30)

    assert meaning(sorry).apologised
    assert not meaning(sorry, comes).apologised
    assert meaning(sorry, seen(when=4)).came


rows_of_any_kind = st.builds(
    lambda what, how, when, noted, number, until: Seen(
        what=what,
        how=how,
        at=at(when),
        noted=at(noted),
        key=f"{number:08}",
        until=at(max(when, until)) if until is not None and what == What.CAME else None,
        minutes=until if what == What.WAS and until is not None else 10 if what == What.WAS else None,
        reason="Said so" if what in CORRECTIONS else "",
    ),
    st.sampled_from(What.values),
    st.sampled_from(How.values),
    st.integers(-30, 90),
    st.integers(-30, 200),
    st.integers(0, 10**7),
    st.one_of(st.none(), st.integers(0, 90)),
)


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(rows_of_any_kind, max_size=8, unique_by=lambda one: one.key), chance=st.randoms())
def test_order_of_hearing_makes_no_difference(rows: list[Seen], chance: Any) -> None:
    told = meaning(*rows)

    for _round in range(3):
        chance.shuffle(rows)
        assert meaning(*rows) == told
    assert meaning(*rows, *rows) == told
    assert told.minutes is None or 0 <= told.minutes <= 90
