"""What centre staff see of the rehearsal room: how many tried, how it went, and which flags first drafts have."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q, QuerySet

from rounds.accounts.models import Person
from rounds.training.models import Rehearsal, RehearsalAnswer, RehearsalAttempt

FEW = 5  # a count of people from 1 to 4 could point to one of them
Outcome = RehearsalAttempt.Outcome


@dataclass(frozen=True, slots=True)
class Share:
    """How many first drafts met a rule; `percent` is None where so few people are counted that one could be known."""

    rule: str
    number: int | None
    percent: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One rehearsal: people who answered, people who finished, and the middle of their tries and minutes."""

    rehearsal: Rehearsal
    people: int = 0
    finished: int = 0
    drafts: float | None = None
    minutes: int | None = None
    first_drafts: int = 0
    flagged: Share = Share("", None, None)
    rules: list[Share] = field(default_factory=list)


def share_of(rule: str, number: int, of: int) -> Share:
    """A share that cannot point to anybody.

    >>> share_of("advice", 10, 20), share_of("advice", 3, 20).number, share_of("advice", 19, 20).percent
    (Share(rule='advice', number=10, percent=50), None, None)
    """
    small = of < FEW or 0 < number < FEW or 0 < of - number < FEW
    return Share(rule, None, None) if small else Share(rule, number, round(100 * number / of))


def report() -> list[Row]:
    """One row for each rehearsal by title; four queries for any number of them."""
    rehearsals = list(Rehearsal.objects.order_by("title", "pk"))
    people, ends, firsts = people_in(), ends_by_rehearsal(), first_drafts()
    return [row_of(each, people.get(each.pk, (0, 0)), ends[each.pk], firsts[each.pk]) for each in rehearsals]


def row_of(
    rehearsal: Rehearsal, people: tuple[int, int], ends: list[tuple[int, float]], firsts: list[frozenset[str]]
) -> Row:
    counts = Counter(rule for rules in firsts for rule in rules)
    listed = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shares = [share_of(rule, number, len(firsts)) for rule, number in listed]
    tried, finished = people
    enough = len(ends) >= FEW
    return Row(
        rehearsal,
        tried,
        finished,
        drafts=statistics.median(answers for answers, _minutes in ends) if enough else None,
        minutes=round(statistics.median(minutes for _answers, minutes in ends)) if enough else None,
        first_drafts=len(firsts),
        flagged=flagged_of(sum(bool(rules) for rules in firsts), len(firsts), shares),
        rules=shares,
    )


def flagged_of(number: int, of: int, rules: list[Share]) -> Share:
    """How many first drafts met any rule; hidden too where taking a shown rule away would leave 1 to 4 people."""
    leaves_few = any(0 < number - share.number < FEW for share in rules if share.number is not None)
    return Share("", None, None) if leaves_few else share_of("", number, of)


def people_in() -> dict[int, tuple[int, int]]:
    """How many people answered and how many finished, by rehearsal."""
    rows = RehearsalAttempt.objects.filter(answered__gt=0).values("rehearsal").order_by()
    rows = rows.annotate(
        tried=Count("person", distinct=True), ended_well=Count("person", distinct=True, filter=Q(outcome=Outcome.GOOD))
    )
    return {row["rehearsal"]: (row["tried"], row["ended_well"]) for row in rows}


def ends_by_rehearsal() -> dict[int, list[tuple[int, float]]]:
    """Answers given and minutes from the beginning to the clear answer, of every attempt that ended well."""
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    rows = RehearsalAttempt.objects.filter(outcome=Outcome.GOOD)
    for rehearsal, answered, began, ended in rows.values_list("rehearsal", "answered", "began", "ended"):
        if ended:
            found[rehearsal].append((answered, (ended - began).total_seconds() / 60))
    return found


def first_drafts() -> dict[int, list[frozenset[str]]]:
    """The rules that the first draft of each person met, by rehearsal."""
    found: dict[int, list[frozenset[str]]] = defaultdict(list)
    seen: set[tuple[int, int]] = set()
    rows = RehearsalAnswer.objects.exclude(verdict="").order_by("attempt__began", "number")
    fields = ("attempt__rehearsal", "attempt__person", "flags")
    for rehearsal, person, flags in rows.values_list(*fields).iterator():
        if (rehearsal, person) not in seen:
            seen.add((rehearsal, person))
            found[rehearsal].append(frozenset(flag["rule"] for flag in flags if flag["level"] != "clear"))
    return found


def people_who_tried(rehearsal: Rehearsal) -> QuerySet[Person]:
    """Who tried a rehearsal and how far they are, the last first; never what they wrote."""
    mine = Q(rehearsal_attempts__rehearsal=rehearsal, rehearsal_attempts__answered__gt=0)
    return (
        Person.objects.filter(mine)
        .annotate(
            goes=Count("rehearsal_attempts", filter=mine, distinct=True),
            good=Count("rehearsal_attempts", filter=mine & Q(rehearsal_attempts__outcome=Outcome.GOOD), distinct=True),
            last=Max("rehearsal_attempts__seen", filter=mine),
        )
        .order_by("-last", "pk")
    )


def csv_rows(rows: Iterable[Row]) -> list[list[object]]:
    """The report as a table: one line for each rehearsal, and one for each rule that its first drafts met."""
    table: list[list[object]] = []
    for row in rows:
        same = [row.rehearsal.slug, row.rehearsal.title, row.people, row.finished]
        same += [blank(row.drafts), blank(row.minutes), row.first_drafts]
        shares = [("any", row.flagged), *((share.rule, share) for share in row.rules)]
        table += [[*same, rule, few(share.number), few(share.percent)] for rule, share in shares]
    return table


HEADS = [
    "rehearsal", "title", "people", "finished", "median answers", "median minutes", "first drafts", "rule",
    "first drafts with it", "percent",
]  # fmt: skip


def blank(value: object) -> object:
    return "" if value is None else value


def few(value: int | None) -> object:
    return f"fewer than {FEW}" if value is None else value
