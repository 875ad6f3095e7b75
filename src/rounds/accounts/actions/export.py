import datetime as dt
import json
import secrets
import zipfile
from collections.abc import Sequence
from tempfile import SpooledTemporaryFile

from django.core.files import File
from django.core.files.storage import storages
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import slugify
from wagtail import hooks

from rounds.accounts import letters
from rounds.accounts.models import Export, Person
from rounds.accounts.trail import record
from rounds.core.queries import the_centre

KEPT = dt.timedelta(days=7)
# a job that has not ended after this long was killed
PATIENCE = dt.timedelta(hours=1)
UNDER_WAY = (Export.State.WAITING, Export.State.BUILDING)
Section = tuple[str, list[dict[str, object]]]


class ExportRefused(Exception):
    """The message is written for the person who asked."""


def ask_for_export(person: Person, *, at: dt.datetime) -> tuple[Export, bool]:
    """Start an export, or find the one under way; the second value says whether a job must be started."""
    person.exports.filter(state__in=UNDER_WAY, asked__lt=at - PATIENCE).update(state=Export.State.FAILED)
    try:
        with transaction.atomic():
            export = person.exports.create(asked=at)
            record("accounts.export_asked", subject=person, by=person, at=at)
    except IntegrityError:
        return person.exports.get(state__in=UNDER_WAY), False
    return export, True


def build_export(export: Export, *, at: dt.datetime) -> None:
    """Gather what each app holds (hook "rounds_export_person") into a ZIP of JSON and pages to read."""
    waiting = Export.objects.filter(pk=export.pk, state=Export.State.WAITING)
    gather = hooks.get_hooks("rounds_export_person")
    if not waiting.update(state=Export.State.BUILDING, parts=len(gather) + 1):
        return
    try:
        sections = []
        for part in gather:
            sections.append(part(export.person))
            Export.objects.filter(pk=export.pk).update(parts_done=F("parts_done") + 1)
        name, size = store(sections, export.person, at=at)
    except Exception:
        Export.objects.filter(pk=export.pk).update(state=Export.State.FAILED)
        raise
    with transaction.atomic():
        done = Export.objects.filter(pk=export.pk, state=Export.State.BUILDING)
        kept = {"file": name, "size": size, "ready": at, "until": at + KEPT}
        if not done.update(state=Export.State.READY, parts_done=F("parts"), **kept):
            storages["private"].delete(name)  # the person was erased meanwhile
            return
        record("accounts.export_made", subject=export.person, by=None, at=at)
        letters.send("export_ready", to=export.person.email, language=export.person.language, facts={})


def store(sections: Sequence[Section], person: Person, *, at: dt.datetime) -> tuple[str, int]:
    with SpooledTemporaryFile(max_size=10_000_000) as held:
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive, translation.override(person.language):
            for name, rows in sections:
                archive.writestr(
                    f"{slugify(name)}.json", json.dumps(rows, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)
                )
            page = render_to_string(
                "accounts/export.html", {"sections": sections, "person": person, "at": at, "centre": the_centre()}
            )
            archive.writestr("index.html", page)
        size = held.tell()
        held.seek(0)
        return storages["private"].save(f"exports/{secrets.token_urlsafe(24)}.zip", File(held)), size


def delete_old_exports(*, at: dt.datetime) -> int:
    """Delete the files that are older than seven days; how many."""
    old = list(Export.objects.filter(state=Export.State.READY, until__lte=at))
    delete_files(old)
    Export.objects.filter(pk__in=[export.pk for export in old]).update(state=Export.State.GONE, file="", size=0)
    return len(old)


def delete_files(exports: Sequence[Export]) -> None:
    for export in exports:
        if export.file:
            storages["private"].delete(export.file)
