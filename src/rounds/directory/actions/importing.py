"""Imports: all of a file or nothing, once or again with the same outcome."""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.directory.actions.planning import (
    Plan,
    Slugs,
    plan_closures,
    plan_extras,
    plan_facts,
    question,
    too_many_closed,
)
from rounds.directory.models import FormerName, Hospital, ImportLine, ImportRun, JoinQuestion
from rounds.directory.registers import (
    Extra,
    Facts,
    Join,
    Match,
    RegisterProblems,
    joined,
    read_cms,
    read_form,
    read_hifld,
)
from rounds.directory.vocabulary import Answer, Source, Status

A_BATCH = 500
What = ImportLine.What
WRITTEN = [
    field.name
    for field in Hospital._meta.concrete_fields
    if field.name not in {"id", "slug", "cms_id", "demonstration"}
]
Say = Callable[[int, int], None]


class ImportRefused(Exception):
    """The message is written for the person who imports."""


@dataclass(frozen=True)
class File:
    name: str
    data: bytes

    def described(self) -> dict[str, str]:
        return {"name": self.name, "sha256": hashlib.sha256(self.data).hexdigest()}


@dataclass
class Report:
    """What an import did; `run` is None when there was nothing to do, and then nothing was written."""

    run: ImportRun | None
    counts: Mapping[str, int] = field(default_factory=dict)


def quiet(done: int, total: int) -> None:
    """For those who do not watch."""


def import_government_files(
    *,
    cms: File | None,
    hifld: File | None,
    released_on: dt.date,
    by: Person | None,
    at: dt.datetime,
    many_closures: bool = False,
    progress: Say = quiet,
) -> Report:
    """Bring the register up to date with CMS, HIFLD or both; a file that cannot be read changes nothing."""
    files = [file for file in (cms, hifld) if file]
    try:
        facts, extras = read_both(cms, hifld)
    except RegisterProblems as problems:
        note_refusal(problems, files, Source.CMS, released_on=released_on, by=by, at=at)
        raise
    progress(1, 4)

    def work(plan: Plan) -> None:
        known = standing(Source.CMS)
        if facts is not None:
            plan_release(plan, facts, known, many_closures=many_closures)
        if extras is not None:
            plan_joins(plan, known, extras, at=at)
        progress(2, 4)

    return carried_out(work, Source.CMS, files, released_on=released_on, by=by, at=at, progress=progress)


def import_form(
    file: File, *, released_on: dt.date, by: Person | None, at: dt.datetime, progress: Say = quiet
) -> Report:
    """Add and change organisations from our own CSV form. Who is not in the file stays as they are."""
    try:
        facts = read_form(file.name, file.data)
    except RegisterProblems as problems:
        note_refusal(problems, [file], Source.FORM, released_on=released_on, by=by, at=at)
        raise
    progress(1, 4)

    def work(plan: Plan) -> None:
        plan_facts(plan, facts, standing(Source.FORM), free_slugs())
        progress(2, 4)

    return carried_out(work, Source.FORM, [file], released_on=released_on, by=by, at=at, progress=progress)


def read_both(cms: File | None, hifld: File | None) -> tuple[list[Facts] | None, list[Extra] | None]:
    """Both files read, with the problems of both in one list."""
    problems: list[Any] = []
    facts: list[Facts] | None = None
    extras: list[Extra] | None = None
    try:
        facts = read_cms(cms.name, cms.data) if cms else None
    except RegisterProblems as found:
        problems += found.problems
    try:
        extras = read_hifld(hifld.name, hifld.data) if hifld else None
    except RegisterProblems as found:
        problems += found.problems
    if problems:
        raise RegisterProblems(problems)
    return facts, extras


def carried_out(
    work: Callable[[Plan], None],
    source: Source,
    files: list[File],
    *,
    released_on: dt.date,
    by: Person | None,
    at: dt.datetime,
    progress: Say,
) -> Report:
    plan = Plan(source, released_on)
    try:
        with transaction.atomic():
            refuse_older(source, released_on)
            plan.former_names = former_names()
            work(plan)
            run = None if plan.empty else write(plan, files, by=by, at=at, progress=progress)
    except IntegrityError:
        raise ImportRefused(_("Somebody else imports at the same time. Try again when they have finished.")) from None
    progress(4, 4)
    return Report(run, plan.counts)


def refuse_older(source: Source, released_on: dt.date) -> None:
    later = ImportRun.objects.filter(source=source, refused=False, released_on__gt=released_on)
    if source == Source.CMS and (last := later.order_by("-released_on").first()):
        words = _("The register holds the release of %(last)s, which is later than %(this)s. Nothing was imported.")
        raise ImportRefused(words % {"last": last.released_on, "this": released_on})


