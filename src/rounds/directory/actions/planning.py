"""What an import would change, worked out before anything is written."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from rounds.directory.models import FormerName, Hospital, ImportLine, JoinQuestion
from rounds.directory.naming import plain, tidy
from rounds.directory.registers import Extra, Facts
from rounds.directory.vocabulary import Source, Status

What = ImportLine.What
KEPT = {Source.STAFF, Source.HOSPITAL}  # a fact from there is not overwritten by a file
FROM_CMS = ("type", "ownership", "emergency", "address", "city", "state", "zip", "telephone")
FROM_FORM = (*FROM_CMS, "kind", "country", "teaching", "rural")


@dataclass
class Plan:
    source: Source
    released_on: dt.date
    new: list[Hospital] = field(default_factory=list)
    changed: dict[int, Hospital] = field(default_factory=dict)
    former: list[FormerName] = field(default_factory=list)
    questions: list[JoinQuestion] = field(default_factory=list)
    lines: list[ImportLine] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    former_names: dict[int, list[str]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not (self.new or self.changed or self.former or self.questions)

    def count(self, name: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1

    def say(self, what: What, hospital: Hospital, words: str = "", *, line: int | None = None, key: str = "") -> None:
        self.count(what.value)
        self.lines.append(
            ImportLine(what=what, number=line, key=key, words=(words or hospital.name)[:500], hospital=hospital)
        )

    def write(self, hospital: Hospital, **values: Any) -> list[str]:
        """Set what differs; the names of the fields that did."""
        differing = [name for name, value in values.items() if getattr(hospital, name) != value]
        for name in differing:
            setattr(hospital, name, values[name])
        if differing and hospital.pk:
            hospital.seen_on = self.released_on
            self.changed[hospital.pk] = hospital
        return differing


@dataclass
class Slugs:
    """Addresses that are not taken yet: the name, then with the region, with the town, with a number."""

    taken: set[str]

    def choose(self, name: str, city: str, state: str) -> str:
        slug = next(slug for slug in candidates(name, city, state) if slug not in self.taken)
        self.taken.add(slug)
        return slug


def candidates(name: str, city: str, state: str) -> Iterator[str]:
    """
    >>> [slug for slug, _ in zip(candidates("St. Mary's", "Northlake", "WI"), range(4))]
    ['st-marys', 'st-marys-wi', 'st-marys-northlake-wi', 'st-marys-northlake-wi-2']
    """
    start = slugify(name)[:70] or "organisation"
    yield start
    yield slugify(f"{start} {state}")[:110]
    full = slugify(f"{start} {city} {state}")[:110]
    yield full
    number = 2
    while True:
        yield f"{full}-{number}"
        number += 1


def plan_facts(plan: Plan, rows: Iterable[Facts], known: dict[str, Hospital], slugs: Slugs) -> None:
    for row in rows:
        hospital = known.get(row.key)
        if hospital is None:
            known[row.key] = plan_new(plan, row, slugs)
        else:
            plan_known(plan, row, hospital)


def values_of(plan: Plan, row: Facts) -> dict[str, Any]:
    """The fields that a file of this source decides; an empty cell of our form decides nothing."""
    names = FROM_CMS if plan.source == Source.CMS else FROM_FORM
    values = {name: getattr(row, name) for name in names}
    values |= {"address": tidy(row.address), "city": tidy(row.city)}
    if plan.source == Source.FORM:
        values = {name: value for name, value in values.items() if value not in {None, ""}}
    return values


def plan_new(plan: Plan, row: Facts, slugs: Slugs) -> Hospital:
    hospital = Hospital(
        name=tidy(row.name), source_name=row.name, source=plan.source, seen_on=plan.released_on, **values_of(plan, row)
    )
    setattr(hospital, "cms_id" if plan.source == Source.CMS else "other_key", row.key)
    hospital.slug = slugs.choose(hospital.name, hospital.city, hospital.state)
    hospital.words = searched(hospital, [])
    hospital.status, hospital.closed_on = row.status, row.closed_on
    plan_own_extras(plan, row, hospital)
    plan.new.append(hospital)
    plan.say(What.ADDED, hospital, line=row.line, key=row.key)
    return hospital


def plan_known(plan: Plan, row: Facts, hospital: Hospital) -> None:
    before, shown = hospital.source_name or hospital.name, hospital.name
    differing = plan.write(hospital, **values_of(plan, row))
    if before != row.name:
        plan.write(hospital, source_name=row.name)
        plan_rename(plan, row, hospital, shown)
    plan_status(plan, row, hospital)
    differing += plan_own_extras(plan, row, hospital)
    if differing:
        plan.say(What.CHANGED, hospital, ", ".join(sorted(differing)), line=row.line, key=row.key)


def plan_rename(plan: Plan, row: Facts, hospital: Hospital, shown: str) -> None:
    """A name that only its capitals or marks tell from the old one is written anew without history."""
    plan.write(hospital, name=tidy(row.name))
    if plain(shown) != plain(row.name):
        plan.former.append(FormerName(hospital=hospital, name=shown, until=plan.released_on, source=plan.source))
        plan.say(What.RENAMED, hospital, f"{shown} → {hospital.name}", line=row.line, key=row.key)
    plan.write(hospital, words=searched(hospital, [*plan.former_names.get(hospital.pk, []), shown]))


def plan_status(plan: Plan, row: Facts, hospital: Hospital) -> None:
    if hospital.status == row.status:
        return
    closed_on = (row.closed_on or plan.released_on) if row.status == Status.CLOSED else None
    plan.write(hospital, status=row.status, closed_on=closed_on)
    plan.say(What.CLOSED if closed_on else What.REOPENED, hospital, line=row.line, key=row.key)


def plan_own_extras(plan: Plan, row: Facts, hospital: Hospital) -> list[str]:
    """Beds and a website that the file itself gives; only our form does."""
    return plan_extras(plan, hospital, beds=row.beds, on=row.beds_on, website=row.website, source=plan.source)


def plan_extras(
    plan: Plan, hospital: Hospital, *, beds: int | None, on: dt.date | None, website: str, source: Source
) -> list[str]:
    differing: list[str] = []
    if beds and hospital.beds_source not in KEPT:
        differing += plan.write(hospital, beds=beds, beds_on=on, beds_source=source.value)
    if website and hospital.website_source not in KEPT and not hospital.website_checked:
        differing += plan.write(hospital, website=website, website_source=source.value)
    return differing


def plan_closures(plan: Plan, known: dict[str, Hospital], seen: set[str]) -> None:
    """Who was in an earlier release and is in this one no more."""
    for key, hospital in known.items():
        if key not in seen and hospital.status == Status.OPEN:
            plan.write(hospital, status=Status.CLOSED.value, closed_on=plan.released_on)
            plan.say(What.CLOSED, hospital, key=key)


def searched(hospital: Hospital, former: list[str]) -> str:
    """What a search looks in."""
    return plain(" ".join([hospital.name, *dict.fromkeys(former), hospital.city, hospital.state, hospital.zip]))


def question(hospital: Hospital, extra: Extra, at: dt.datetime) -> JoinQuestion:
    where = ", ".join(part for part in (tidy(extra.address), tidy(extra.city), extra.state, extra.zip) if part)
    return JoinQuestion(
        hospital=hospital,
        hifld_id=extra.key,
        name=tidy(extra.name),
        address=where[:300],
        telephone=extra.telephone,
        beds=extra.beds,
        beds_on=extra.on,
        website=extra.website,
        at=at,
    )


def too_many_closed(plan: Plan, open_before: int) -> str:
    """Why a file is not believed: it lacks more than a tenth of what was open."""
    closed = plan.counts.get(What.CLOSED.value, 0)
    if closed <= max(20, open_before // 10):
        return ""
    words = _("The file lacks %(closed)s of %(open)s hospitals that are open here. Is it only a part of the release?")
    return words % {"closed": closed, "open": open_before}
