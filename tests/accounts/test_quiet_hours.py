import datetime as dt

import pytest

from rounds.accounts.quiet_hours import first_moment_outside

CHICAGO = "America/Chicago"


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("at", "starts", "ends", "expected"),
    [
        (utc(2026, 11, 24, 18), (21, 0), (7, 0), utc(2026, 11, 24, 18)),  # noon
        (utc(2026, 11, 24, 3), (21, 0), (7, 0), utc(2026, 11, 24, 13)),  # the evening before
        (utc(2026, 11, 24, 13), (21, 0), (7, 0), utc(2026, 11, 24, 13)),  # the very end
        (utc(2026, 11, 24, 18, 30), (12, 0), (13, 0), utc(2026, 11, 24, 19)),  # at lunch
        (utc(2026, 3, 8, 4), (21, 0), (7, 0), utc(2026, 3, 8, 12)),  # the night that loses an hour
        (utc(2026, 3, 8, 6), (22, 0), (2, 30), utc(2026, 3, 8, 8)),  # the end is skipped: as the clock jumps
        (utc(2026, 11, 1, 4), (21, 0), (7, 0), utc(2026, 11, 1, 13)),  # the night that gains an hour
        (utc(2026, 11, 1, 5), (22, 0), (1, 30), utc(2026, 11, 1, 7, 30)),  # the end comes twice: the second
        (utc(2026, 11, 1, 7, 15), (22, 0), (1, 30), utc(2026, 11, 1, 7, 30)),  # between the two
    ],
)
def test_letter_waits_for_the_end_of_quiet_hours(
    at: dt.datetime, starts: tuple[int, int], ends: tuple[int, int], expected: dt.datetime
) -> None:
    assert first_moment_outside(at, zone=CHICAGO, starts=dt.time(*starts), ends=dt.time(*ends)) == expected
