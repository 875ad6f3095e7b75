"""When a letter may arrive: never inside the quiet hours of the reader's own clock."""

import datetime as dt
import zoneinfo


def is_quiet(clock: dt.time, *, starts: dt.time, ends: dt.time) -> bool:
    """Whether a time on the clock lies in the quiet hours, which may pass midnight.

    >>> is_quiet(dt.time(23, 30), starts=dt.time(21), ends=dt.time(7))
    True
    >>> is_quiet(dt.time(7), starts=dt.time(21), ends=dt.time(7))
    False
    """
    if starts <= ends:
        return starts <= clock < ends
    return clock >= starts or clock < ends


def first_moment_outside(at: dt.datetime, *, zone: str, starts: dt.time, ends: dt.time) -> dt.datetime:
    """`at`, or the moment the quiet hours around it end, in UTC.

    Where the clock goes back, the hour that comes twice is quiet twice if it is quiet once; where it goes forward
    and skips the end, the quiet hours end as the clock jumps.

    >>> first_moment_outside(dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC), zone="America/Chicago",
    ...                      starts=dt.time(21), ends=dt.time(7)).isoformat()
    '2026-11-24T13:00:00+00:00'
    """
    local = at.astimezone(zoneinfo.ZoneInfo(zone))
    if not is_quiet(local.time(), starts=starts, ends=ends):
        return at.astimezone(dt.UTC)
    day = local.date() + dt.timedelta(days=1 if local.time() >= ends else 0)
    last = max(_moments(dt.datetime.combine(day, ends, tzinfo=local.tzinfo)))
    return last if last > at else at.astimezone(dt.UTC)


def _moments(clock: dt.datetime) -> list[dt.datetime]:
    """The one or two moments at which a clock shows this time; for a time that is skipped, the moment of the jump."""
    both = [clock.replace(fold=fold).astimezone(dt.UTC) for fold in (0, 1)]
    if both[0] <= both[1]:
        return both
    before, jump = clock.replace(fold=0).utcoffset(), both[1]
    while jump.astimezone(clock.tzinfo).utcoffset() == before:
        jump += dt.timedelta(minutes=1)
    return [jump]