def standing(source: Source) -> dict[str, Hospital]:
    """Whom the register has from a source, by key, held until the import is done."""
    name = "cms_id" if source == Source.CMS else "other_key"
    rows = Hospital.objects.select_for_update().exclude(**{name: ""}).order_by("pk")
    return {getattr(hospital, name): hospital for hospital in rows}


def former_names() -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for hospital, name in FormerName.objects.order_by("pk").values_list("hospital_id", "name"):
        found.setdefault(hospital, []).append(name)
    return found


def free_slugs() -> Slugs:
    return Slugs(set(Hospital.objects.values_list("slug", flat=True)))


def plan_release(plan: Plan, facts: list[Facts], known: dict[str, Hospital], *, many_closures: bool) -> None:
    open_before = sum(hospital.status == Status.OPEN for hospital in known.values())
    plan_facts(plan, facts, known, free_slugs())
    plan.counts["rows"] = len(facts)
    plan_closures(plan, known, {row.key for row in facts})
    if not many_closures and (why := too_many_closed(plan, open_before)):
        raise ImportRefused(why)


@dataclass(frozen=True)
class Joinable:
    key: str
    name: str
    address: str
    zip: str
    telephone: str


def plan_joins(plan: Plan, known: dict[str, Hospital], extras: list[Extra], *, at: dt.datetime) -> None:
    """Give beds and websites to the hospitals that the rules join, and ask a person about the rest."""
    asked = {(one.hospital_id, one.hifld_id): one.state for one in JoinQuestion.objects.all()}
    opened = {key: hospital for key, hospital in known.items() if hospital.status == Status.OPEN}
    rows = [Joinable(key, one.source_name, one.address, one.zip, one.telephone) for key, one in opened.items()]
    for join in joined(rows, extras):
        hospital = opened[join.key]
        plan.count(f"by_{join.match}")
        if join.extra is None:
            plan.say(What.UNMATCHED, hospital, key=join.key)
            continue
        plan.counts["beds"] = plan.counts.get("beds", 0) + bool(join.extra.beds)
        plan.counts["websites"] = plan.counts.get("websites", 0) + bool(join.extra.website)
        plan_join(plan, hospital, join, asked=asked, at=at)


def plan_join(
    plan: Plan, hospital: Hospital, join: Join, *, asked: Mapping[tuple[int, str], str], at: dt.datetime
) -> None:
    extra = join.extra
    if extra is None:
        return
    answer = asked.get((hospital.pk, extra.key)) if hospital.pk else None
    if join.match == Match.TELEPHONE and answer != Answer.YES:
        if answer is None:
            plan.questions.append(question(hospital, extra, at))
            plan.say(What.QUEUED, hospital, f"{hospital.name} = {extra.name}?", line=extra.line, key=join.key)
        return
    plan.write(hospital, hifld_id=extra.key)
    plan_extras(plan, hospital, beds=extra.beds, on=extra.on, website=extra.website, source=Source.HIFLD)


def write(plan: Plan, files: list[File], *, by: Person | None, at: dt.datetime, progress: Say) -> ImportRun:
    Hospital.objects.bulk_create(plan.new, batch_size=A_BATCH)
    Hospital.objects.bulk_create(
        plan.changed.values(), batch_size=A_BATCH, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN
    )
    progress(3, 4)
    FormerName.objects.bulk_create(plan.former, batch_size=A_BATCH)
    JoinQuestion.objects.bulk_create(plan.questions, batch_size=A_BATCH)
    described = [file.described() for file in files]
    run = ImportRun.objects.create(
        source=plan.source, files=described, released_on=plan.released_on, at=at, by=by, counts=plan.counts
    )
    for line in plan.lines:
        line.run = run
    ImportLine.objects.bulk_create(plan.lines, batch_size=A_BATCH)
    shown = {name: plan.counts[name] for name in ("added", "renamed", "changed", "closed") if name in plan.counts}
    record("directory.hospitals_imported", subject=run, by=by, at=at, **shown)
    return run


@transaction.atomic
def note_refusal(
    problems: RegisterProblems,
    files: list[File],
    source: Source,
    *,
    released_on: dt.date,
    by: Person | None,
    at: dt.datetime,
) -> None:
    """Keep what was wrong with a file, so that staff can read it on the page of imports."""
    found = problems.problems
    run = ImportRun.objects.create(
        source=source,
        files=[file.described() for file in files],
        released_on=released_on,
        at=at,
        by=by,
        refused=True,
        counts={What.MALFORMED.value: len(found)},
    )
    ImportLine.objects.bulk_create(
        [
            ImportLine(run=run, what=What.MALFORMED, number=one.line, key=one.file[:80], words=one.reason[:500])
            for one in found
        ],
        batch_size=A_BATCH,
    )
    record("directory.import_refused", subject=run, by=by, at=at, problems=len(found))
