"""Contests: making one, changing it while nothing rests on it, and announcing it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.core.refusing import Refused
from rounds.events.models import Contest, ContestCriterion, Entry, Event, Judge, Sheet

NUMBERS = ("least_words", "most_words", "opens", "closes", "votes_from", "votes_until", "supports", "finalists")
Criteria = Sequence[tuple[str, str, int]]


class ContestRefused(Refused):
    """Not done, and why."""


def locked(contest: Contest) -> Contest:
    """Votes, finalists and recipients of one contest come one after the other."""
    return Contest.objects.select_for_update(of=("self",)).select_related("event").get(pk=contest.pk)


@transaction.atomic
def make_contest(
    event: Event,
    values: Mapping[str, Any],
    *,
    criteria: Criteria,
    judges: Iterable[Person],
    by: Person,
    at: dt.datetime,
) -> Contest:
    """A draft that only the team sees."""
    refuse_days(values)
    Event.objects.select_for_update().get(pk=event.pk)
    slug = free_address(event, values["name"])
    contest = Contest.objects.create(event=event, slug=slug, **values, made=at, made_by=by)
    write_criteria(contest, criteria)
    name_judges(contest, judges, at=at)
    record("events.contest_made", subject=contest, by=by, at=at)
    return contest


def free_address(event: Event, name: str) -> str:
    stem = slugify(name)[:50].strip("-") or "contest"
    taken = set(event.contests.values_list("slug", flat=True)) | {"new"}
    return next(one for one in (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))) if one not in taken)


@transaction.atomic
def change_contest(
    contest: Contest,
    values: Mapping[str, Any],
    *,
    criteria: Criteria,
    judges: Iterable[Person],
    by: Person,
    at: dt.datetime,
) -> None:
    """Numbers and days stay once somebody has sent in an entry, except that days may come later; criteria once marks are given."""
    held = locked(contest)
    refuse_days(values)
    changed = [name for name, value in values.items() if getattr(held, name) != value]
    sent = Entry.objects.filter(contest=held, sent__isnull=False).exists()
    for name in changed:
        later = name in {"closes", "votes_until"} and at < getattr(held, name) < values[name]
        if sent and name in NUMBERS and not later:
            raise ContestRefused(_("Entries have been sent in under this rule. It stays."), field=name)
    if Sheet.objects.filter(entry__contest=held).exists():
        if list(criteria) != list(held.criteria.order_by("pk").values_list("name", "about", "weight")):
            raise ContestRefused(_("Judges have given marks. The criteria stay."), field="criteria")
    else:
        write_criteria(held, criteria)
    Contest.objects.filter(pk=held.pk).update(**values)
    name_judges(held, judges, at=at)
    record("events.contest_changed", subject=held, by=by, at=at, fields=changed)


def refuse_days(values: Mapping[str, Any]) -> None:
    for first, second, words in (
        ("opens", "closes", _("Entries end before they begin.")),
        ("opens", "votes_from", _("The vote begins before the entries.")),
        ("votes_from", "votes_until", _("The vote ends before it begins.")),
        ("closes", "votes_until", _("The vote ends before the entries do.")),
    ):
        in_order = values[second] >= values[first] if second == "votes_from" else values[second] > values[first]
        if not in_order:
            raise ContestRefused(words, field=second)
    if values["most_words"] < values["least_words"]:
        raise ContestRefused(_("The most words are fewer than the fewest."), field="most_words")
    if values["finalists"] < values["recipients"]:
        raise ContestRefused(_("There are more recipients than finalists."), field="recipients")


def write_criteria(contest: Contest, criteria: Criteria) -> None:
    contest.criteria.all().delete()
    ContestCriterion.objects.bulk_create(
        ContestCriterion(contest=contest, name=name, about=about, weight=weight) for name, about, weight in criteria
    )


def name_judges(contest: Contest, judges: Iterable[Person], *, at: dt.datetime) -> None:
    """A judge who has given a sheet stays."""
    wanted = {one.pk for one in judges}
    gone = Judge.objects.filter(contest=contest).exclude(person__in=wanted)
    gone.exclude(person__contest_sheets__entry__contest=contest).delete()
    for number in wanted - set(contest.judges.values_list("person", flat=True)):
        Judge.objects.create(contest=contest, person_id=number, asked=at)


@transaction.atomic
def announce_contest(contest: Contest, *, by: Person, at: dt.datetime) -> None:
    held = locked(contest)
    if held.announced:
        return
    if not held.rules.strip() or not held.criteria.exists():
        raise ContestRefused(_("Write the rules and the criteria of the judges first. People ask for both."))
    Contest.objects.filter(pk=held.pk).update(announced=at)
    record("events.contest_announced", subject=held, by=by, at=at)
